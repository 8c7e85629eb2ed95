"""The form of a Standortbestimmung and of its correction."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html

from neuss_integration.foundation.forms.base import BaseForm, GermanDateField
from success_factors.enums import LEVEL_SENTENCES, Level
from success_factors.models.assessment import ASSESSED_IN_FUTURE


class AssessmentForm(BaseForm):
    """One judgement of one criterion; each level is explained in a sentence where it is chosen."""

    submit_label = "Einschätzung speichern"

    level = forms.TypedChoiceField(
        label="Wo steht die Stadt?",
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (level.value, format_html("<strong>{}</strong><br>{}", level.label, LEVEL_SENTENCES[level]))
            for level in Level
        ],
    )
    assessed_on = GermanDateField(label="Stand", help_text="Der Tag, für den die Einschätzung gilt")
    rationale = forms.CharField(
        label="Begründung",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Was spricht für diese Stufe, was fehlt zur nächsten? Die Begründung steht auch im Bericht.",
    )
    evidence = forms.CharField(
        label="Belege",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Eine Angabe je Zeile: Nummern von Maßnahmen (M-2017-001), Beschlüsse, Adressen mit https://",
    )
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")

    def clean_assessed_on(self) -> Any:
        """Not in the future."""
        day = self.cleaned_data["assessed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(ASSESSED_IN_FUTURE)
        return day

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("level", "assessed_on", "rationale", "evidence")}


class CorrectionForm(AssessmentForm):
    """A new judgement in the place of a wrong one."""

    submit_label = "Berichtigung speichern"
    field_order = ("correction_reason",)

    correction_reason = forms.CharField(
        label="Warum war die Einschätzung falsch?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Die falsche Einschätzung bleibt mit diesem Grund sichtbar.",
    )
