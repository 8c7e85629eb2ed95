"""The form of a measure: one for entering and changing, with only the fields the person may write."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.db.models import BigIntegerField, CharField, QuerySet, Value
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.enums import REASON_STATES, MeasureKind
from measures.fields import (
    BY_NAME,
    EDITABLE,
    INITIAL_STATE,
    OTHER_FORMS,
    RELATIONS,
    Legend,
    fields_in,
)
from measures.forms.choices import EMPTY_CHOICE, ObjectField, ObjectsField, offer_master_data
from measures.forms.described import described, fieldsets, help_texts
from measures.models import Measure
from measures.selectors.measures import THREE_FACTS, Named, alike
from neuss_integration.foundation.forms.base import BaseModelForm, PartialDateField
from neuss_integration.foundation.records.constraints import END_BEFORE_START
from neuss_integration.foundation.records.prepared import Given, Prepared

SECTIONS: Final = tuple(section for section in Legend if section not in OTHER_FORMS)
NAMES: Final = tuple(field.name for field in fields_in(*SECTIONS))
OFFERED: Final = {
    "field_of_action": "fields_of_action",
    "success_factors": "success_factors",
    "lead_department": "departments",
    "contributing_departments": "departments",
    "carriers": "organisations",
    "partners": "organisations",
    "target_groups": "target_groups",
    "districts": "districts",
}


class MeasureForm(BaseModelForm):
    """All main fields of a measure; `names` are those the person may write.

    What it offers is read once per version of the master data: no query here as long as nothing changes.
    """

    field_order = ("title", "confirm_duplicate", *NAMES)

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")
    confirm_duplicate = forms.BooleanField(
        required=False, widget=forms.HiddenInput, label="Es ist wirklich eine weitere Maßnahme"
    )
    kind = described(forms.ChoiceField, "kind", choices=[EMPTY_CHOICE, *MeasureKind.choices])
    field_of_action = described(ObjectField, "field_of_action")
    success_factors = described(ObjectsField, "success_factors")
    lead_department = described(ObjectField, "lead_department")
    contributing_departments = described(ObjectsField, "contributing_departments")
    carriers = described(ObjectsField, "carriers")
    partners = described(ObjectsField, "partners")
    target_groups = described(ObjectsField, "target_groups")
    districts = described(ObjectsField, "districts")
    start = described(PartialDateField, "start")
    end = described(PartialDateField, "end")

    class Meta:
        model = Measure
        fields = tuple(name for name in NAMES if BY_NAME[name].is_plain)
        help_texts = help_texts(NAMES) | {"state": THREE_FACTS["state"]}

    def __init__(self, *args: Any, names: frozenset[str] = EDITABLE, **kwargs: Any) -> None:
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
        for name in OFFERED.keys() & self.fields.keys():
            chosen = self.initial.get(name)
            offer_master_data(self.fields[name], OFFERED[name], chosen if isinstance(chosen, list) else [chosen])

    def get_layout(self) -> LayoutObject:
        """Sections with the fields that are there; the question about a similar title only when it comes up."""
        question = {"title": "confirm_duplicate"} if self.alike else {}
        return Layout("version", "submission_key", *fieldsets(self, SECTIONS, after=question))

    def clean(self) -> dict[str, Any]:
        """The rules between fields, each as a sentence at the field to change."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end.last_day < start.date:
            self.add_error("end", END_BEFORE_START)
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

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in BY_NAME}


def links_in_new_windows(measures: Iterable[Named]) -> SafeString:
    """Links to look at `measures` without losing what was typed."""
    links = format_html_join(
        ", ", '<a href="{}" target="_blank">{}</a>', ((each.get_absolute_url(), each) for each in measures)
    )
    return format_html("In einem neuen Fenster ansehen: {}", links)


def stored_values(measure: Measure, names: Any) -> dict[str, Any]:
    """The values of the fields that are not plain columns, as the form shows them; one query for all relations."""
    found: dict[str, Any] = {
        "version": measure.version,
        "start": measure.start,
        "end": measure.end,
        "field_of_action": measure.field_of_action_id,
        "lead_department": measure.lead_department_id,
    }
    found |= {name: [] for name in RELATIONS if name in names}
    for name, key in _related.rows(measure=measure.pk):
        if name in found:
            found[name].append(key)
    return found


def _relations() -> QuerySet[Any, tuple[str, int]]:
    parts = []
    for name in RELATIONS:
        relation: Any = Measure._meta.get_field(name)
        given: Any = Given("measure", BigIntegerField())
        rows = relation.remote_field.through.objects.order_by().filter(**{relation.m2m_field_name(): given})
        parts.append(rows.values_list(Value(name, CharField()), f"{relation.m2m_reverse_field_name()}_id"))
    return parts[0].union(*parts[1:], all=True)


_related: Final = Prepared(_relations)


def copied_measure(visible: QuerySet[Measure], query: Mapping[str, str]) -> dict[str, Any]:
    """What a new measure takes from the one that `von` numbers, without title and dates; else what the address names.

    A gap of the matrix names `handlungsfeld` and `erfolgsfaktor` or `stadtteil`.
    """
    if (original := visible.filter(number=query.get("von", "")).first()) is None:
        given = {name: query[key] for key, name in (("handlungsfeld", "field_of_action"),) if key in query}
        many = (("erfolgsfaktor", "success_factors"), ("stadtteil", "districts"))
        return given | {name: [query[key]] for key, name in many if key in query}
    kept = set(NAMES) - {"title", "state", "state_reason", "start", "end", "period_note", "results_note"}
    plain = {name: getattr(original, name) for name in kept if BY_NAME[name].is_plain}
    return plain | {name: value for name, value in stored_values(original, kept).items() if name in kept}
