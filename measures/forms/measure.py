"""The form of a measure: one for entering and changing, with only the fields the person may write."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.enums import MeasureKind, MeasureState
from measures.forms.choices import EMPTY_CHOICE, ObjectField, ObjectsField, departments_by_authority, offer
from measures.models import Measure
from measures.selectors.measures import THREE_FACTS, Named, alike
from measures.services.measure import FIELDS, INITIAL_STATE, PERIOD, RELATIONS
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.foundation.forms.base import BaseModelForm, PartialDateField
from success_factors.models import FieldOfAction, SuccessFactor

ALL_NAMES: Final = frozenset(FIELDS + PERIOD + RELATIONS)
REASON_STATES: Final = (MeasureState.PAUSED, MeasureState.DROPPED)
TEXT: Final = "Absätze durch eine Leerzeile trennen. **fett**, *kursiv*, Listen mit Bindestrich."

SECTIONS: Final = (
    ("Worum es geht", ("title", "confirm_duplicate", ("kind", "state"), "state_reason", "initial_situation", "aim",
                       "description")),
    ("Platz im Integrationskonzept", ("field_of_action", "success_factors")),
    ("Wer dafür arbeitet", ("lead_department", "contributing_departments", "carriers", "partners")),
    ("Für wen und wo", ("target_groups", "target_group_note", "is_citywide", "districts", "location")),
    ("Zeitraum", (("start", "end"), "rhythm", "period_note")),
    ("Finanzierung und Ergebnisse", ("funding_note", "results_note")),
    ("Quellen und Notiz", ("sources", "internal_note")),
)  # fmt: skip


class MeasureForm(BaseModelForm):
    """All main fields of a measure; `names` are those the person may write.

    Lists are read once: offices, organisations, districts and so on each with one query, whatever offers them.
    """

    field_order = [name for _, rows in SECTIONS for row in rows for name in ([row] if isinstance(row, str) else row)]

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")
    confirm_duplicate = forms.BooleanField(
        required=False, widget=forms.HiddenInput, label="Es ist wirklich eine weitere Maßnahme"
    )
    kind = forms.ChoiceField(label="Art", choices=[EMPTY_CHOICE, *MeasureKind.choices])
    field_of_action = ObjectField(label="Handlungsfeld")
    success_factors = ObjectsField(label="Erfolgsfaktoren", required=False)
    lead_department = ObjectField(label="Federführung", help_text="Die eine Stelle, die dafür verantwortlich ist")
    contributing_departments = ObjectsField(label="Mitwirkende Fachdienststellen", required=False)
    carriers = ObjectsField(label="Träger", required=False, help_text="Wer die Maßnahme durchführt")
    partners = ObjectsField(label="Partnerorganisationen", required=False)
    target_groups = ObjectsField(label="Zielgruppen", required=False)
    districts = ObjectsField(label="Stadtteile", required=False)
    start = PartialDateField(label="Beginn", required=False)
    end = PartialDateField(label="Ende", required=False, help_text="Bei Daueraufgaben frei lassen")

    class Meta:
        model = Measure
        fields = (
            "title", "kind", "state", "state_reason", "initial_situation", "aim", "description", "target_group_note",
            "is_citywide", "location", "rhythm", "period_note", "funding_note", "results_note", "sources",
            "internal_note",
        )  # fmt: skip
        help_texts = {
            "state": THREE_FACTS["state"],
            "state_reason": "Nötig bei „ruhend“ und „nicht weiter verfolgt“",
            "initial_situation": TEXT,
            "target_group_note": "Wie die Quelle die Zielgruppe nennt",
            "rhythm": "Zum Beispiel „jeden Dienstag, 15 bis 17 Uhr“",
            "sources": "Eine Quelle je Zeile; Adressen mit https:// werden zu Links",
            "internal_note": "Nur für das Integrationsbüro, nie im Bericht",
        }

    def __init__(self, *args: Any, names: frozenset[str] = ALL_NAMES, **kwargs: Any) -> None:
        self.alike: list[Named] = []
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        for name in set(self.fields) - names - {"version", "submission_key", "confirm_duplicate"}:
            if not (is_new and name in INITIAL_STATE):
                del self.fields[name]
        if not is_new:
            self.initial = {**self.initial, **stored_values(self.instance, self.fields)}
        self._offer_lists()

    def _offer_lists(self) -> None:
        departments = list(Department.objects.in_german_order()) if "lead_department" in self.fields else []
        wanted = self.fields.keys()
        organisations = list(Organisation.objects.in_german_order()) if {"carriers", "partners"} & wanted else []
        lists: dict[str, Any] = {
            "field_of_action": FieldOfAction.objects.in_concept_order(),
            "success_factors": SuccessFactor.objects.order_by("number"),
            "lead_department": departments,
            "contributing_departments": departments,
            "carriers": organisations,
            "partners": organisations,
            "target_groups": TargetGroup.objects.in_german_order(),
            "districts": District.objects.in_official_order(),
        }
        for name in lists.keys() & wanted:
            chosen = self.initial.get(name)
            keys = chosen if isinstance(chosen, list) else [chosen]
            grouped = departments_by_authority if lists[name] is departments and departments else None
            offer(self.fields[name], lists[name], keys, grouped)

    def get_layout(self) -> LayoutObject:
        """Sections with the fields that are there; the question about a similar title only when it comes up."""
        sections = []
        for legend, rows in SECTIONS:
            shown = [self._row(row) for row in rows if self._row(row) is not None]
            if shown:
                sections.append(Fieldset(legend, *shown))
        return Layout("version", "submission_key", *sections)

    def _row(self, row: str | tuple[str, ...]) -> Any:
        if row == "confirm_duplicate" and not self.alike:
            return None
        if isinstance(row, str):
            return row if row in self.fields else None
        present = [name for name in row if name in self.fields]
        return Row(*present) if len(present) > 1 else present[0] if present else None

    def clean(self) -> dict[str, Any]:
        """The rules between fields, each as a sentence at the field to change."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end.last_day < start.date:
            self.add_error("end", "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.")
        if cleaned.get("is_citywide") and cleaned.get("districts"):
            self.add_error(
                "districts",
                "Die Maßnahme gilt für die ganze Stadt oder für einzelne Stadtteile, nicht beides. "
                "Bitte nehmen Sie das Häkchen bei „gilt für die ganze Stadt“ oder die Stadtteile heraus.",
            )
        if cleaned.get("state") in REASON_STATES and not cleaned.get("state_reason"):
            self.add_error(
                "state_reason", "Bitte begründen Sie, warum die Maßnahme ruht oder nicht weiter verfolgt wird."
            )
        self._ask_about_alike(cleaned)
        return cleaned

    def _ask_about_alike(self, cleaned: Mapping[str, Any]) -> None:
        """A second measure of the same or nearly the same title is possible, but not by mistake."""
        title = cleaned.get("title")
        if not title or title == self.initial.get("title"):
            return
        self.alike = alike(title, besides=self.instance.pk, submission_key=cleaned.get("submission_key"))
        if not self.alike:
            return
        self.fields["confirm_duplicate"].widget = forms.CheckboxInput()
        self["confirm_duplicate"].help_text = links_in_new_windows(self.alike)
        if not cleaned.get("confirm_duplicate"):
            self.add_error(
                "confirm_duplicate",
                f"Maßnahmen mit diesem oder einem ähnlichen Titel gibt es schon: {', '.join(map(str, self.alike))}. "
                "Bitte prüfen Sie das. Wenn es wirklich eine weitere ist, setzen Sie das Häkchen und speichern Sie "
                "noch einmal.",
            )

    @property
    def is_partial(self) -> bool:
        """Whether the person may write only some of the fields."""
        return "title" not in self.fields

    def values(self) -> dict[str, Any]:
        """What the services take."""
        known = ALL_NAMES | set(INITIAL_STATE)
        return {name: value for name, value in self.cleaned_data.items() if name in known}


def links_in_new_windows(measures: Iterable[Named]) -> SafeString:
    """Links to look at `measures` without losing what was typed."""
    links = format_html_join(
        ", ", '<a href="{}" target="_blank">{}</a>', ((each.get_absolute_url(), each) for each in measures)
    )
    return format_html("In einem neuen Fenster ansehen: {}", links)


def stored_values(measure: Measure, names: Any) -> dict[str, Any]:
    """The values of the fields that are not plain columns, as the form shows them; one query per relation."""
    found: dict[str, Any] = {
        "version": measure.version,
        "start": measure.start,
        "end": measure.end,
        "field_of_action": measure.field_of_action_id,
        "lead_department": measure.lead_department_id,
    }
    for name in RELATIONS:
        if name in names:
            found[name] = list(getattr(measure, name).order_by().values_list("pk", flat=True))
    return found
