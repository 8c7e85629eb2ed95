"""Reading master data: lists, facts, and what refers to a row, whichever app it is in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from django.db import models
from django.db.models import F, Func, QuerySet, Subquery
from django.utils import timezone

from neuss_integration.foundation.records.abstract_models import MaintainedModel
from neuss_integration.foundation.records.history import label_of, shown
from neuss_integration.foundation.ui.signs import badge
from neuss_integration.foundation.words.folding import fold, search_words

PAST: Final = "Einträge im Änderungsverlauf"


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows that name something, such as the measures that an office leads."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of a list: the thing, its columns in words, and how it stands today."""

    item: Any
    cells: list[tuple[str, str]]
    standing: str


def standing(item: MaintainedModel) -> str:
    """Whether `item` is valid today, as a badge."""
    today = timezone.localdate()
    if item.is_valid_on(today):
        return badge("gilt", variant="success")
    is_over = item.valid_until is not None and item.valid_until < today
    return badge("beendet") if is_over else badge("beginnt später", variant="info")


def counts_of(rows: QuerySet[Any]) -> tuple[int, int]:
    """How many of `rows` are valid today, and how many there are; one query."""
    today, items = timezone.localdate(), list(rows.select_related(None).only("valid_from", "valid_until"))
    return sum(item.is_valid_on(today) for item in items), len(items)


def rows_of(items: Iterable[Any], columns: tuple[str, ...]) -> list[ItemRow]:
    """`items` ready for the table; no query when successors are loaded."""
    return [ItemRow(item, facts_of(item, columns), standing(item)) for item in items]


def matching(rows: QuerySet[Any], *, text: str = "", is_current: bool | None = None) -> list[Any]:
    """Those of `rows` whose name holds each word of `text`; one query. Databases fold no umlauts, so it is done here.

    `is_current` narrows to what is valid today, or to what is not.
    """
    today, words = timezone.localdate(), search_words(text)
    return [
        item
        for item in rows.select_related("successor")
        if all(word in fold(item.name) for word in words)
        if is_current is None or item.is_valid_on(today) == is_current
    ]


def facts_of(item: MaintainedModel, names: Iterable[str]) -> list[tuple[str, str]]:
    """The fields `names` of `item` with their German labels, in words."""
    return [(label_of(item._meta.get_field(name)), _cell(item, name)) for name in names]


def references_to(item: MaintainedModel) -> list[Reference]:
    """What refers to `item` today or did once, most first; one query, whatever the upper apps have."""
    relations = list(_relations(type(item)))
    counts = {f"relation_{number}": _count(rows, name, item) for number, (_, rows, name) in enumerate(relations)}
    if not counts:
        return []
    found = type(item)._default_manager.filter(pk=item.pk).annotate(**counts).values(*counts).get()
    totals: dict[str, int] = {}
    for (label, _, _), count in zip(relations, found.values(), strict=True):
        if count:
            totals[label] = totals.get(label, 0) + count
    ordered = sorted(totals.items(), key=lambda pair: (pair[0] == PAST, -pair[1], pair[0]))
    return [Reference(label, count) for label, count in ordered]


def _relations(model: type[models.Model]) -> Iterator[tuple[str, Any, str]]:
    """(label, rows, name of their field) of everything that can point to `model`; the past is one label."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel):
            continue
        other, field = relation.related_model, cast(Any, relation.field)
        if other._meta.auto_created:
            continue
        if hasattr(other, "history_type") or hasattr(other, "m2m_history_id"):
            yield PAST, other._default_manager, field.name
        elif relation.many_to_many:
            yield _label(other, field), field.remote_field.through._default_manager, field.m2m_reverse_field_name()
        else:
            yield _label(other, field), other._default_manager, field.name


def _label(model: type[models.Model], field: Any) -> str:
    return f"{model._meta.verbose_name_plural}: {field.verbose_name}"


def _count(rows: Any, name: str, item: models.Model) -> Subquery:
    counted = rows.filter(**{name: item.pk}).order_by().annotate(found=Func(F("pk"), function="COUNT"))
    return Subquery(counted.values("found"))


def _cell(item: Any, name: str) -> str:
    field = item._meta.get_field(name)
    value = getattr(item, field.attname)
    labels = {field.related_model: {value: getattr(item, name)}} if field.related_model else {}
    return shown(field, value, labels)


def standing_in(item: Any, relation: str) -> list[Any]:
    """What stands in `item` by `relation` and is valid today, in the order of the keys; one query."""
    today = timezone.localdate()
    rows = getattr(item, relation).order_by("pk")
    return [each for each in rows if not hasattr(each, "is_valid_on") or each.is_valid_on(today)]


def label_of_rows(item: Any, relation: str) -> str:
    """What the rows of `relation` are called."""
    return str(item._meta.get_field(relation).related_model._meta.verbose_name_plural)
