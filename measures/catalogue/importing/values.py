"""Values of a row beside those that are stored."""

from typing import Any

from neuss_integration.foundation.spreadsheets.cells import unquoted
from neuss_integration.foundation.words.hygiene import clean


def name_of(row: Any) -> str:
    """How the catalogue writes a row of master data."""
    return str(getattr(row, "title", "") or getattr(row, "text", "") or row.name)


def is_same(old: Any, new: Any) -> bool:
    """Whether `new` says what is stored, in whatever order or spacing."""
    if isinstance(new, list):
        return set(old) == set(new)
    if old == new:
        return True
    if isinstance(old, str) and isinstance(new, str):
        return new in (old.strip(), unquoted(old.strip()), clean(old).strip(), old.replace("\t", " ").strip())
    return (old or None) == (new or None)
