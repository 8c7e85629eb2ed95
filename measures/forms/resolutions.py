"""Forms of resolutions: the list's filter, entering and changing one, linking one that is there."""

import re
from typing import Any, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms

from measures.enums import ResolutionKind
from measures.forms.choices import EMPTY_CHOICE, ObjectField, ObjectsField, offer, offer_master_data, rows_of
from measures.models import Measure, Resolution
from measures.selectors.resolutions import ORDERS, REFERENCES, years_of_resolutions
from measures.services.resolutions import FIELDS, RELATIONS, problems_of
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import Committee, Department, ParliamentaryGroup
from neuss_integration.foundation.forms.base import (
    BaseForm,
    FilterForm,
    GermanDateField,
    GermanIntegerField,
    PartialDateField,
)

ALL: Final = ("", "alle")
SEPARATORS: Final = re.compile(r"[\s,;]+")
VOTES: Final = frozenset({"votes_for", "votes_against", "abstentions"})
UNANIMITY: Final = (("", "keine Angabe"), ("True", "einstimmig"), ("False", "nicht einstimmig"))


class ResolutionFilterForm(FilterForm):
    suche = forms.CharField(label="Suche", widget=forms.TextInput(attrs={"type": "search", "data-search": True}))
    gremium = ObjectField(label="Gremium")
    art = forms.ChoiceField(label="Art", choices=[ALL, *ResolutionKind.choices])
    auftrag = forms.ChoiceField(label="Auftrag", choices=[ALL, *ORDERS.items()])
    stelle = ObjectField(label="Zuständige Fachdienststelle")
    fraktion = ObjectField(label="Fraktion")
    ergebnis = forms.ChoiceField(label="Ergebnis", choices=[ALL, *ResolutionResult.choices])
    bezug = forms.ChoiceField(label="Gilt für", choices=[ALL, *REFERENCES.items()])
    jahr = forms.TypedChoiceField(label="Jahr", coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Department.objects.filter(ordered_resolutions__isnull=False).distinct()
        for name, rows in (
            ("gremium", Committee.objects.all()),
            ("stelle", offices),
            ("fraktion", ParliamentaryGroup.objects.all()),
        ):
            field: Any = self.fields[name]
            field.rows = {str(each.pk): each for each in rows.in_german_order()}
            field.choices = [ALL, *((key, each.name) for key, each in field.rows.items())]
        self.fields["jahr"].choices = [ALL, *((year, str(year)) for year in years_of_resolutions())]  # type: ignore[attr-defined]


class MeasureNumbersField(forms.CharField):
    """Measures by their numbers, as people copy them; a city has thousands, too many for a list of checkboxes."""

    widget = forms.Textarea(attrs={"rows": 2})
    default_error_messages = {
        "unknown": "Diese Maßnahmen gibt es nicht: %(numbers)s. Bitte prüfen Sie die Nummern.",
    }

    def prepare_value(self, value: Any) -> Any:
        """The numbers, divided by commas."""
        return value if isinstance(value, str) else ", ".join(_numbers(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other measures are meant, in whatever order."""
        return set(_numbers(initial)) != set(_numbers(data))

    def clean(self, value: Any) -> Any:
        """The measures. Raises ValidationError "unknown" with the numbers that do not exist."""
        numbers = _numbers(super().clean(value))
        found = list(Measure.objects.filter(number__in=numbers).order_by("number"))
        if missing := [each for each in numbers if each not in {measure.number for measure in found}]:
            shown = ", ".join(missing[:10])
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown", params={"numbers": shown})
        return found


def _numbers(value: Any) -> list[str]:
    """The numbers in a text, or of measures or their keys."""
    if isinstance(value, str):
        return list(dict.fromkeys(filter(None, SEPARATORS.split(value.upper()))))
    keys = [getattr(each, "pk", each) for each in value or ()]
    return list(Measure.objects.filter(pk__in=keys).order_by("number").values_list("number", flat=True))


class ResolutionForm(BaseForm):
    submit_label = "Beschluss speichern"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")
    kind = forms.TypedChoiceField(
        label="Art",
        choices=ResolutionKind.choices,
        required=False,
        empty_value=ResolutionKind.RESOLUTION,
        initial=ResolutionKind.RESOLUTION,
        help_text="Anregung, Stellungnahme, Anfrage: was das Gremium für Integration einbringt (NRW: § 27 GO)",
    )
    title = forms.CharField(label="Titel", max_length=300, help_text="Wie in der Vorlage")
    committee = ObjectField(label="Gremium", help_text="Mit dem Namen, den es am Tag des Beschlusses hatte")
    resolved = PartialDateField(label="Beschlossen am")
    paper_number = forms.CharField(label="Nummer der Vorlage", required=False, max_length=60)
    proposers = ObjectsField(
        label="Antragstellende Fraktionen", required=False, help_text="Mehrere heißt: fraktionsübergreifend"
    )
    order_text = forms.CharField(
        label="Auftrag an die Verwaltung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Was die Verwaltung tun oder beantworten soll; leer, wenn nichts aufgetragen ist",
    )
    responsible_department = ObjectField(label="Zuständige Fachdienststelle", required=False)
    due_date = GermanDateField(label="Frist", required=False, help_text="Bis wann berichtet oder geantwortet wird")
    result = forms.ChoiceField(
        label="Ergebnis",
        choices=ResolutionResult.choices,
        widget=forms.RadioSelect,
        help_text="Bei einer Anfrage immer: gestellt",
    )
    is_unanimous = forms.TypedChoiceField(
        label="Einstimmig?", choices=UNANIMITY, required=False, coerce=lambda value: value == "True", empty_value=None
    )
    votes_for = GermanIntegerField(label="Ja-Stimmen", required=False, min_value=0, max_value=999)
    votes_against = GermanIntegerField(label="Nein-Stimmen", required=False, min_value=0, max_value=999)
    abstentions = GermanIntegerField(label="Enthaltungen", required=False, min_value=0, max_value=999)
    text = forms.CharField(label="Wortlaut", required=False, widget=forms.Textarea(attrs={"rows": 6}))
    link = forms.URLField(
        label="Adresse der Vorlage oder Niederschrift", required=False, max_length=500, assume_scheme="https"
    )
    source = forms.CharField(
        label="Quelle",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Woher die Angaben stammen, wenn es keine Adresse im Ratssystem gibt",
    )
    measures = MeasureNumbersField(
        label="Maßnahmen", required=False, help_text="Nummern, durch Komma getrennt: M-2017-001, M-2020-004"
    )
    goals = ObjectsField(label="Ziele", required=False)
    editions = ObjectsField(label="Fassungen des Integrationskonzepts", required=False)

    def __init__(self, *args: Any, resolution: Resolution | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if resolution is not None:
            self.initial.update(stored_values(resolution))
        committees = rows_of("committees")
        offer(self.fields["committee"], committees, [each.pk for each in committees])
        self.fields["kind"].hide_optional = True  # type: ignore[attr-defined]
        chosen = [resolution.responsible_department_id if resolution else None]
        offer_master_data(self.fields["responsible_department"], "departments", chosen)
        offer(self.fields["proposers"], ParliamentaryGroup.objects.in_german_order(), self.initial.get("proposers", []))
        offer_master_data(self.fields["goals"], "goals")
        offer_master_data(self.fields["editions"], "editions")

    def get_layout(self) -> LayoutObject:
        """What was resolved, the vote, what hangs on it."""
        return Layout(
            "version",
            "submission_key",
            Fieldset(
                "Was beschlossen wurde",
                "kind",
                "title",
                "committee",
                Row("resolved", "paper_number"),
                "proposers",
                "text",
            ),
            Fieldset("Ergebnis", "result", Row("votes_for", "votes_against", "abstentions"), "is_unanimous"),
            Fieldset("Auftrag", "order_text", Row("responsible_department", "due_date")),
            Fieldset("Wofür der Beschluss gilt", "measures", "goals", "editions"),
            Fieldset("Nachweis", "link", "source"),
        )

    def clean(self) -> dict[str, Any]:
        """What the service would refuse stands beside what was typed wrongly, each at its field."""
        cleaned = super().clean() or self.cleaned_data
        day = cleaned.get("resolved")
        known = {name: cleaned[name] for name in FIELDS if name in cleaned}
        when = {"resolved_date": day.date, "resolved_precision": day.precision} if day else {}
        for name, sentence in problems_of(Resolution(**known, **when)).items():
            if not self.errors.keys() & (VOTES if name in VOTES else {name}):
                self.add_error(name, sentence)
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*FIELDS, *RELATIONS, "resolved")}


def stored_values(resolution: Resolution) -> dict[str, Any]:
    """What the form shows of a resolution that is there; three queries."""
    found: dict[str, Any] = {name: getattr(resolution, name) for name in FIELDS}
    found |= {name: list(getattr(resolution, name).values_list("pk", flat=True)) for name in RELATIONS}
    return found | {
        "version": resolution.version,
        "committee": resolution.committee_id,
        "responsible_department": resolution.responsible_department_id,
        "resolved": resolution.resolved,
        "is_unanimous": "" if resolution.is_unanimous is None else str(resolution.is_unanimous),
    }


class LinkResolutionForm(BaseForm):
    """Which of the resolutions that are there holds for a measure, goal or edition."""

    submit_label = "Verknüpfen"

    resolution = ObjectField(label="Beschluss")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["resolution"]
        rows = Resolution.objects.newest_first().select_related("committee")
        field.rows = {str(each.pk): each for each in rows}
        named = ((key, f"{each.resolved}, {each.committee}: {each.title}") for key, each in field.rows.items())
        field.choices = [EMPTY_CHOICE, *named]
