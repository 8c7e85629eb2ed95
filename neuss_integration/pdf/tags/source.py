"""Compares drawn lines with the text of the HTML: where a space was dropped at a line's end, where a word was parted."""

from typing import Any

from neuss_integration.pdf.tags.roles import name

HYPHEN = "\u2010"
SOFT_HYPHEN = "\u00ad"


class Source:
    """The own text of one HTML element (its text and the tails of its children), read once from front to back."""

    def __init__(self, element: Any) -> None:
        pieces = [element.text or ""]
        for child in element:
            pieces += ["\n" if name(child) == "br" else "", child.tail or ""]
        text = "".join(pieces)
        self.letters = "".join(text.split())
        self.position = 0
        self.spaces: set[int] = set()
        count = 0
        for character in text:
            if character.isspace():
                self.spaces.add(count)
            else:
                count += 1

    def read(self, line: str) -> tuple[bool, bool, bool]:
        """Move behind `line`: (a space stood before it, a space stands after it, it ends with a hyphen not in the text)."""
        letters = "".join(line.split())
        before = self.position in self.spaces
        if self.letters.startswith(letters, self.position):
            self.position += len(letters)
            return before, self.position in self.spaces, False
        if letters.endswith(HYPHEN) and self.letters.startswith(letters[:-1], self.position):
            self.position += len(letters) - 1
            return before, False, True
        return True, True, False
