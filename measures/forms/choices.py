"""Fields that choose among rows loaded once, however many fields offer them."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django import forms
from django.db import models
from django.utils import timezone

from measures.rules import why_gone
from neuss_integration.city.models import Committee, Department, District, Organisation, TargetGroup
from neuss_integration.foundation.forms.base import CheckboxPicker
from neuss_integration.foundation.records.data_version import cached_by_version
from success_factors.models import ConceptEdition, FieldOfAction, Goal, SuccessFactor

EMPTY_CHOICE = ("", "Bitte wählen")


class ObjectField(forms.ChoiceField):
    """One of the offered rows; cleans to the row, or None."""

    rows: dict[str, Any]
    ended: Mapping[str, Any] = MappingProxyType({})

    def validate(self, value: Any) -> None:
        """The row is offered. Raises ValidationError, which names the successor where it ended meanwhile."""
        if row := self.ended.get(str(value)):
            raise forms.ValidationError(why_gone(row))
        super().validate(value)

    def prepare_value(self, value: Any) -> Any:
        """The key of a row."""
        return value.pk if isinstance(value, models.Model) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another row is meant."""
        return str(self.prepare_value(initial) or "") != str(data or "")

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class ObjectsField(forms.MultipleChoiceField):
    """Some of the offered rows; cleans to a list of rows."""

    widget = CheckboxPicker
    rows: dict[str, Any]

    def clean(self, value: Any) -> Any:
        return [self.rows[key] for key in dict.fromkeys(super().clean(value))]


def offer(
    field: Any, rows: Iterable[Any], chosen: Iterable[Any], grouped: Callable[[list], list] | None = None
) -> None:
    """`field` offers the rows that are valid today and the `chosen` keys, which may have ended since."""
    _set(field, _offered(rows, set(chosen), timezone.localdate(), grouped))


MASTER_DATA: Final[Mapping[str, Callable[[], Iterable[Any]]]] = {
    "committees": lambda: Committee.objects.in_german_order(),
    "departments": lambda: Department.objects.in_german_order(),
    "districts": lambda: District.objects.in_official_order(),
    "editions": lambda: ConceptEdition.objects.order_by("-adopted_date", "-pk"),
    "fields_of_action": lambda: FieldOfAction.objects.in_concept_order(),
    "goals": lambda: Goal.objects.select_related("guiding_goal__edition").order_by(
        "-guiding_goal__edition_id", "guiding_goal__position", "position"
    ),
    "organisations": lambda: Organisation.objects.in_german_order(),
    "success_factors": lambda: SuccessFactor.objects.order_by("number"),
    "target_groups": lambda: TargetGroup.objects.in_german_order(),
}
"""What many forms offer, in the order of the office; all of it is watched (operations.master_data)."""


def offer_master_data(field: Any, kind: str, chosen: Iterable[Any] = ()) -> None:
    """`offer` of a kind of MASTER_DATA, offices by authority; worked out once per version of the data and day."""
    today, selected = timezone.localdate(), set(chosen)
    offered = _offered_on(kind, today)
    if not selected.isdisjoint(offered.left_out):
        offered = _offered(rows_of(kind), selected, today, _GROUPED.get(kind))
    _set(field, offered)


@dataclass(frozen=True, slots=True)
class _Offered:
    rows: dict[str, Any]
    ended: dict[str, Any]
    left_out: frozenset[Hashable]
    choices: list[Any]


def _offered(
    rows: Iterable[Any], selected: set[Any], today: dt.date, grouped: Callable[[list], list] | None
) -> _Offered:
    offered = [row for row in rows if row.pk in selected or not hasattr(row, "is_valid_on") or row.is_valid_on(today)]
    by_key = {str(row.pk): row for row in offered}
    left_out = [row for row in rows if str(row.pk) not in by_key]
    return _Offered(
        by_key,
        {str(row.pk): row for row in left_out if _ended(row, today)},
        frozenset(row.pk for row in left_out),
        grouped(offered) if grouped else labelled(offered),
    )


@cached_by_version
def rows_of(kind: str) -> tuple[Any, ...]:
    """All rows of a kind of MASTER_DATA, also those that have ended; shared, so nobody may change them."""
    return tuple(MASTER_DATA[kind]())


@cached_by_version
def _offered_on(kind: str, day: dt.date) -> _Offered:
    return _offered(rows_of(kind), set(), day, _GROUPED.get(kind))


def _set(field: Any, offered: _Offered) -> None:
    field.rows, field.ended = offered.rows, offered.ended
    field.choices = [EMPTY_CHOICE, *offered.choices] if isinstance(field, ObjectField) else offered.choices


def labelled(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Keys and names; what has ended says so."""
    today = timezone.localdate()
    return [(str(row.pk), f"{row}{_ended(row, today)}") for row in rows]


def departments_by_authority(rows: Sequence[Department]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Offices of the city, then those of other authorities."""
    own = labelled(row for row in rows if not row.is_external)
    others = labelled(row for row in rows if row.is_external)
    return [(name, group) for name, group in (("Stadtverwaltung", own), ("Andere Behörden", others)) if group]


def goals_by_edition(goals: Iterable[Goal]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The goals under the title of their edition."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for goal in goals:
        grouped.setdefault(goal.guiding_goal.edition.title, []).append((str(goal.pk), goal.text))
    return list(grouped.items())


_GROUPED: Final[Mapping[str, Callable[[list], list]]] = {
    "departments": departments_by_authority,
    "goals": goals_by_edition,
}


def _ended(row: Any, today: Any) -> str:
    until = getattr(row, "valid_until", None)
    return f" (bis {until:%d.%m.%Y})" if until and until < today else ""
