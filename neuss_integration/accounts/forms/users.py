"""Forms of the Fachadministration: accounts and roles."""

import datetime as dt
from typing import Any

from django import forms

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.forms.fields import email_input
from neuss_integration.accounts.models import ADDRESS_TAKEN, User
from neuss_integration.accounts.services.admission import NO_SEAT, lacks_place, open_places
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.base import BaseForm, BaseModelForm, FilterForm, GermanDateField
from neuss_integration.foundation.records.constraints import END_BEFORE_START


class UserForm(BaseModelForm):
    class Meta:
        model = User
        fields = ["name", "email", "is_active"]
        labels = {"is_active": "Das Konto ist aktiv"}
        help_texts = {
            "name": "So erscheint die Person überall, auch im Änderungsverlauf.",
            "email": "Mit dieser Adresse meldet sich die Person an.",
            "is_active": "Ohne Häkchen kann sich die Person nicht mehr anmelden. Ihr Name bleibt im Verlauf stehen.",
        }
        error_messages = {"email": {"unique": ADDRESS_TAKEN}}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"}), "email": email_input("off")}

    def clean_email(self) -> str:
        """Addresses are the same in any spelling of case."""
        return self.cleaned_data["email"].lower()


class RoleForm(BaseForm):
    submit_label = "Rolle vergeben"
    role = forms.ChoiceField(label="Rolle", choices=Role.choices, widget=forms.RadioSelect)
    department = forms.ModelChoiceField(
        label="Fachdienststelle",
        queryset=Department.objects.none(),
        required=False,
        empty_label="keine",
        help_text="Nur für die Rolle „Fachdienststelle“.",
    )
    place = forms.ChoiceField(
        label="Sitz am Runden Tisch",
        required=False,
        help_text="Nur für die Rolle „Runder Tisch“: ein Sitz, den die Koordination ohne Konto angelegt hat.",
    )
    valid_from = GermanDateField(label="Gültig ab", required=False, help_text="Ohne Angabe gilt die Rolle schon immer.")
    valid_until = GermanDateField(
        label="Gültig bis", required=False, help_text="Ohne Angabe gilt die Rolle, bis Sie sie beenden."
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["department"].queryset = Department.objects.current().in_german_order()  # type: ignore[attr-defined]
        self.fields["place"].hide_optional = True  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", "keiner"), *open_places()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The role of a Fachdienststelle names the office, no other role does; the end is not before the start."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_for_office = cleaned.get("role") == Role.DEPARTMENT_EDITOR
        if is_for_office and not cleaned.get("department") and "department" not in self.errors:
            self.add_error("department", "Bitte wählen Sie die Fachdienststelle, für die die Person handelt.")
        if cleaned.get("role") and not is_for_office and cleaned.get("department"):
            self.add_error("department", "Bitte lassen Sie die Fachdienststelle leer: Diese Rolle hat keine.")
        self._clean_place(cleaned.get("role", ""), cleaned.get("place", ""))
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            self.add_error("valid_until", END_BEFORE_START)
        return cleaned

    def _clean_place(self, role: str, place: str) -> None:
        """The role of a Runder Tisch has a seat, no other role has."""
        if "place" not in self.errors and lacks_place(role, place, self.user):
            self.add_error("place", NO_SEAT)
        if role and role != Role.ROUNDTABLE_MEMBER and place:
            self.add_error("place", "Bitte lassen Sie den Sitz leer: Diese Rolle hat keinen.")


class NewUserForm(RoleForm):
    """A person with account, role and seat at once; they choose the password themselves."""

    submit_label = "Konto anlegen und einladen"
    field_order = ("name", "email", "role", "department", "place", "valid_from", "valid_until")

    name = forms.CharField(
        label="Name",
        max_length=150,
        help_text="So erscheint die Person überall, auch im Änderungsverlauf.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="Mit dieser Adresse meldet sich die Person an. Die Einladung geht erst hinaus, wenn alles stimmt.",
        widget=email_input("off"),
    )

    def clean_email(self) -> str:
        """Nobody has it yet, in any spelling of case."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(ADDRESS_TAKEN)
        return email


class SuccessorForm(BaseForm):
    """Who takes over what hangs on a person or on one of their roles."""

    successor = forms.ModelChoiceField(
        label="Wer übernimmt?",
        queryset=User.objects.none(),
        required=False,
        empty_label="niemand, es bleibt vorerst liegen",
        help_text="Diese Person bekommt im selben Schritt, was oben steht.",
    )

    def __init__(self, *args: Any, leaving: User, by: User, **kwargs: Any) -> None:
        """Nobody takes over from themselves, and nobody gives themselves a role."""
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).exclude(pk__in=[leaving.pk, by.pk]).order_by("name", "pk")
        self.fields["successor"].queryset = people  # type: ignore[attr-defined]


class LeavingForm(SuccessorForm):
    submit_label = "Konto deaktivieren"


class RoleEndForm(SuccessorForm):
    submit_label = "Rolle beenden"


class UserFilterForm(FilterForm):
    """What the list of accounts is narrowed to."""

    text = forms.CharField(label="Name oder E-Mail-Adresse", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label="Rolle", choices=[("", "alle"), *Role.choices, ("none", "ohne Rolle")])
    active = forms.ChoiceField(label="Konto", choices=[("", "alle"), ("yes", "aktiv"), ("no", "deaktiviert")])

    def shown(self, name: str) -> str:
        """The chosen value of the field `name` in words."""
        value = str(self.cleaned_data[name])
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))
