"""The frame of a report, and taking one back."""

from typing import Any

from django import forms
from django.utils import timezone

from neuss_integration.city.models import Committee
from neuss_integration.foundation.forms.base import BaseForm, BaseModelForm, GermanDateField
from neuss_integration.foundation.pdf import check_text
from neuss_integration.foundation.records.constraints import END_BEFORE_START
from reporting.models import Report


class ReportForm(BaseModelForm):
    """What a report is about; its texts are written section by section."""

    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    period_start = GermanDateField(label="Berichtszeitraum von", help_text="Zum Beispiel 01.01.2025")
    period_end = GermanDateField(label="Berichtszeitraum bis", help_text="Zum Beispiel 31.12.2026")
    meeting_on = GermanDateField(
        label="Sitzung des Gremiums",
        required=False,
        help_text="Der Tag, an dem das Gremium den Bericht berät. Daraus rechnet die Anwendung alle Termine davor aus.",
    )

    class Meta:
        model = Report
        fields = (
            "kind",
            "title",
            "period_start",
            "period_end",
            "committee",
            "paper_number",
            "meeting_on",
            "length",
        )
        help_texts = {
            "kind": "Die Fortschreibung bestimmt, wann die nächste fällig ist. Ein Zwischenbericht ändert daran nichts "
            "und kann neben ihr in Arbeit sein. Themenberichte zu einem Handlungsfeld, einer Fachdienststelle "
            "oder einem Stadtteil gibt es als Auszug auf der Seite jedes veröffentlichten Berichts.",
            "committee": "Das Gremium, dem berichtet wird, mit seinem heutigen Namen.",
            "length": "Was der Hauptband von jeder Maßnahme erzählt. Alle übrigen Steckbriefe stehen im Anhangband.",
            "paper_number": "Die Nummer der Vorlage im Ratsinformationssystem, sobald sie feststeht.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Committee.objects.valid_on(timezone.localdate())
        chosen = Committee.objects.filter(pk=self.instance.committee_id)
        committee = self.fields["committee"]
        assert isinstance(committee, forms.ModelChoiceField)
        committee.queryset = (current | chosen).in_german_order()

    def clean(self) -> dict[str, Any]:
        """The period has an order, and title and number can be printed."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", END_BEFORE_START)
        for name in ("title", "paper_number"):
            if sentence := check_text(cleaned.get(name) or ""):
                self.add_error(name, sentence)
        return cleaned


class WithdrawForm(BaseForm):
    """Why a released report goes back to draft."""

    submit_label = "Zurück in den Entwurf"
    reason = forms.CharField(label="Begründung", widget=forms.Textarea(attrs={"rows": 3}))
