"""Forms of reports."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, LayoutObject
from django import forms
from django.utils import timezone

from neuss_integration.city.models import Committee
from neuss_integration.forms import BaseForm, BaseModelForm, GermanDateField
from neuss_integration.pdf import check_text
from reporting.models import Report

TEXTS = ("foreword", "procedure", "outlook", "proposed_resolution")
MARKDOWN_HINT = "Absätze durch eine Leerzeile trennen. **fett**, *kursiv*, Listen mit Bindestrich."


class ReportForm(BaseModelForm):
    """What a Fortschreibung is and the texts only people can write."""

    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    period_start = GermanDateField(label="Berichtszeitraum von", help_text="Zum Beispiel 01.01.2025")
    period_end = GermanDateField(label="Berichtszeitraum bis", help_text="Zum Beispiel 31.12.2026")

    class Meta:
        model = Report
        fields = (
            "title",
            "period_start",
            "period_end",
            "committee",
            "paper_number",
            "foreword",
            "procedure",
            "outlook",
            "proposed_resolution",
        )
        help_texts = {
            "committee": "Das Gremium, dem berichtet wird, mit seinem heutigen Namen.",
            "paper_number": "Die Nummer der Vorlage im Ratsinformationssystem, sobald sie feststeht.",
            "foreword": MARKDOWN_HINT,
            "procedure": "Beschlüsse und Vorgehen. Berichtsrunden und Rücklauf ergänzt die Anwendung.",
            "outlook": MARKDOWN_HINT,
            "proposed_resolution": "Der Satz, über den das Gremium abstimmt.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Committee.objects.valid_on(timezone.localdate())
        chosen = Committee.objects.filter(pk=self.instance.committee_id)
        committee = self.fields["committee"]
        assert isinstance(committee, forms.ModelChoiceField)
        committee.queryset = (current | chosen).in_german_order()

    def get_layout(self) -> LayoutObject:
        """Frame first, then the texts in the order of the report."""
        return Layout(
            "submission_key",
            "version",
            Fieldset("Rahmen", "title", "period_start", "period_end", "committee", "paper_number"),
            Fieldset("Texte", "foreword", "procedure", "outlook", "proposed_resolution"),
        )

    def clean(self) -> dict[str, Any]:
        """The period has an order, and every text can be printed."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.")
        for name in ("title", "paper_number", *TEXTS):
            if sentence := check_text(cleaned.get(name) or ""):
                self.add_error(name, sentence)
        return cleaned


class WithdrawForm(BaseForm):
    """Why a released report goes back to draft."""

    submit_label = "Zurück in den Entwurf"
    reason = forms.CharField(label="Begründung", widget=forms.Textarea(attrs={"rows": 3}))
