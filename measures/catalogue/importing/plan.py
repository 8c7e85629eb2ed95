"""What the rows of a file would do: new, changed with old → new, unchanged, or wrong with sentences."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from django.utils import timezone

from measures.catalogue.columns import BY_KEY
from measures.catalogue.importing.cells import NOT_IN_FORM, RowForms
from measures.catalogue.importing.headings import IMPORTED, KEY_FIGURE, MONEY, only_shown
from measures.catalogue.importing.lookup import MeasureLookup, Stored
from measures.catalogue.importing.names import NameLookup, unknown_names
from measures.catalogue.importing.related import WrittenFigure
from measures.catalogue.importing.repeated import RepeatedCells
from measures.enums import NameKind
from measures.fields import BY_COLUMN
from measures.models import CatalogueImport
from neuss_integration.foundation.spreadsheets.cells import as_text
from neuss_integration.foundation.words.folding import name_key

DIGITS: Final = 12
NAMES_OF: Final[dict[str, tuple[str, ...]]] = {
    **{column: (field.name,) for column, field in BY_COLUMN.items()},
    "stadtteile": ("districts", "is_citywide"),
    **{column: (name,) for column, name in MONEY.items()},
}
"""The values of the services by column."""
WRITTEN: Final = frozenset(IMPORTED) - {*NOT_IN_FORM}
"""Columns whose cells hold texts, dates and words of the catalogue."""


class RowAction(StrEnum):
    """What becomes of a row. The values stand in addresses."""

    NEW = "neu"
    CHANGED = "geaendert"
    UNCHANGED = "unveraendert"
    WRONG = "falsch"
    LEFT_OUT = "abgewaehlt"

    @property
    def label(self) -> str:
        return self.value.replace("ae", "ä")


@dataclass(frozen=True, slots=True)
class ColumnDifference:
    """A column before and after, as people read it."""

    label: str
    old: str
    new: str
    key: str = ""
    is_left_out: bool = False


@dataclass(slots=True)
class RowPlan:
    """One row: what would happen, with the `values` for the services and perhaps a `step` of the workflow."""

    line: int
    title: str = ""
    stored: Stored | None = None
    differences: list[ColumnDifference] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    """What of the row is not taken in, why, and what to do."""
    values: dict[str, Any] = field(default_factory=dict)
    step: str = ""
    reason: str = ""
    money: dict[str, Any] = field(default_factory=dict)
    figures: list[WrittenFigure] = field(default_factory=list)
    is_left_out: bool = False

    @property
    def number(self) -> str:
        """The number of the measure; empty for a new one."""
        return self.stored.number if self.stored else ""

    @property
    def action(self) -> RowAction:
        """What would become of the row."""
        if self.problems:
            return RowAction.WRONG
        if not self.differences and self.stored:
            return RowAction.UNCHANGED
        if self.is_left_out or all(each.is_left_out for each in self.differences):
            return RowAction.LEFT_OUT
        return RowAction.CHANGED if self.stored else RowAction.NEW

    def leave_out(self, left_out: Collection[str]) -> None:
        """The row or those of its values that are named in `left_out` are not taken in."""
        self.is_left_out = str(self.line) in left_out
        for at, each in enumerate(self.differences):
            if f"{self.line}:{each.key}" not in left_out:
                continue
            self.differences[at] = replace(each, is_left_out=True)
            for name in NAMES_OF.get(each.key, (each.key,)):
                self.values.pop(name, None)
                self.money.pop(name, None)
            if each.key == "status":
                self.step = ""
            if each.key == KEY_FIGURE:
                self.figures = [figure for figure in self.figures if figure.text != each.new]

    @property
    def digest(self) -> str:
        """The same for the same row, whatever of it is chosen."""
        version = self.stored.version if self.stored else 0
        told = [[each.label, each.old, each.new] for each in self.differences]
        content = [self.line, self.number, version, self.problems, told]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:DIGITS]


@dataclass
class ImportPlan:
    """All rows of a file."""

    rows: list[RowPlan]
    newest: int = 0
    """The key of the last measure that was looked at: of what is entered behind it the rows know nothing."""
    others: dict[str, str] = field(default_factory=dict)
    """The numbers, by folded title, of what others entered since."""

    @cached_property
    def counts(self) -> dict[RowAction, int]:
        """How many rows of each kind, those without rows too; left out only where somebody did."""
        found = Counter(row.action for row in self.rows)
        return {action: found[action] for action in RowAction if found[action] or action is not RowAction.LEFT_OUT}

    @property
    def effective(self) -> int:
        """How many rows would write something."""
        return self.counts[RowAction.NEW] + self.counts[RowAction.CHANGED]

    @property
    def incomplete(self) -> int:
        """Of how many rows something is not taken in."""
        return sum(bool(row.ignored) for row in self.rows)

    @cached_property
    def digest(self) -> str:
        """The same for the same preview: what was seen is what is taken in."""
        return ".".join(row.digest for row in self.rows)

    def changed_since(self, digest: str) -> list[RowPlan]:
        """The rows that are not what they were in the preview with this `digest`."""
        seen = digest.split(".")
        if len(seen) != len(self.rows):
            return self.rows
        return [row for row, before in zip(self.rows, seen, strict=True) if row.digest != before]


SAME_TITLE: Final = "Es gibt mehrere Maßnahmen mit diesem Titel ({}). Bitte tragen Sie die Nummer ein."
NO_SUCH_NUMBER: Final = (
    "Die Nummer „{}“ gibt es nicht. Bitte leeren Sie die Zelle, wenn es eine neue Maßnahme ist: "
    "Sie bekommt ihre Nummer beim Einlesen."
)
TWICE: Final = "Diese Maßnahme steht schon in Zeile {}. Bitte löschen Sie eine der beiden Zeilen."


class Reader:
    """Finds the measure of each row; the same one in two rows is refused in the second."""

    def __init__(self, draft: CatalogueImport) -> None:
        self.draft = draft
        self.places = draft.places
        self.names = NameLookup(splits=draft.split_lists)
        self.today = timezone.localdate()
        self.forms = RowForms()
        rows = [self.cells(row) for row in draft.table["rows"]]
        numbers = {cells.get("nummer", "") for cells in rows}
        titles = {name_key(cells.get("titel", "")) for cells in rows if not cells.get("nummer", "").strip()}
        self.catalogue = MeasureLookup(numbers, titles - {""})
        self.seen: dict[str, int] = {}
        self.only_shown = set(only_shown(draft.table["headings"]))
        self.repeats = RepeatedCells(draft, self._is_stored)

    def _is_stored(self, at: int, key: str) -> bool:
        """Whether the catalogue holds the very words of the cell, whatever else they could mean."""
        cells = self.cells(self.draft.table["rows"][at])
        found = self.catalogue.by_title.get(name_key(cells.get("titel", "")), [])
        stored = self.catalogue.stored.get(cells.get("nummer") or (found or [""])[0])
        return key in WRITTEN and stored is not None and shown(key, stored.values[key]) == cells[key]

    def cells(self, row: list[str]) -> dict[str, str]:
        """The cells by key of their column."""
        return {key: row[place] for key, place in self.places.items()}

    def unknown(self) -> dict[NameKind, dict[str, int]]:
        """The names that somebody has to assign, with how often they stand in the file."""
        return unknown_names(self.names, self._named())

    def _named(self) -> Iterator[tuple[str, str, bool]]:
        for row in self.repeats.rows:
            cells = self.cells(row)
            known = self.catalogue.keys if cells.get("nummer") else self.catalogue.by_title
            is_new = (cells.get("nummer") or name_key(cells.get("titel", ""))) not in known
            yield from ((key, cell, is_new) for key, cell in cells.items())

    def rest(self, row: list[str]) -> list[tuple[str, str]]:
        """The filled cells under headings that mean nothing here, when they are wanted."""
        if not self.draft.notes_rest:
            return []
        headings = self.draft.table["headings"]
        known = {*self.places.values(), *(at for at, heading in enumerate(headings) if heading in self.only_shown)}
        return [(headings[at], cell) for at, cell in enumerate(row) if cell and at not in known]

    def start(self, line: int, cells: dict[str, str]) -> RowPlan:
        """The plan of a row with the measure it is about, or why that cannot be told."""
        plan = RowPlan(line, cells.get("titel", ""))
        number = cells.get("nummer", "").strip()
        folded = "" if number else name_key(cells.get("titel", ""))
        if number:
            plan.stored = self.catalogue.stored.get(number)
            if plan.stored is None:
                plan.problems.append(NO_SUCH_NUMBER.format(number[:40]))
        elif len(twins := self.catalogue.by_title.get(folded, [])) > 1:
            plan.problems.append(SAME_TITLE.format(", ".join(twins[:5])))
        elif twins:
            plan.stored = self.catalogue.stored[twins[0]]
        key = plan.number or folded
        if key and key in self.seen:
            plan.problems.append(TWICE.format(self.seen[key]))
        elif key:
            self.seen[key] = line
        if plan.stored and not plan.title:
            plan.title = plan.stored.values["titel"]
        return plan


def without_stored(cells: Mapping[str, str], stored: Stored | None) -> dict[str, str]:
    """The cells that say something else than the catalogue does; those that say the same need no reading.

    Names are read all the same: by hand somebody may have said who follows one that ended.
    """
    if stored is None:
        return dict(cells)
    as_stored = {key for key in cells.keys() & WRITTEN if cells[key] == shown(key, stored.values[key])}
    return {key: cell for key, cell in cells.items() if key not in as_stored}


def shown(key: str, value: Any) -> str:
    """`value` of a column as people read it."""
    return as_text(BY_KEY[key].plain(value))
