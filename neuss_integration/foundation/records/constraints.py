"""Named database constraints used by several apps. The database holds the same rules as forms and services."""

from collections.abc import Sequence
from enum import Enum
from typing import Final

from django.db import models
from django.db.models import F, Q

NOT_OFFERED: Final = "Bitte wählen Sie einen der angebotenen Werte."

AMOUNT_BELOW_ZERO: Final = "Beträge können nicht kleiner als null sein."

END_BEFORE_START: Final = "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben."


def in_choices(
    field: str, choices: type[models.TextChoices], name: str, *, or_empty: bool = False
) -> models.CheckConstraint:
    """`field` holds one of the values of `choices`, or nothing where that is allowed."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*choices.values, ""] if or_empty else choices.values}),
        name=name,
        violation_error_message=NOT_OFFERED,
    )


def date_order(start: str, end: str, name: str) -> models.CheckConstraint:
    """`end` is not before `start` where both are known."""
    return models.CheckConstraint(
        condition=Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        name=name,
        violation_error_message=END_BEFORE_START,
    )


def both_or_neither(first: str, second: str, name: str, *, message: str | None = None) -> models.CheckConstraint:
    """`first` and `second` (nullable) are either both set or both empty, such as who and when."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=name,
        violation_error_message=message,
    )


def precision_given(date: str, precision: str, name: str) -> models.CheckConstraint:
    """A date has a precision, no date has none."""
    return models.CheckConstraint(
        condition=Q(**{f"{date}__isnull": True, precision: ""})
        | (Q(**{f"{date}__isnull": False}) & ~Q(**{precision: ""})),
        name=name,
    )


def required_in(states: Sequence[Enum], field: str, name: str, *, state_field: str = "state") -> models.CheckConstraint:
    """The text `field` is not empty while `state_field` is one of `states`."""
    values = [state.value for state in states]
    return models.CheckConstraint(
        condition=~Q(**{f"{state_field}__in": values}) | ~Q(**{field: ""}),
        name=name,
        violation_error_message="Bitte geben Sie eine Begründung an.",
    )


def set_in(states: Sequence[Enum], field: str, name: str, *, state_field: str = "state") -> models.CheckConstraint:
    """The nullable `field` is set exactly while `state_field` is one of `states`."""
    values = [state.value for state in states]
    return models.CheckConstraint(
        condition=Q(**{f"{state_field}__in": values, f"{field}__isnull": False})
        | (~Q(**{f"{state_field}__in": values}) & Q(**{f"{field}__isnull": True})),
        name=name,
    )
