"""Fields that choose among rows loaded once, however many fields offer them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from measures.rules import why_gone
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.base import CheckboxPicker

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
    today, selected = timezone.localdate(), set(chosen)
    offered = [row for row in rows if row.pk in selected or not hasattr(row, "is_valid_on") or row.is_valid_on(today)]
    field.rows = {str(row.pk): row for row in offered}
    field.ended = {str(row.pk): row for row in rows if str(row.pk) not in field.rows and _ended(row, today)}
    choices = grouped(offered) if grouped else labelled(offered)
    field.choices = [EMPTY_CHOICE, *choices] if isinstance(field, ObjectField) else choices


def labelled(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Keys and names; what has ended says so."""
    today = timezone.localdate()
    return [(str(row.pk), f"{row}{_ended(row, today)}") for row in rows]


def departments_by_authority(rows: Sequence[Department]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Offices of the city, then those of other authorities."""
    own = labelled(row for row in rows if not row.is_external)
    others = labelled(row for row in rows if row.is_external)
    return [(name, group) for name, group in (("Stadtverwaltung", own), ("Andere Behörden", others)) if group]


def _ended(row: Any, today: Any) -> str:
    until = getattr(row, "valid_until", None)
    return f" (bis {until:%d.%m.%Y})" if until and until < today else ""
