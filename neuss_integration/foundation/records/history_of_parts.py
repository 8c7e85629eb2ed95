"""One history out of many: everything that was written about a thing and what belongs to it, in one list.

`Trail` tells of one row. A thing with parts (a measure with its money, milestones, Kennzahlen) has many rows of several
models; `Chronicle` reads the history of all of them, in a number of queries that does not grow with their number,
tells each change with who, when and why, what the thing was on a day, and what differs between two days.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models

from neuss_integration.foundation.records.history import NOBODY, FieldChange, HistoryColumns
from neuss_integration.foundation.records.history_names import Names, names_of

CREATED: Final = "+"
DELETED: Final = "-"


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """A model whose rows belong to the thing: `lookup` finds them in its history; `hidden` fields are not told.

    Only saves with the values `only` count. With `series` all rows are one thing under that name, each the next state
    of it: what a row says differs from what the row before said. For `words` see HistoryColumns.
    """

    model: type[models.Model]
    lookup: str
    hidden: frozenset[str] = frozenset()
    only: tuple[tuple[str, Any], ...] = ()
    series: str = ""
    words: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the rows are called."""
        return self.series or str(self.model._meta.verbose_name)


@dataclass(frozen=True, slots=True)
class ChronicleEntry:
    """One save of one row: what it is, who wrote when and why, and what differs from before."""

    key: str
    kind: str
    subject: str
    what: str
    at: dt.datetime
    who: str
    why: str
    changes: list[FieldChange]

    @property
    def is_first(self) -> bool:
        """Whether the row was made."""
        return self.what == CREATED

    @property
    def is_last(self) -> bool:
        """Whether the row was removed."""
        return self.what == DELETED


@dataclass(frozen=True, slots=True)
class StateOnDay:
    """What a row said on a day: its name and its fields as people read them, empty ones left out."""

    kind: str
    subject: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PartDifference:
    """What became of a row between two days: "+" came, "-" went, "~" changed."""

    kind: str
    subject: str
    what: str
    changes: list[FieldChange]


@dataclass(slots=True)
class _HistoryRow:
    part: HistoryPart
    record: Any
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, Any]:
        return self.part.model._meta.label, None if self.part.series else self.record.pk_of_row

    @property
    def version(self) -> Any:
        """What one save has in common: rows of the same version are one."""
        return self.record.pk_of_row, getattr(self.record, "version", None) or self.record.history_id


class Chronicle:
    """The history of the thing with the primary key `pk`, told of all `parts`."""

    def __init__(self, parts: Sequence[HistoryPart], pk: int) -> None:
        self.columns = {part.model: HistoryColumns(part.model, hidden=part.hidden, words=part.words) for part in parts}
        self.rows: list[_HistoryRow] = [row for part in parts for row in self._read(part, pk)]
        self.labels = self._labels()

    def entries(self) -> list[ChronicleEntry]:
        """Every save, newest first."""
        found = []
        for rows in self._by_thing().values():
            before: dict[str, Any] | None = None
            for row in rows:
                found.append(self._entry(row, before))
                before = row.state
        return sorted(found, key=lambda each: (each.at, each.key), reverse=True)

    def standing(self, moment: dt.datetime) -> list[StateOnDay]:
        """What was there at `moment`, in the order of the parts."""
        return [self._stand(row) for row in self._at(moment).values()]

    def differences(self, first: dt.datetime, second: dt.datetime) -> list[PartDifference]:
        """What differs between the two moments, in the order of the parts."""
        before, after = self._at(first), self._at(second)
        found = []
        for key in dict.fromkeys([*after, *before]):
            row = after.get(key) or before[key]
            what = "~" if key in before and key in after else CREATED if key in after else DELETED
            old = before[key].state if key in before else None
            changes = [] if what == DELETED else self._changes(row, old)
            if changes or what != "~":
                found.append(PartDifference(row.part.name, self._subject(row), what, changes))
        return found

    def _read(self, part: HistoryPart, pk: int) -> Iterable[_HistoryRow]:
        history: Any = part.model.history.model  # type: ignore[attr-defined]
        records = (
            history.objects.filter(**{part.lookup: pk}, **dict(part.only))
            .select_related("history_user")
            .order_by("history_id")
        )
        rows = list(records)
        states = self.columns[part.model].states(rows, in_one_query=True)
        for record in rows:
            record.pk_of_row = getattr(record, part.model._meta.pk.attname)
            yield _HistoryRow(part, record, states[record.history_id])

    def _labels(self) -> Names:
        keys: dict[type[models.Model], set[Any]] = defaultdict(set)
        for row in self.rows:
            for model, found in self.columns[row.part.model].related(row.state).items():
                keys[model] |= found
        return names_of(keys)

    def _by_thing(self) -> dict[tuple[str, Any], list[_HistoryRow]]:
        """The rows of each thing in the order of time; several rows of one version are its last one."""
        found: dict[tuple[str, Any], dict[Any, _HistoryRow]] = defaultdict(dict)
        for row in self.rows:
            versions = found[row.key]
            is_new = row.record.history_type == DELETED or row.version not in versions
            versions[(row.record.history_id,) if is_new and row.version in versions else row.version] = row
        return {key: list(versions.values()) for key, versions in found.items()}

    def _at(self, moment: dt.datetime) -> dict[tuple[str, Any], _HistoryRow]:
        """The last row of each thing not after `moment`, without what was removed."""
        found = {row.key: row for row in self.rows if row.record.history_date <= moment}
        return {key: row for key, row in found.items() if row.record.history_type != DELETED}

    def _entry(self, row: _HistoryRow, before: dict[str, Any] | None) -> ChronicleEntry:
        record = row.record
        what = DELETED if record.history_type == DELETED else CREATED if before is None else "~"
        return ChronicleEntry(
            key=f"{row.part.model._meta.model_name}-{record.history_id}",
            kind=row.part.name,
            subject=self._subject(row),
            what=what,
            at=record.history_date,
            who=str(record.history_user or NOBODY),
            why=record.history_change_reason or "",
            changes=[] if what == DELETED else self._changes(row, before),
        )

    def _changes(self, row: _HistoryRow, before: dict[str, Any] | None) -> list[FieldChange]:
        return self.columns[row.part.model].changes(before, row.state, self.labels)

    def _stand(self, row: _HistoryRow) -> StateOnDay:
        changes = self.columns[row.part.model].changes(None, row.state, self.labels)
        facts = [(each.label, each.new or ", ".join(each.added)) for each in changes]
        return StateOnDay(row.part.name, self._subject(row), facts)

    @staticmethod
    def _subject(row: _HistoryRow) -> str:
        """The row by the name it had then, made without asking the database; a series has only its own."""
        if row.part.series:
            return ""
        names = [each.attname for each in row.record.tracked_fields]
        return str(row.part.model(**{name: getattr(row.record, name) for name in names}))
