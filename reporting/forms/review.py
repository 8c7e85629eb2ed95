"""Forms of the Abstimmung: whom to ask, and what to say to a section."""

from typing import Any

from django import forms

from neuss_integration.accounts.models import User
from neuss_integration.foundation.forms.base import BaseForm, CheckboxPicker
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
        help_text="Steht in der E-Mail an die Personen, zum Beispiel bis wann Sie eine Antwort brauchen.",
    )

    def __init__(self, *args: Any, report: Report, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reviewers = set(report.reviewers.values_list("user", flat=True)) | {by.pk}
        people = [person.pk for person in readers() if person.pk not in reviewers]
        self.fields["people"].queryset = User.objects.filter(pk__in=people)  # type: ignore[attr-defined]


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
