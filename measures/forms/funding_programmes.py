"""The form of a funding programme."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms

from measures.enums import FundingSource
from measures.forms.choices import ObjectField, offer_master_data
from measures.forms.parts import PartForm
from measures.forms.resolutions import MeasureNumbersField
from measures.models import FundingProgramme
from measures.services.funding_programmes import FIELDS
from neuss_integration.foundation.forms.base import GermanDateField, GermanDecimalField


def _day(label: str, help_text: str = "") -> GermanDateField:
    return GermanDateField(label=label, required=False, help_text=help_text)


def _money(label: str, help_text: str) -> GermanDecimalField:
    return GermanDecimalField(
        label=label, required=False, min_value=0, max_digits=12, decimal_places=2, help_text=help_text
    )


class FundingProgrammeForm(PartForm):
    """Who pays until when, what is due to the funder, which measures are paid."""

    submit_label = "Förderprogramm speichern"
    names = FIELDS

    title = forms.CharField(label="Förderprogramm", max_length=200, help_text="Wie im Bescheid oder Aufruf")
    funder = forms.CharField(label="Mittelgeber", max_length=200)
    source = forms.ChoiceField(label="Quelle", choices=FundingSource.choices)
    department = ObjectField(label="Zuständige Fachdienststelle", help_text="Sie wird an Fristen erinnert.")
    starts_on = GermanDateField(label="Beginn der Förderung")
    ends_on = GermanDateField(label="Ende der Förderung")
    granted = _money("Bewilligt in Euro", "Leer, solange nichts bewilligt ist")
    called = _money("Abgerufen in Euro", "Bis heute, zusammen")
    apply_by = _day("Frist des Antrags")
    applied_on = _day("Antrag gestellt am", "Leer, solange er offen ist")
    interim_due = _day("Frist des Zwischenberichts")
    interim_sent_on = _day("Zwischenbericht gesendet am")
    proof_due = _day("Frist des Verwendungsnachweises")
    proof_sent_on = _day("Verwendungsnachweis gesendet am")
    measures = MeasureNumbersField(
        label="Maßnahmen", required=False, help_text="Nummern, durch Komma getrennt: M-2017-001, M-2020-004"
    )
    note = forms.CharField(label="Anmerkung", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, row: FundingProgramme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            self.initial["measures"] = list(row.measures.values_list("pk", flat=True))
        chosen = [row.department_id if row else None]
        offer_master_data(self.fields["department"], "departments", chosen)

    def get_layout(self) -> LayoutObject:
        """The grant, its money, what is due, what it pays."""
        return Layout(
            "version",
            "submission_key",
            Fieldset("Förderung", "title", "funder", "source", "department", Row("starts_on", "ends_on")),
            Fieldset("Geld", Row("granted", "called")),
            Fieldset(
                "Fristen",
                Row("apply_by", "applied_on"),
                Row("interim_due", "interim_sent_on"),
                Row("proof_due", "proof_sent_on"),
            ),
            Fieldset("Wofür", "measures", "note"),
        )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*FIELDS, "measures")}
