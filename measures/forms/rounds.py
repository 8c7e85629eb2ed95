"""Forms of reporting rounds."""

import datetime as dt
from typing import Any, ClassVar

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from measures.enums import ProgressState
from measures.models import ReportingRound
from neuss_integration.city.models import Department
from neuss_integration.forms import BaseForm, BaseModelForm, FilterForm, GermanDateField

PERIOD_ORDER = "Das Ende des Berichtszeitraums liegt vor seinem Beginn. Bitte prüfen Sie beide Angaben."
DUE_TOO_EARLY = "Die Rückmeldefrist liegt vor dem Beginn des Berichtszeitraums. Bitte wählen Sie einen späteren Tag."
DUE_IN_PAST = "Die neue Frist liegt in der Vergangenheit. Bitte geben Sie heute oder einen späteren Tag an."


class RoundForm(BaseModelForm):
    """Title, period and due date of a round."""

    period_start = GermanDateField(label="Berichtszeitraum von", help_text="Zum Beispiel 01.01.2025")
    period_end = GermanDateField(label="Berichtszeitraum bis", help_text="Zum Beispiel 31.12.2026")
    due_on = GermanDateField(label="Rückmeldung bis", help_text="Bis zu diesem Tag sollen alle geantwortet haben.")
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ReportingRound
        fields: ClassVar[list[str]] = ["title", "period_start", "period_end", "due_on", "instructions"]
        help_texts: ClassVar[dict[str, str]] = {
            "title": "Zum Beispiel „Sachstand 2026“",
            "instructions": "Stehen über der Aufgabenliste jeder Fachdienststelle.",
        }

    def get_layout(self) -> LayoutObject:
        """What it is called, then when."""
        dates = Fieldset("Zeitraum und Frist", Row("period_start", "period_end"), "due_on")
        return Layout("title", dates, Fieldset("Hinweise", "instructions"), "submission_key")

    def clean(self) -> dict[str, Any]:
        """The dates are in order. The second click of two is checked as what the first one made."""
        data = super().clean() or self.cleaned_data
        if key := data.get("submission_key"):
            self.instance = ReportingRound.objects.filter(submission_key=key).first() or self.instance
        start, end, due = (data.get(name) for name in ("period_start", "period_end", "due_on"))
        if start and end and end < start:
            self.add_error("period_end", PERIOD_ORDER)
        if start and due and due < start:
            self.add_error("due_on", DUE_TOO_EARLY)
        return data


class ReopenForm(BaseForm):
    """Why a closed round is asked again, and until when."""

    submit_label = "Runde wieder öffnen"
    due_on = GermanDateField(label="Neue Frist", help_text="Zum Beispiel 15.03.2027")
    reason = forms.CharField(label="Begründung", widget=forms.Textarea, help_text="Steht im Vorgangsverlauf der Runde.")

    def clean_due_on(self) -> dt.date:
        """Today or later."""
        due: dt.date = self.cleaned_data["due_on"]
        if due < timezone.localdate():
            raise forms.ValidationError(DUE_IN_PAST)
        return due


class ReportFilter(FilterForm):
    """Which reports of a round are shown."""

    fachdienststelle = forms.ModelChoiceField(
        label="Fachdienststelle", queryset=Department.objects.none(), empty_label="alle Fachdienststellen"
    )
    status = forms.ChoiceField(label="Status", choices=[("", "jeder Status"), *ProgressState.choices])

    def __init__(self, *args: Any, offices: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fachdienststelle"].queryset = offices  # type: ignore[attr-defined]
