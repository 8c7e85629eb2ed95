"""Sample data of the component gallery: every component and every form widget, also with errors and disabled."""

import datetime as dt
from typing import Any

from crispy_forms.bootstrap import AppendedText, InlineRadios
from crispy_forms.layout import HTML, Column, Fieldset, Layout, LayoutObject, Row, Submit
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse_lazy

from neuss_integration.foundation.forms.base import (
    BaseForm,
    CheckboxPicker,
    FilterForm,
    GermanDateField,
    GermanDecimalField,
    GermanIntegerField,
    PartialDateField,
)
from neuss_integration.foundation.ui import signs

DISTRICT_NAMES = (
    "Innenstadt, Dreikönigenviertel, Hafengebiet, Hammfeld, Augustinusviertel, Gnadental, Grimlinghausen, Uedesheim, "
    "Weckhoven, Erfttal, Selikum, Reuschenberg, Pomona, Westfeld, Morgensternsheide, Furth-Süd, Furth-Mitte, Furth-Nord"
)
DISTRICTS = [(number, f"{number:02d} {name}") for number, name in enumerate(DISTRICT_NAMES.split(", "), start=1)]
OFFICES = [
    ("Stadt Neuss", [("jugend", "Jugendamt"), ("schule", "Schulverwaltungsamt"), ("kultur", "Stadtbibliothek")]),
    ("Rhein-Kreis Neuss", [("gesundheit", "Kreisgesundheitsamt"), ("ki", "Kommunales Integrationszentrum")]),
]
KINDS = [("", "Bitte wählen"), ("project", "Projekt"), ("permanent", "Dauerangebot"), ("event", "Veranstaltung")]
LIGHTS = [("green", "Grün"), ("yellow", "Gelb"), ("red", "Rot"), ("", "Keine Angabe")]


class SampleForm(BaseForm):
    """Every widget once."""

    title = forms.CharField(label="Titel", max_length=80, help_text="Kurz und für Außenstehende verständlich")
    description = forms.CharField(label="Beschreibung", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="Art der Maßnahme", choices=KINDS)
    office = forms.ChoiceField(label="Federführung", choices=[("", "Bitte wählen"), *OFFICES], required=False)
    start = PartialDateField(label="Beginn", required=False)
    day = GermanDateField(label="Beschlossen am", required=False, help_text="Zum Beispiel 12.03.2026")
    money = GermanDecimalField(label="Kosten", max_digits=12, decimal_places=2, required=False)
    participants = GermanIntegerField(label="Teilnehmende", min_value=0, required=False)
    count = forms.IntegerField(label="Plätze", required=False)
    light = forms.ChoiceField(label="Ampel", choices=LIGHTS, widget=forms.RadioSelect, required=False)
    scope = forms.ChoiceField(
        label="Reichweite", choices=[("city", "stadtweit"), ("part", "einzelne Stadtteile")], widget=forms.RadioSelect
    )
    groups = forms.MultipleChoiceField(
        label="Zielgruppen",
        choices=[("women", "Frauen"), ("children", "Kinder und Jugendliche"), ("seniors", "Ältere Menschen")],
        widget=forms.CheckboxSelectMultiple,
    )
    districts = forms.TypedMultipleChoiceField(
        label="Stadtteile", choices=DISTRICTS, coerce=int, widget=CheckboxPicker, required=False
    )
    partners = forms.MultipleChoiceField(
        label="Mitwirkende Stellen", choices=OFFICES, widget=CheckboxPicker, required=False
    )
    email = forms.EmailField(label="E-Mail-Adresse", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(label="Passwort", widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    attachment = forms.FileField(label="Anlage", required=False, help_text="PDF, höchstens 5 MB")
    is_public = forms.BooleanField(label="Für die Öffentlichkeit freigegeben", required=False)
    agreed = forms.BooleanField(label="Mit der Trägerorganisation abgestimmt", help_text="Nötig vor dem Einreichen")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)

    def get_layout(self) -> LayoutObject:
        """Groups, columns, an input with unit, radio buttons in a row, two buttons."""
        return Layout(
            Fieldset("Grunddaten", "title", "description", Row("kind", "office"), Row(Column("start"), Column("day"))),
            Fieldset("Zahlen", Row(AppendedText("money", "Euro"), "participants", "count")),
            Fieldset("Auswahl", InlineRadios("light"), "scope", "groups", Row("districts", "partners")),
            Fieldset(
                "Sonstiges",
                HTML("<p>Freier Text zwischen Feldern.</p>"),
                Row("email", "password"),
                "attachment",
                "is_public",
                "agreed",
            ),
        )


class SampleFilter(FilterForm):
    q = forms.CharField(label="Suche", widget=forms.TextInput(attrs={"type": "search", "data-search": True}))
    district = forms.ChoiceField(label="Stadtteil", choices=[("", "alle"), *DISTRICTS])
    state = forms.ChoiceField(label="Status", choices=[("", "alle"), ("running", "laufend"), ("planned", "geplant")])


def _form(*, prefix: str, data: dict[str, Any] | None = None, disabled: bool = False) -> SampleForm:
    form = SampleForm(
        data,
        prefix=prefix,
        initial={"districts": [3, 17], "light": "green", "scope": "city", "money": 1234.5, "kind": "project"},
    )
    for field in form.fields.values():
        field.disabled = disabled
    form.helper.inputs.append(Submit("draft", "Als Entwurf speichern", css_class="kern-btn--secondary"))
    for button in form.helper.inputs:
        button.id = f"{prefix}-{button.name}"
    return form


def _events() -> list[dict[str, Any]]:
    moment = dt.datetime(2026, 3, 12, 14, 32, tzinfo=dt.UTC)
    return [
        {"when": moment, "who": "Jugendamt", "title": "Sachstand eingereicht", "before": "in Arbeit",
         "after": "eingereicht", "state": "submitted"},
        {"when": moment, "who": "Koordination Integrationsbüro", "title": "Zurückgegeben", "before": "eingereicht",
         "after": "zurückgegeben", "state": "returned", "comment": "Bitte ergänzen Sie die Zahl der Teilnehmenden."},
    ]  # fmt: skip


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery page shows."""
    broken = {"broken-title": "x" * 81, "broken-start": "31.02.2026", "broken-day": "gestern", "broken-money": "1,2,3",
              "broken-participants": "2,5", "broken-kind": "unknown", "broken-email": "kein @"}  # fmt: skip
    page = Paginator(range(1234), 50).get_page(request.GET.get("seite", "7"))
    return {
        "normal_form": _form(prefix="normal"),
        "broken_form": _form(prefix="broken", data=broken),
        "disabled_form": _form(prefix="off", disabled=True),
        "filter_form": SampleFilter(request.GET),
        "page_obj": page,
        "chips": [("Stadtteil: 16 Furth-Süd", "?"), ("Status: laufend", "?"), ("Suche: „Sprache“", "?")],
        "breadcrumbs": [
            ("Start", reverse_lazy("start")), ("Entwicklung", reverse_lazy("site:gallery")), ("Bausteine", ""),
        ],
        "kern_icons": sorted(signs.KERN_ICONS),
        "own_icons": sorted(signs.OWN_ICONS),
        "badges": signs.BADGE_VARIANTS,
        "states": sorted(signs.STATE_VARIANTS),
        "lights": list(signs.TRAFFIC_LIGHT_SIGNS),
        "alerts": [("info", "Die Runde endet am 30.11.2026."), ("success", "Der Sachstand ist eingereicht."),
                   ("warning", "Zwei Berichte fehlen noch."), ("danger", "Der Bericht konnte nicht erzeugt werden.")],
        "segments": [("laufend", 23, "success"), ("geplant", 9, "info"), ("ruhend", 3, "warning"),
                     ("nicht weiter verfolgt", 1, "danger"), ("abgeschlossen", 12, "neutral")],
        "no_segments": [("laufend", 0, "success"), ("geplant", 0, "info")],
        "facts": [("Federführung", "Jugendamt"), ("Beginn", "2024"), ("Kosten", None), ("Handlungsfeld", "Sprache")],
        "tasks": [{"label": "Sprachcafé Furth", "url": "#", "hint": "fällig am 30.11.2026",
                   "status": signs.state_badge("open", "offen")},
                  {"label": "Stadtteilmütter", "url": "#", "status": signs.state_badge("accepted", "angenommen")},
                  {"label": "Zusammenfassung", "hint": "erst möglich, wenn alle Berichte da sind"}],
        "events": _events(),
        "today": dt.date(2026, 3, 12),
        "markdown_sample": "## Was wir erreicht haben\n\nDas Sprachcafé hat **38 Treffen** angeboten:\n\n* dienstags\n"
        "* donnerstags\n\n| Jahr | Teilnehmende |\n|---|---|\n| 2025 | 410 |\n\n<script>alert(1)</script>",
    }  # fmt: skip
