"""What changed when, and by whom: readable entries from the rows of django-simple-history.

Works for every model with history. Where the model counts its versions, one version is one entry, because saving
once can write several rows. The number of queries does not grow with the number of entries.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Max, Value
from django.utils import timezone

from neuss_integration.foundation.records.abstract_models import VersionedModel
from neuss_integration.foundation.records.history_names import Names, names_of
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.differences import Piece, word_changes
from neuss_integration.foundation.words.markdown import read_as_words
from neuss_integration.foundation.words.partial_dates import PartialDate

PER_PAGE: Final = 20
LONG_TEXT: Final = 120
EXACT_PLACES: Final = 2
NO_QUANTITIES: Final = frozenset({"year", "number", "position", "rank", "level"})
"""Numbers of which there cannot be more or fewer: they are never grouped by thousands."""
NOBODY: Final = "automatisch"
WordsOfFields = Mapping[str, Mapping[int, str]]
NO_WORDS: Final[WordsOfFields] = MappingProxyType({})
TECHNICAL: Final = frozenset({"version", "created_at", "updated_at"})

Save = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as people read it; relations say what was added and removed.

    Where both read the same, only the form of the text is another: what was bold, a heading, a list.
    """

    name: str
    label: str
    old: str = ""
    new: str = ""
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    @property
    def is_relation(self) -> bool:
        """Whether things were added or removed."""
        return bool(self.added or self.removed)

    @property
    def is_form_only(self) -> bool:
        """Whether the words are the same and only their form is another."""
        return not self.is_relation and self.old == self.new

    @property
    def is_long(self) -> bool:
        """Whether old and new do not fit into one line."""
        return len(self.old) + len(self.new) > LONG_TEXT or "\n" in self.old + self.new

    @property
    def pieces(self) -> list[Piece]:
        """The text with what was taken out and put in; empty when one side is empty or the text is very long."""
        return word_changes(self.old, self.new)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One save: who, when, and what differs from the one before."""

    version: int
    at: dt.datetime
    who: str
    changes: list[FieldChange]
    is_first: bool


@dataclass(frozen=True, slots=True)
class _Column:
    """A field of the model under the name it has in forms; a date with precision is one column."""

    name: str
    label: str
    field: Any
    precision: str = ""

    @property
    def target(self) -> type[models.Model] | None:
        """The model a foreign key or a many-to-many field points to."""
        return self.field.related_model

    def raw(self, row: Any) -> Any:
        """The value in a history row, to be compared."""
        value = getattr(row, self.field.attname)
        return PartialDate.containing(value, getattr(row, self.precision)) if self.precision and value else value


class HistoryColumns:
    """The fields of a model with history, read from its rows of history. `hidden` ones are left out.

    `words` say what the values of a field are called that keeps the place of a word.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        hidden: Iterable[str] = (),
        words: WordsOfFields = NO_WORDS,
    ) -> None:
        self.words = words
        self.history_model: Any = model.history.model  # type: ignore[attr-defined]
        self.columns = [column for column in _columns(self.history_model) if column.name not in set(hidden)]
        self.many = [each for each in self.history_model._history_m2m_fields if each.name not in set(hidden)]

    def states(self, rows: Iterable[Any], *, in_one_query: bool = False) -> dict[int, dict[str, Any]]:
        """The values of each row by its id; one query per many-to-many field, or one for all of them."""
        states = {row.history_id: {column.name: column.raw(row) for column in self.columns} for row in rows}
        for state in states.values():
            state.update({relation.name: [] for relation in self.many})
        links = [self._links(relation, list(states)) for relation in self.many] if states else []
        found = [links[0].union(*links[1:], all=True)] if in_one_query and len(links) > 1 else links
        for relation, history_id, key in (row for each in found for row in each):
            states[history_id][relation].append(key)
        return states

    def related(self, state: dict[str, Any]) -> dict[type[models.Model], set[Any]]:
        """The keys of related rows in `state` by their model."""
        keys: dict[type[models.Model], set[Any]] = defaultdict(set)
        for column in self.columns:
            if column.target and state[column.name] is not None:
                keys[column.target].add(state[column.name])
        for relation in self.many:
            keys[relation.related_model].update(state[relation.name])
        return keys

    def changes(self, before: dict[str, Any] | None, after: dict[str, Any], labels: Names) -> list[FieldChange]:
        """What differs; without a `before` everything that is not empty."""
        changes = []
        for column in self.columns:
            old = before[column.name] if before else None
            new = after[column.name]
            if old != new and not (before is None and new in (None, "", False)):
                texts = [self._said(column, value, labels) for value in (old, new)]
                changes.append(FieldChange(column.name, column.label, old=texts[0], new=texts[1]))
        for relation in self.many:
            had, has = set(before[relation.name] if before else ()), set(after[relation.name])
            if had != has:
                added, removed = (_names(relation, keys, labels) for keys in (has - had, had - has))
                changes.append(FieldChange(relation.name, label_of(relation), added=added, removed=removed))
        return changes

    def _said(self, column: _Column, value: Any, labels: Names) -> str:
        words = self.words.get(column.name)
        return (words.get(value, "") if words else "") or shown(column.field, value, labels)

    def _links(self, relation: Any, ids: list[int]) -> Any:
        through = getattr(self.history_model, relation.name).model.objects.filter(history_id__in=ids)
        named = through.annotate(relation_name=Value(relation.name, output_field=models.CharField()))
        return named.values_list("relation_name", "history_id", f"{relation.m2m_reverse_field_name()}_id")


class Trail:
    """The history of one row. `hidden` names fields that the person must not see.

    Where a field keeps the place of a word, the row says which in `words_of_fields`; where the person must not read
    what was before, the row says its first version for them in `told_from`.
    """

    def __init__(self, instance: models.Model, *, hidden: Iterable[str] = ()) -> None:
        self.rows: Any = instance.history  # type: ignore[attr-defined]
        if first := getattr(instance, "told_from", 0):
            self.rows = self.rows.filter(version__gte=first)
        self.is_versioned = isinstance(instance, VersionedModel)
        self.columns = HistoryColumns(
            type(instance), hidden=hidden, words=getattr(instance, "words_of_fields", NO_WORDS)
        )

    def page(self, number: str | int | None = 1, *, per_page: int = PER_PAGE) -> Page:
        """A page of entries, newest first; a number that does not exist gives the nearest page."""
        saves = self._saves()
        page: Any = Paginator(saves, per_page).get_page(number)
        start = page.start_index() - 1 if saves else 0
        page.object_list = self._entries(saves[start : start + per_page + 1], per_page)
        return page

    def since(self, version: int) -> list[HistoryEntry]:
        """The entries after `version`, newest first."""
        saves = self._saves()
        later = sum(number > version for number, _ in saves)
        return self._entries(saves[: later + 1], later)

    def values_at(self, version: int) -> dict[str, Any] | None:
        """What the row held at `version`, by the names of forms (keys of related rows); None when not recorded."""
        row = self.rows.filter(version=version).order_by("-history_id").first()
        if row is None:
            return None
        return self.columns.states([row])[row.history_id]

    def _saves(self) -> list[Save]:
        """(version, history id of its last row), newest first."""
        if not self.is_versioned:
            ids = self.rows.order_by("-history_id").values_list("history_id", flat=True)
            return [(number, number) for number in ids]
        return list(self.rows.order_by().values_list("version").annotate(Max("history_id")).order_by("-version"))

    def _entries(self, saves: Sequence[Save], shown: int) -> list[HistoryEntry]:
        ids = [history_id for _, history_id in saves]
        rows = self.rows.filter(history_id__in=ids).select_related("history_user").in_bulk(ids, field_name="history_id")
        states = self.columns.states(rows.values())
        labels = self._labels(states.values())
        entries = []
        for index, (version, history_id) in enumerate(saves[:shown]):
            row = rows[history_id]
            before = states[ids[index + 1]] if index + 1 < len(ids) else None
            changes = self.columns.changes(before, states[history_id], labels)
            entries.append(
                HistoryEntry(
                    version, row.history_date, str(row.history_user or NOBODY), changes, is_first=before is None
                )
            )
        return entries

    def _labels(self, states: Iterable[dict[str, Any]]) -> Names:
        """The names of the related rows by key."""
        keys: dict[type[models.Model], set[Any]] = defaultdict(set)
        for state in states:
            for model, found in self.columns.related(state).items():
                keys[model] |= found
        return names_of(keys)


def label_of(model_field: Any) -> str:
    """The German name of a field with a capital first letter."""
    name = str(model_field.verbose_name)
    return name[:1].upper() + name[1:]


def shown(model_field: Any, value: Any, labels: Names) -> str:
    """`value` as people write it; empty when there is none."""
    if value is None or value == "":
        return ""
    if model_field.related_model:
        return _name(model_field.related_model, value, labels)
    if model_field.flatchoices:
        return str(dict(model_field.flatchoices).get(value, value))
    if isinstance(model_field, models.TextField):
        return read_as_words(value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%d.%m.%Y, %H:%M Uhr")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, Decimal) and getattr(model_field, "decimal_places", 0) > EXACT_PLACES:
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    is_quantity = isinstance(value, (int, Decimal)) and model_field.name.rpartition("_")[2] not in NO_QUANTITIES
    return str(german_number(value)) if is_quantity else str(value)


def _columns(history_model: Any) -> Iterable[_Column]:
    fields = {each.name: each for each in history_model.tracked_fields}
    pairs = {name: f"{name.removesuffix('_date')}_precision" for name in fields if name.endswith("_date")}
    pairs = {name: precision for name, precision in pairs.items() if precision in fields}
    for name, model_field in fields.items():
        if model_field.primary_key or name in TECHNICAL or name in pairs.values():
            continue
        precision = pairs.get(name, "")
        yield _Column(name.removesuffix("_date") if precision else name, label_of(model_field), model_field, precision)


def _name(model: type[models.Model], key: Any, labels: Names) -> str:
    found = labels.get(model, {}).get(key)
    return str(found) if found is not None else f"nicht mehr vorhanden (Nr. {key})"


def _names(relation: Any, keys: Iterable[Any], labels: Names) -> list[str]:
    return sorted(_name(relation.related_model, key, labels) for key in keys)
