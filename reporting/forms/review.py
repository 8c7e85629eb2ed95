"""Forms of the Abstimmung: whom to ask, and what to say to a section."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.foundation.forms.base import BaseForm, CheckboxPicker, GermanDateField
from reporting.models import Report
from reporting.selectors.readers import readers


class ReviewForm(BaseForm):
    """Whom to ask about a report. Those who are asked already stay asked."""

    submit_label = "Um Durchsicht bitten"
    people = forms.ModelMultipleChoiceField(User.objects.none(), label="Wen bitten?", widget=CheckboxPicker)
    message = forms.CharField(
        label="Nachricht",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Steht in der E-Mail an die Personen.",
    )
    until = GermanDateField(
        label="Anmerkungen bis",
        required=False,
        help_text="Wer bis drei Tage davor noch nichts gesagt hat, bekommt eine Erinnerung.",
    )

    def __init__(self, *args: Any, report: Report, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reviewers = set(report.reviewers.values_list("user", flat=True)) | {by.pk}
        people = [person.pk for person in readers() if person.pk not in reviewers]
        self.initial.setdefault("until", report.review_until)
        self.fields["people"].queryset = User.objects.filter(pk__in=people)  # type: ignore[attr-defined]

    def clean_until(self) -> dt.date | None:
        """A day that has passed is no deadline."""
        until: dt.date | None = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError("Der Tag liegt in der Vergangenheit. Bitte wählen Sie einen späteren.")
        return until


class CommentForm(BaseForm):
    submit_label = "Anmerkung senden"
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label="Ihre Anmerkung", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class RevokeForm(BaseForm):
    """Why a published report is offered no longer."""

    submit_label = "Bericht zurückziehen"
    reason = forms.CharField(
        label="Begründung",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Steht für alle sichtbar auf der Seite des Berichts und in der E-Mail an seine Leserinnen und Leser.",
    )
