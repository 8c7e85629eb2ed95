"""Forms about accounts that offices ask for."""

from collections.abc import Iterable
from typing import Any

from django import forms

from neuss_integration.accounts.forms.fields import email_input
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.base import BaseForm


class ColleagueForm(BaseForm):
    """Who of the own office needs an account."""

    submit_label = "Konto vorschlagen"
    department = forms.ModelChoiceField(
        label="Fachdienststelle", queryset=Department.objects.none(), empty_label="Bitte wählen"
    )
    name = forms.CharField(label="Name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="Dorthin geht die Einladung, sobald die Fachadministration freigibt.",
        widget=email_input("off"),
    )

    def __init__(self, *args: Any, offices: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["department"]
        field.queryset = Department.objects.filter(pk__in=offices).in_german_order()
        field.initial = field.queryset.first()


class DeclineColleagueForm(BaseForm):
    """Why there is no account."""

    submit_label = "Ablehnen"
    answer = forms.CharField(
        label="Begründung",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Steht in der Nachricht an die Person, die es vorschlug.",
    )
