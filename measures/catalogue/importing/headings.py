"""Which columns of a file are which columns of the catalogue, whatever order they stand in."""

from collections.abc import Sequence
from typing import Final

from measures.catalogue.columns import COLUMNS, CatalogueColumn
from measures.fields import FIELDS
from neuss_integration.foundation.words.folding import fold

IMPORTED: Final = ("nummer", *(field.column for field in FIELDS if field.is_imported))
NEEDED: Final = tuple(field.column for field in FIELDS if field.is_imported and field.is_needed)
"""What a new measure cannot do without; known ones are found by number."""
OTHER_WORDS: Final = {
    "nummer": ("Nr", "Nr.", "ID", "Maßnahmennummer", "Kennung"),
    **{field.column: field.headings for field in FIELDS if field.headings},
}


def importable() -> list[CatalogueColumn]:
    """The columns that can be taken in, in the order of the catalogue."""
    return [column for column in COLUMNS if column.key in IMPORTED]


def recognised(headings: Sequence[str]) -> dict[int, str]:
    """The key of the column by place in the file; own names come before other words, each column once."""
    own = {fold(column.label): column.key for column in COLUMNS}
    others = {fold(word): key for key, words in OTHER_WORDS.items() for word in words}
    found: dict[int, str] = {}
    for words in (own, {word: key for word, key in others.items() if word not in own}):
        for place, heading in enumerate(headings):
            key = words.get(fold(heading))
            if key and place not in found and key not in found.values():
                found[place] = key
    return {place: key for place, key in sorted(found.items()) if key in IMPORTED}


def known_headings(headings: Sequence[str]) -> int:
    """How many of `headings` name a column of the catalogue."""
    return len(recognised(headings)) + len(only_shown(headings))


def only_shown(headings: Sequence[str]) -> list[str]:
    """The headings of an own export that can be read but not be set, such as the light of the last report."""
    labels = {fold(column.label) for column in COLUMNS if column.key not in IMPORTED}
    return [heading for heading in headings if fold(heading) in labels]
