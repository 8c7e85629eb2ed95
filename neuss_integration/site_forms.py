"""Forms of pages that belong to no app."""

from dataclasses import asdict, replace
from functools import cached_property
from typing import Any, Final

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, LayoutObject, Row
from django import forms
from django.core.validators import RegexValidator

from neuss_integration.city.enums import Article
from neuss_integration.city.models import EnteredNames
from neuss_integration.first_steps import EXAMPLE_CONTACTS
from neuss_integration.foundation.forms.base import BaseForm, BaseModelForm
from neuss_integration.foundation.words.city_names import FIELDS, CityNames, city_names, is_named
from neuss_integration.foundation.words.city_terms import term
from neuss_integration.foundation.words.laender import NAMES, NUMBERS

BY_ENDING: Final = [("", "nach der Endung des Namens"), *Article.choices]
PREVIEW: Final = "preview"
OTHER_LAND: Final = "Der Gemeindeschlüssel beginnt in {land} mit {number}. Bitte prüfen Sie Schlüssel und Land."


class AccessibilityFeedbackForm(BaseForm):
    """Somebody reports a barrier; only what is wrong must be said."""

    submit_label = "Meldung senden"

    message = forms.CharField(
        label="Was können Sie nicht lesen oder bedienen?",
        help_text="Beschreiben Sie bitte in Ihren Worten, was Sie tun wollten und was Sie daran gehindert hat.",
        widget=forms.Textarea,
        max_length=5000,
    )
    page = forms.CharField(
        label="Auf welcher Seite?", help_text="Name oder Adresse der Seite", required=False, max_length=500
    )
    email = forms.EmailField(
        label="Ihre E-Mail-Adresse",
        help_text="Nur wenn Sie eine Antwort möchten. Wir löschen sie danach.",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label="Bitte leer lassen",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def get_layout(self) -> LayoutObject:
        """The trap for robots stands outside the visible page."""
        return Layout("message", "page", "email", Div("website", css_class="trap", aria_hidden="true"))

    def is_from_robot(self) -> bool:
        """Whether the field was filled that people cannot see."""
        return bool(self.cleaned_data.get("website"))


class CityNamesForm(BaseModelForm):
    """What the city, its office and its committee are called; opened with the names that hold now."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    land = forms.ChoiceField(label="Bundesland", help_text="Für Feiertage und die Erklärung zur Barrierefreiheit")
    office_article = forms.ChoiceField(label="Artikel der Stelle", choices=BY_ENDING, required=False)
    committee_article = forms.ChoiceField(label="Artikel des Gremiums", choices=BY_ENDING, required=False)

    class Meta:
        model = EnteredNames
        fields = FIELDS
        help_texts = {
            "name": "Wie in „Zusammen leben in …“",
            "full_name": "Wie in Berichten und unter E-Mails, zum Beispiel „Stadt Musterhausen“",
            "municipality_key": "8 Ziffern, beim Kreis 5. Aus Tabellen der Statistik wird nur dieses Gebiet gelesen.",
            "contact_email": "Steht auf den Seiten und unter E-Mails; dorthin gehen auch Antworten",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial = asdict(city_names()) if is_named() else {"land": city_names().land}
            if self.initial.get("contact_email") in EXAMPLE_CONTACTS:
                self.initial["contact_email"] = ""
        else:
            self.initial["version"] = self.instance.version
        held = self.initial["land"]
        lands = {held: held} | dict(sorted(NAMES.items(), key=lambda each: each[1]))
        self.fields["land"].choices = list(lands.items())  # type: ignore[attr-defined]
        self.fields["municipality_key"].validators.append(
            RegexValidator(r"^\d{5}(\d{3})?\Z", "Bitte geben Sie 8 Ziffern an, bei einem Kreis 5.", code="key")
        )

    def get_layout(self) -> LayoutObject:
        """The city, the office, the committee."""
        return Layout(
            "version",
            Fieldset("Die Stadt", Row("name", "full_name"), Row("municipality_key", "land")),
            Fieldset("Die koordinierende Stelle", Row("office", "office_article"), "contact_email"),
            Fieldset("Das Gremium", Row("committee", "committee_article")),
        )

    @cached_property
    def helper(self) -> FormHelper:
        """With a name for the button beside the sentences, which is not the one that Enter presses."""
        helper: FormHelper = super().helper
        helper.form_id = "names"
        return helper

    def clean(self) -> dict[str, Any]:
        """The key belongs to the Land."""
        cleaned = super().clean() or self.cleaned_data
        key, land = cleaned.get("municipality_key", ""), cleaned.get("land", "")
        if key and not key.startswith(NUMBERS.get(land, key)):
            self.add_error("municipality_key", OTHER_LAND.format(land=NAMES[land], number=NUMBERS[land]))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), *FIELDS}  # type: ignore[misc]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def shown_names(self) -> CityNames:
        """What was typed, also where something is wrong with it; where nothing was, what holds now."""
        typed = {name: str(self[name].value() or "") for name in FIELDS}
        return replace(city_names(), **{name: text for name, text in typed.items() if text or "article" in name})


def sentences_with(names: CityNames) -> list[str]:
    """Sentences of pages, mails and reports, as they read with `names`."""
    office, committee = term(names.office, names.office_article), term(names.committee, names.committee_article)
    return [
        f"Zusammen leben in {names.name}",
        f"Bitte wenden Sie sich an {office.accusative}.",
        f"{office.opening} entscheidet über Ihren Vorschlag.",
        f"Das lesen nur Ihre Fachdienststelle und {office.nominative}.",
        f"Rückfrage {office.genitive}",
        f"Freigegeben für {committee.accusative} und Öffentlichkeit",
        f"{committee.opening} hat den Bericht beraten; beschlossen {committee.von}.",
        f"{names.full_name}, {names.office}, {names.contact_email}",
    ]
