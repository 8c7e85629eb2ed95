"""Forms about who is responsible for a task."""

from typing import Any, Final

from django import forms

from measures.services.referrals import NEEDS_ANSWER
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.base import BaseForm

ACCEPT: Final = "accept"
ACCEPT_LEAD: Final = "accept_lead"
DECLINE: Final = "decline"


class ReferForm(BaseForm):
    """Which office is responsible instead, and why."""

    submit_label = "Als nicht zuständig melden"
    to = forms.ModelChoiceField(
        queryset=Department.objects.none(),
        label="Wer ist zuständig?",
        empty_label="Bitte wählen",
        help_text="Ihr Vorschlag. Bis darüber entschieden ist, bleibt die Aufgabe bei Ihnen. "
        "Was Sie schon geschrieben haben, liest die andere Stelle nicht; Sie bekommen es dann mit einer Nachricht.",
    )
    reason = forms.CharField(
        label="Begründung",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Zum Beispiel „Das Angebot ist seit Januar bei der Stadtbibliothek“.",
    )

    def __init__(self, *args: Any, office: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = Department.objects.current().exclude(pk=office.pk).in_german_order()


class DecideReferralForm(BaseForm):
    """Whether the task moves, and the lead with it."""

    submit_label = "Entscheiden"
    decision = forms.ChoiceField(label="Entscheidung", widget=forms.RadioSelect)
    answer = forms.CharField(
        label="Ein Satz an die Fachdienststelle",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nötig, wenn die Aufgabe dort bleibt.",
    )

    def __init__(self, *args: Any, proposed: Department, office: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.hide_optional = True
        field: Any = self.fields["decision"]
        field.choices = [
            (ACCEPT, f"Die Aufgabe geht an „{proposed}“; die Federführung bleibt, wie sie ist"),
            (ACCEPT_LEAD, f"Die Aufgabe und die Federführung gehen an „{proposed}“"),
            (DECLINE, f"Die Aufgabe bleibt bei „{office}“"),
        ]

    def clean(self) -> dict[str, Any]:
        """Who keeps the task is told why."""
        data = super().clean() or self.cleaned_data
        if data.get("decision") == DECLINE and not data.get("answer", "").strip():
            self.add_error("answer", NEEDS_ANSWER)
        return data
