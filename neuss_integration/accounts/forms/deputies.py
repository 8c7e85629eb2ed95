"""Forms about who stands in for whom."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from neuss_integration.accounts.models import OWN_DEPUTY, User
from neuss_integration.accounts.querysets import UserQuerySet
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField
from neuss_integration.foundation.records.constraints import END_BEFORE_START


class PersonField(forms.ModelChoiceField):
    """Somebody of a Fachdienststelle; `offices` are their names by the id of the person."""

    offices: Mapping[int, list[tuple[int, str]]] = MappingProxyType({})

    def label_from_instance(self, obj: Any) -> str:
        """The name, and for which offices the person acts."""
        offices = ", ".join(name for _, name in self.offices.get(obj.pk, []))
        return f"{obj.name}, {offices}" if offices else obj.name


class DeputyForm(BaseForm):
    """Who is absent, who stands in, from when to when."""

    submit_label = "Vertretung eintragen"
    person = PersonField(User.objects.none(), label="Wer ist abwesend?", empty_label="bitte wählen")
    deputy = PersonField(
        User.objects.none(),
        label="Wer vertritt?",
        empty_label="bitte wählen",
        help_text="Diese Person sieht und beantwortet die Aufgaben der Fachdienststelle und bekommt deren Nachrichten.",
    )
    valid_from = GermanDateField(label="Erster Tag")
    valid_until = GermanDateField(label="Letzter Tag", help_text="Danach enden die Rechte der Vertretung von selbst.")

    def __init__(
        self, *args: Any, people: UserQuerySet, offices: Mapping[int, list[tuple[int, str]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {"person": people, "deputy": User.objects.of_offices()}
        for name, chosen in choices.items():
            field: Any = self.fields[name]
            field.offices, field.queryset = offices, chosen.order_by("name", "pk")

    def get_layout(self) -> Layout:
        """Both people, then the days beside each other."""
        return Layout("person", "deputy", Row("valid_from", "valid_until"))

    def clean(self) -> dict[str, Any]:
        """Somebody else stands in, and the last day is not before the first."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("person") and cleaned.get("person") == cleaned.get("deputy"):
            self.add_error("deputy", OWN_DEPUTY)
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            self.add_error("valid_until", END_BEFORE_START)
        return cleaned


class DeputyPeriodForm(BaseForm):
    """Until when somebody stands in."""

    submit_label = "Speichern"
    valid_until = GermanDateField(label="Letzter Tag")
