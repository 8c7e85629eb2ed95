"""Which words of a text were taken out and put in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

MAX_COMPARISONS: Final = 250_000
SURROUNDING_WORDS: Final = 12

Kind = Literal["same", "removed", "added", "gap"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, was removed, was added, or is left out because nothing changed there."""

    kind: Kind
    text: str


def word_changes(old: str, new: str, *, shorten: bool = True) -> list[Piece]:
    """The new text with the removed words in their places; long unchanged runs are shortened unless told otherwise.

    Empty when one side is empty or comparing would take too long: then both texts are shown whole.
    """
    before, after = _words(old), _words(new)
    if not before or not after or len(before) * len(after) > MAX_COMPARISONS:
        return []
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.extend(_shortened(before[a:b]) if shorten else [Piece("same", "".join(before[a:b]))])
        if tag in ("replace", "delete"):
            pieces.append(Piece("removed", "".join(before[a:b])))
        if tag in ("replace", "insert"):
            pieces.append(Piece("added", "".join(after[c:d])))
    return pieces


def _words(text: str) -> list[str]:
    """The words, each with the white space behind it."""
    return re.findall(r"\S+\s*", text)


def _shortened(words: list[str]) -> Iterator[Piece]:
    if len(words) <= 3 * SURROUNDING_WORDS:
        yield Piece("same", "".join(words))
        return
    yield Piece("same", "".join(words[:SURROUNDING_WORDS]))
    yield Piece("gap", "…")
    yield Piece("same", "".join(words[-SURROUNDING_WORDS:]))
