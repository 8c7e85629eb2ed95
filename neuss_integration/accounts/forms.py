"""Forms around the own account (over allauth's) and of the Fachadministration."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.fields import PasswordField, SetPasswordField
from crispy_forms.layout import Layout, Row
from django import forms

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.accounts.querysets import UserQuerySet
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.base import BaseForm, BaseModelForm, FilterForm, GermanDateField, KernFormMixin
from neuss_integration.foundation.records.constraints import END_BEFORE_START

RULES = (
    "Mindestens zwölf Zeichen. Gut merken lassen sich vier beliebige Wörter hintereinander. "
    "Nicht erlaubt sind bekannte Passwörter und solche, die Ihrem Namen ähneln."
)


def email_input(autocomplete: str) -> forms.EmailInput:
    """A field for an address, filled by the browser with what `autocomplete` names."""
    return forms.EmailInput(attrs={"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"})


class SignInForm(KernFormMixin, allauth_forms.LoginForm):
    submit_label = "Anmelden"
    password = PasswordField(label="Passwort", autocomplete="current-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-Mail-Adresse"
        self.fields["login"].widget = email_input("username")
        self.fields["password"].widget.attrs.pop("placeholder", None)


class PasswordResetForm(KernFormMixin, allauth_forms.ResetPasswordForm):
    """For which address a link to a new password is wanted."""

    submit_label = "Link anfordern"
    email = forms.EmailField(label="E-Mail-Adresse", widget=email_input("username"))


class RepeatedPasswordMixin(KernFormMixin):
    """A new password, typed twice, checked against the rules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        """The second one is the same as the first."""
        cleaned: dict[str, Any] = super(allauth_forms.PasswordVerificationMixin, self).clean()  # type: ignore[misc]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            sentence = "Die beiden neuen Passwörter sind verschieden. Bitte geben Sie zweimal dasselbe ein."
            self.add_error("password2", sentence)  # type: ignore[attr-defined]
        return cleaned


class PasswordChangeForm(RepeatedPasswordMixin, allauth_forms.ChangePasswordForm):
    """A new password for who knows the old one."""

    submit_label = "Passwort ändern"
    oldpassword = PasswordField(label="Bisheriges Passwort", autocomplete="current-password")
    password1 = SetPasswordField(label="Neues Passwort", help_text=RULES)
    password2 = PasswordField(label="Neues Passwort wiederholen", autocomplete="new-password")


class NewPasswordForm(RepeatedPasswordMixin, allauth_forms.ResetPasswordKeyForm):
    submit_label = "Passwort speichern"
    password1 = SetPasswordField(label="Neues Passwort", help_text=RULES)
    password2 = PasswordField(label="Neues Passwort wiederholen", autocomplete="new-password")


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
        error_messages = {"email": {"unique": "Für diese E-Mail-Adresse gibt es schon ein Konto."}}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"}), "email": email_input("off")}

    def clean_email(self) -> str:
        """Addresses are the same in any spelling of case."""
        return self.cleaned_data["email"].lower()


class NewUserForm(UserForm):
    """A person who gets an account; they choose the password themselves."""

    submit_label = "Konto anlegen und einladen"

    class Meta(UserForm.Meta):
        fields = ["name", "email"]


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
    valid_from = GermanDateField(label="Gültig ab", required=False, help_text="Ohne Angabe gilt die Rolle schon immer.")
    valid_until = GermanDateField(
        label="Gültig bis", required=False, help_text="Ohne Angabe gilt die Rolle, bis Sie sie beenden."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.current().in_german_order()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The role of a Fachdienststelle names the office, no other role does; the end is not before the start."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_for_office = cleaned.get("role") == Role.DEPARTMENT_EDITOR
        if is_for_office and not cleaned.get("department") and "department" not in self.errors:
            self.add_error("department", "Bitte wählen Sie die Fachdienststelle, für die die Person handelt.")
        if cleaned.get("role") and not is_for_office and cleaned.get("department"):
            self.add_error("department", "Bitte lassen Sie die Fachdienststelle leer: Diese Rolle hat keine.")
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            self.add_error("valid_until", END_BEFORE_START)
        return cleaned


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
            self.add_error("deputy", "Niemand vertritt sich selbst. Bitte wählen Sie eine andere Person.")
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            self.add_error("valid_until", END_BEFORE_START)
        return cleaned


class DeputyPeriodForm(BaseForm):
    """Until when somebody stands in."""

    submit_label = "Speichern"
    valid_until = GermanDateField(label="Letzter Tag")


class UserFilterForm(FilterForm):
    """What the list of accounts is narrowed to."""

    text = forms.CharField(label="Name oder E-Mail-Adresse", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label="Rolle", choices=[("", "alle"), *Role.choices, ("none", "ohne Rolle")])
    active = forms.ChoiceField(label="Konto", choices=[("", "alle"), ("yes", "aktiv"), ("no", "deaktiviert")])

    def shown(self, name: str) -> str:
        """The chosen value of the field `name` in words."""
        value = str(self.cleaned_data[name])
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))
