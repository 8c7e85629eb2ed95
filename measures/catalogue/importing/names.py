"""Who is meant by the name in a cell: by its own name, or as somebody once assigned it by hand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from measures.catalogue.columns import BETWEEN
from measures.enums import NameKind
from measures.fields import BY_COLUMN, FIELDS
from measures.models import NameMapping
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.foundation.words.folding import fold
from success_factors.models import FieldOfAction, SuccessFactor

MODELS: Final[dict[NameKind, Any]] = {
    NameKind.FIELD: FieldOfAction,
    NameKind.DEPARTMENT: Department,
    NameKind.FACTOR: SuccessFactor,
    NameKind.ORGANISATION: Organisation,
    NameKind.TARGET_GROUP: TargetGroup,
    NameKind.DISTRICT: District,
}
_KIND_OF: Final = {model: kind for kind, model in MODELS.items()}
KINDS: Final[dict[str, NameKind]] = {
    field.column: _KIND_OF[field.stored.related_model]
    for field in FIELDS
    if field.is_imported and (field.is_many or field.is_single)
}
SINGLE: Final = frozenset(key for key in KINDS if BY_COLUMN[key].is_single)
"""Columns whose cells hold one name, whatever separators stand in it."""
LONGEST_NAME: Final = 4
"""How many parts a name with separators in it may have."""
SEPARATOR: Final = re.compile(r"\s*[;\n]\s*")


class Names:
    """All names of master data and what was assigned by hand; seven queries, then none."""

    def __init__(self) -> None:
        self.rows: dict[NameKind, list[Any]] = {kind: list(model.objects.all()) for kind, model in MODELS.items()}
        self.known: dict[NameKind, dict[str, Any]] = {
            kind: {spelling: row for row in rows for spelling in _spellings(row)} for kind, rows in self.rows.items()
        }
        self.by_hand: dict[NameKind, dict[str, Any]] = defaultdict(dict)
        for mapping in NameMapping.objects.select_related(*NameMapping.TARGETS):
            self.by_hand[NameKind(mapping.kind)][mapping.text] = mapping.target

    def find(self, kind: NameKind, text: str) -> tuple[bool, Any]:
        """Whether the name is known, and the row it means; None when it is to be left out."""
        folded = fold(text)
        if folded in self.known[kind]:
            return True, self.known[kind][folded]
        return folded in self.by_hand[kind], self.by_hand[kind].get(folded)

    def split(self, kind: NameKind, cell: str) -> list[str]:
        """The names in a cell; a name that holds the separator itself stays whole when it is known."""
        parts = [part for part in SEPARATOR.split(cell.strip()) if part]
        found, start = [], 0
        while start < len(parts):
            ends = range(min(len(parts), start + LONGEST_NAME), start, -1)
            known = (end for end in ends if self.find(kind, BETWEEN.join(parts[start:end]))[0])
            end = next(known, start + 1)
            found.append(BETWEEN.join(parts[start:end]))
            start = end
        return found


def _spellings(row: Any) -> Iterator[str]:
    """How people write a row, folded: its name, its short name, numbers with and without name."""
    if isinstance(row, SuccessFactor):
        yield from (fold(row.title), fold(str(row)), str(row.number))
        return
    yield fold(row.name)
    if isinstance(row, District):
        yield from (fold(str(row)), str(row.number), f"{row.number:02d}")
    if getattr(row, "short_name", ""):
        yield fold(row.short_name)


def unknown_names(names: Names, cells: Iterable[tuple[str, str]]) -> dict[NameKind, dict[str, int]]:
    """The names in `cells`, each (key of a column, text), that nobody knows, with how often they stand there."""
    counted: dict[NameKind, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, cell in cells:
        kind = KINDS.get(key)
        if kind is None or (key == "stadtteile" and fold(cell) == "ganze stadt"):
            continue
        for name in names.split(kind, cell) if key not in SINGLE else [cell.strip()]:
            if name and not names.find(kind, name)[0]:
                counted[kind][name] += 1
    return {kind: dict(sorted(found.items())) for kind, found in counted.items()}
