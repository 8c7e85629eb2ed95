"""What changed since the last report, in the chapters of a snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.text import slugify

from reporting.content.changes import groups_of, rows_of

register = template.Library()
Json = Mapping[str, Any]

OF_FACTORS = ("factors", "criteria")
OF_INDICATORS = ("directions", "indicators")
OF_GOALS = ("goals", "goals_new")


@register.simple_tag
def changes_by_kind(snapshot: Json) -> Sequence[Json]:
    """All changes of a snapshot by kind, in the order of the kinds; each row with the `anchor` of what it tells of."""
    return groups_of([row | {"anchor": _anchor(row)} for row in rows_of(snapshot["changes"])])


@register.simple_tag
def changes_in_field(snapshot: Json, name: str) -> Sequence[Json]:
    """The changes of the measures and goals of the Handlungsfeld `name`."""
    return [row for row in rows_of(snapshot["changes"]) if row["field"] == name]


@register.simple_tag
def changes_of_factors(snapshot: Json) -> list[Json]:
    """Changed levels and criteria, and what moved of the indicators of the factors."""
    shown = {each["name"] for factor in snapshot["factors"] for each in factor.get("indicators", [])}
    rows = rows_of(snapshot["changes"])
    return [*_of(rows, OF_FACTORS), *(row for row in _of(rows, OF_INDICATORS) if row["title"] in shown)]


@register.simple_tag
def changes_of_population(snapshot: Json) -> list[Json]:
    """What moved of the indicators that tell of the city."""
    shown = {each["name"] for each in snapshot.get("population", [])}
    return [row for row in _of(rows_of(snapshot["changes"]), OF_INDICATORS) if row["title"] in shown]


@register.simple_tag
def changes_of_goals(snapshot: Json) -> list[Json]:
    return list(_of(rows_of(snapshot["changes"]), OF_GOALS))


def _of(rows: Iterable[Json], kinds: tuple[str, ...]) -> Iterable[Json]:
    return (row for row in rows if row["kind"] in kinds)


def _anchor(row: Json) -> str:
    """The place of a measure that the report still tells of, or of a factor."""
    if row["kind"] in OF_FACTORS:
        return f"erfolgsfaktor-{row['number']}"
    is_measure = row["number"] and row["kind"] not in (*OF_GOALS, "gone")
    return f"massnahme-{slugify(row['number'])}" if is_measure else ""
