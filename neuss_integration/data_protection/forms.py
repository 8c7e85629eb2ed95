"""Who is meant."""

from typing import Any

from django import forms

from neuss_integration.accounts.models import User
from neuss_integration.data_protection.texts import Person
from neuss_integration.foundation.forms.base import BaseForm

ONE_OF_BOTH = "Bitte geben Sie eine E-Mail-Adresse oder den ganzen Namen mit Vor- und Nachnamen an."


class PersonForm(BaseForm):
    """A person by address or name; with the address their account is found too."""

    submit_label = "Suchen"
    email = forms.EmailField(label="E-Mail-Adresse", required=False, widget=forms.EmailInput({"autocomplete": "off"}))
    name = forms.CharField(
        label="Name",
        required=False,
        max_length=150,
        help_text="Vor- und Nachname, wie sie eingetragen sind",
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of both is enough; a single word would find too much."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = " ".join(cleaned.get("name", "").split())
        if not self.errors and not cleaned.get("email") and " " not in name:
            self.add_error("name" if name else "email", ONE_OF_BOTH)
        return cleaned | {"name": name}

    def person(self) -> Person:
        """Who was found under the valid entries."""
        email, name = self.cleaned_data["email"].strip().lower(), self.cleaned_data["name"]
        user = User.objects.filter(email=email).first() if email else None
        return Person(email, name or (user.name if user else ""), user)
