"""Who is meant by the name in a cell: by its own name, or as somebody once assigned it by hand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Max
from django.utils import timezone

from measures.catalogue.columns import BETWEEN
from measures.enums import MeasureKind, MeasureState, NameKind
from measures.fields import BY_COLUMN, FIELDS
from measures.models import NameMapping
from measures.models.catalogue_import import WHOLE_CITY
from measures.selectors.facts import CITYWIDE
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.foundation.spreadsheets.cells import is_error
from neuss_integration.foundation.words.folding import name_key
from success_factors.models import FieldOfAction, Goal, SuccessFactor
from success_factors.services.revisions import edition_in_force

MODELS: Final[dict[NameKind, Any]] = {
    NameKind.FIELD: FieldOfAction,
    NameKind.DEPARTMENT: Department,
    NameKind.FACTOR: SuccessFactor,
    NameKind.ORGANISATION: Organisation,
    NameKind.TARGET_GROUP: TargetGroup,
    NameKind.DISTRICT: District,
    NameKind.GOAL: Goal,
}
_KIND_OF: Final = {model: kind for kind, model in MODELS.items()}
KINDS: Final[dict[str, NameKind]] = {
    field.column: _KIND_OF[field.stored.related_model]
    for field in FIELDS
    if field.is_imported and (field.is_many or field.is_single) and field.stored.related_model in _KIND_OF
}
LEAD: Final = "federfuehrung"
FIELD: Final = "handlungsfeld"
SINGLE: Final = frozenset(key for key in KINDS if BY_COLUMN[key].is_single)
"""Columns whose cells hold one name, whatever separators stand in it."""
CHOICES: Final[dict[str, NameKind]] = {"art": NameKind.KIND, "status": NameKind.STATE}
"""Columns whose cells hold a word of a closed list."""
MAX_NAME_LENGTH: Final = 6
"""How many parts a name with separators in it may have."""
SEPARATOR: Final = re.compile(r"(\s*[;\n]\s*)")
BETWEEN_OFFICES: Final = re.compile(r"\s*[/;\n]\s*")
MANY_SEPARATORS: Final = re.compile(
    r"(\s*(?:[;\n]|(?<!\w-),(?!\s*-\w)|/(?!-?in(?:nen)?\b))\s*|"
    r"(?<!\w-)(?<!\s)(?<!\bmit)\s+(?:und|sowie|u\.(?!\s*[avä]\.)|&|\+)\s+(?!-\w))"
)
"""„Kinder- und Jugendhilfe“, „Lotsinnen und -lotsen“ and „Menschen mit und ohne Arbeit“ are one name each.

„u. a.“ is none."""
NOBODY: Final = re.compile(
    r"[\W_]*|(?:s|siehe|wie)\W*(?:o|oben)\W*|dto\W*|dito|k\W*a\W*|keine(?: angaben?)?|n\W*n\W*|n\W*b\W*|offen|entfällt|"
    r"unbekannt|noch unklar|tbd|"
    r"(?:s|siehe|vgl)\W*(?:u\.?|unten|anlage.*|(?:lfd\W*)?(?:nr|maßnahme|zeile|punkt|ziffer)\b.*)",
    re.IGNORECASE,
)
"""What people write where no name stands: „s. o.“, „–“, „k. A.“. Nothing is entered under such a name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a closed list, offered beside rows of master data."""

    pk: str
    name: str

    def __str__(self) -> str:
        return self.name


EVERYWHERE: Final = Choice(WHOLE_CITY, CITYWIDE)
CLOSED: Final[dict[NameKind, list[Choice]]] = {
    NameKind.KIND: [Choice(kind.value, str(kind.label)) for kind in MeasureKind],
    NameKind.STATE: [Choice(state.value, str(state.label)) for state in MeasureState],
    NameKind.DISTRICT: [EVERYWHERE],
}


def has_other_lists(rows: Iterable[Sequence[str]], columns: Mapping[int, str]) -> bool:
    """Whether lists in cells are divided by commas, strokes or „und“ more often than by what the catalogue writes."""
    places = [place for place, key in columns.items() if key in KINDS and key not in (*SINGLE, "konzeptziele")]
    cells = [row[place] for row in rows for place in places if row[place]]
    own = sum(SEPARATOR.search(cell) is not None for cell in cells)
    return sum(MANY_SEPARATORS.search(cell) is not None for cell in cells) > 2 * own


def next_in_line(kind: NameKind) -> dict[str, int]:
    """What a new row of master data needs beside its name: its place behind the last."""
    column = {NameKind.FIELD: "position", NameKind.DISTRICT: "number"}.get(kind)
    if column is None:
        return {}
    last = MODELS[kind].objects.aggregate(last=Max(column))["last"] or 0
    return {column: last + 1}


class NameLookup:
    """All names of master data and what was assigned by hand; nine queries, then none.

    With `splits`, names in a cell are told apart at commas, strokes and „und“ too.
    """

    def __init__(self, *, splits: bool = False) -> None:
        self.today = timezone.localdate()
        self.separator = MANY_SEPARATORS if splits else SEPARATOR
        stored: dict[NameKind, list[Any]] = {
            kind: list(model.objects.all()) for kind, model in MODELS.items() if kind is not NameKind.GOAL
        }
        stored[NameKind.GOAL] = list(Goal.objects.select_related("guiding_goal"))
        self.rows: dict[NameKind, list[Any]] = {
            kind: [*CLOSED.get(kind, []), *stored.get(kind, [])] for kind in NameKind
        }
        self.known: dict[NameKind, dict[str, Any]] = {
            kind: {name_key(spelling): row for row in rows for spelling in _spellings(row)}
            for kind, rows in self.rows.items()
        }
        in_force = edition_in_force()
        self.offered = self.rows | {
            NameKind.GOAL: [goal for goal in self.rows[NameKind.GOAL] if goal.guiding_goal.edition_id == in_force.pk]
            if in_force
            else []
        }
        self.known[NameKind.GOAL] |= {name_key(goal.text): goal for goal in self.offered[NameKind.GOAL]}
        self.found: dict[tuple[NameKind, str], tuple[bool, Any]] = {}
        self.parts: dict[tuple[NameKind, str], list[str]] = {}
        self.read: dict[tuple[str, str], tuple[list[Any], list[str]]] = {}
        self.by_hand: dict[NameKind, dict[str, Any]] = defaultdict(dict)
        for mapping in NameMapping.objects.select_related(*NameMapping.TARGETS):
            kind, target = NameKind(mapping.kind), mapping.target
            if isinstance(target, str):
                target = next((each for each in CLOSED[kind] if each.pk == target), None)
            self.by_hand[kind][name_key(mapping.text)] = target

    def find(self, kind: NameKind, text: str) -> tuple[bool, Any]:
        """Whether the name is known, and the row it means; None when it is to be left out."""
        if (kind, text) not in self.found:
            self.found[kind, text] = self._find(kind, name_key(text))
        return self.found[kind, text]

    def _find(self, kind: NameKind, folded: str) -> tuple[bool, Any]:
        known = self.known[kind].get(folded)
        if known is not None and not (self.has_ended(known) and folded in self.by_hand[kind]):
            return True, known
        return folded in self.by_hand[kind], self.by_hand[kind].get(folded)

    def has_ended(self, row: Any) -> bool:
        """Whether the row was ended, so that somebody may say who follows it."""
        until = getattr(row, "valid_until", None)
        return until is not None and until < self.today

    def asks_for_successor(self, kind: NameKind, text: str) -> bool:
        """Whether `text` names what ended, and nobody said yet what is meant today."""
        return name_key(text) not in self.by_hand[kind] and self.has_ended(self.find(kind, text)[1])

    def split(self, kind: NameKind, cell: str) -> list[str]:
        """The names in a cell; a name that holds the separator itself stays whole when it is known."""
        if (kind, cell) not in self.parts:
            self.parts[kind, cell] = list(self._split(kind, cell))
        return self.parts[kind, cell]

    def _split(self, kind: NameKind, cell: str) -> Iterator[str]:
        pieces = self.separator.split(cell.strip())
        parts, start = pieces[::2], 0
        while start < len(parts):
            end, text = self._longest_known(kind, pieces, start) or (start + 1, parts[start])
            yield from filter(None, [text])
            start = end

    def in_cell(self, key: str, kind: NameKind, cell: str) -> list[str]:
        """The names in a cell of the column `key`."""
        if key == LEAD:
            return self.offices(cell)
        return [cell.strip()] if key in SINGLE or key in CHOICES else self.split(kind, cell)

    def meant(self, key: str, cell: str) -> tuple[list[Any], list[str]]:
        """The rows that a cell of the column `key` names, each once, and the names in it that nobody knows."""
        if (key, cell) not in self.read:
            kind = KINDS[key]
            found = [(name, *self.find(kind, name)) for name in self.in_cell(key, kind, cell) if name]
            unknown = [name for name, is_known, row in found if not is_known or (row is None and key in SINGLE)]
            rows = [row for _, is_known, row in found if is_known and row is not None]
            self.read[key, cell] = list(dict.fromkeys(rows)), unknown
        return self.read[key, cell]

    def offices(self, cell: str) -> list[str]:
        """The office that leads and those behind it, where a cell names several that are all known; else all of it."""
        parts = [part for part in BETWEEN_OFFICES.split(cell.strip()) if part]
        if self.separator is MANY_SEPARATORS:
            parts = self.split(NameKind.DEPARTMENT, cell)
        known = [self.find(NameKind.DEPARTMENT, each)[0] for each in (cell.strip(), *parts)]
        return parts if len(parts) > 1 and all(known[1:]) and not known[0] else [cell.strip()]

    def _longest_known(self, kind: NameKind, pieces: list[str], start: int) -> tuple[int, str] | None:
        """The longest known name that starts with the part `start`, and where it ends."""
        parts = pieces[::2]
        for end in range(min(len(parts), start + MAX_NAME_LENGTH), start, -1):
            for text in ("".join(pieces[2 * start : 2 * end - 1]), BETWEEN.join(parts[start:end])):
                if self.find(kind, text)[0]:
                    return end, text
        return None


def _spellings(row: Any) -> Iterator[str]:
    """How people write a row: its name, its short name, numbers with and without name."""
    if isinstance(row, Choice):
        yield row.name
        return
    if isinstance(row, SuccessFactor):
        yield from (row.title, str(row), str(row.number), f"{row.number}.")
        yield from (f"{word} {row.number}" for word in ("ef", "erfolgsfaktor", "nr."))
        return
    if isinstance(row, Goal):
        yield row.text
        return
    yield row.name
    if isinstance(row, District):
        yield from (str(row), str(row.number), f"{row.number:02d}")
    if getattr(row, "short_name", ""):
        yield row.short_name


def unknown_names(names: NameLookup, cells: Iterable[tuple[str, str, bool]]) -> dict[NameKind, dict[str, int]]:
    """The names in `cells`, each (column, text, whether the row is new), that nobody knows, with how often they stand
    there; of what leads a new measure also those that ended. Spellings that are one name count together.
    """
    counted: dict[NameKind, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    first: dict[tuple[NameKind, str], str] = {}
    for key, cell, is_new in cells:
        kind = KINDS.get(key) or CHOICES.get(key)
        if kind is None or is_error(cell):
            continue
        for name in names.in_cell(key, kind, cell):
            is_ended = is_new and key == LEAD and names.asks_for_successor(kind, name)
            if name and (is_ended or not names.find(kind, name)[0]):
                counted[kind][first.setdefault((kind, name_key(name)), name)] += 1
    return {kind: dict(sorted(found.items())) for kind, found in counted.items()}
