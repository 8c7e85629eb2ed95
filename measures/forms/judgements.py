"""The form of a judgement of a goal or a measure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from measures.enums import JudgementRating
from measures.forms.choices import ObjectField, offer
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField
from success_factors.models.assessment import ASSESSED_IN_FUTURE


class JudgementForm(BaseForm):
    """How far it is, why, and since when; for whom, where somebody acts for several offices."""

    submit_label = "Einschätzung speichern"

    department = ObjectField(label="Für welche Fachdienststelle?")
    rating = forms.ChoiceField(label="Wie steht es?", choices=JudgementRating.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Begründung",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Was spricht dafür, was fehlt? Alle mit Zugang lesen es; es steht auch im Bericht.",
    )
    judged_on = GermanDateField(label="Stand", help_text="Der Tag, für den die Einschätzung gilt")
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")

    def __init__(self, *args: Any, offices: Sequence[Department] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = offices
        if len(offices) > 1:
            offer(self.fields["department"], offices, [each.pk for each in offices])
        else:
            del self.fields["department"]

    def clean_judged_on(self) -> Any:
        """Not in the future."""
        day = self.cleaned_data["judged_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(ASSESSED_IN_FUTURE)
        return day

    def values(self) -> dict[str, Any]:
        only = self.offices[0] if self.offices else None
        names = ("rating", "reason", "judged_on", "submission_key")
        return {name: self.cleaned_data[name] for name in names} | {
            "department": self.cleaned_data.get("department", only)
        }
