"""Compares drawn lines with the text of the HTML: where a space was dropped at the end, where a word was parted."""

from typing import Any

from neuss_integration.foundation.pdf.tags.roles import name

HYPHEN = "\u2010"
SOFT_HYPHEN = "\u00ad"


class ElementText:
    """The own text of one HTML element (its text and the tails of its children), read once from front to back."""

    def __init__(self, element: Any) -> None:
        self.letters = ""
        self.position = 0
        self.before: set[int] = set()
        self.after: set[int] = set()
        self._add(element.text or "")
        for child in element:
            self._add(("\n" if name(child) == "br" else "") + (child.tail or ""))

    def _add(self, text: str) -> None:
        """Take up one piece; a blank at its start does not stand after the piece before it, as a child lies between."""
        start = len(self.letters)
        letters = "".join(text.split())
        count = start
        for character in text if letters else "":
            if not character.isspace():
                count += 1
                continue
            if count > start:
                self.after.add(count)
            if count < start + len(letters):
                self.before.add(count)
        self.letters += letters

    def read(self, line: str) -> tuple[bool, bool, bool]:
        """Move behind `line`: (a space stood before it, one stands after it, it ends with a hyphen not in the text)."""
        letters = "".join(line.split())
        before = self.position in self.before
        if self.letters.startswith(letters, self.position):
            self.position += len(letters)
            return before, self.position in self.after, False
        if letters.endswith(HYPHEN) and self.letters.startswith(letters[:-1], self.position):
            self.position += len(letters) - 1
            return before, False, True
        return True, True, False
