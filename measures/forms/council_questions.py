"""Forms of questions of the Gremium: asking, and letting everybody read the answer."""

from typing import Any

from django import forms

from measures.forms.choices import ObjectField, offer
from measures.models import Resolution
from neuss_integration.city.models import Committee
from neuss_integration.foundation.forms.base import BaseForm, FilterForm
from neuss_integration.foundation.forms.private_details import Found, PrivateDetailsMixin
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.private_details import MOST

ASSIGNED_LATER = "ohne"
STANDS = (
    ("", "alle"), (ASSIGNED_LATER, "noch niemandem zugeteilt"), ("offen", "offen oder in Arbeit"),
    ("ueberfaellig", "überfällig"), ("beendet", "beantwortet"),
)  # fmt: skip


class QuestionFilterForm(FilterForm):
    stand = forms.ChoiceField(label="Stand", choices=STANDS)


class CouncilQuestionForm(BaseForm):
    """What a member wants to know."""

    submit_label = "Anfrage stellen"

    committee = ObjectField(label="Gremium")
    title = forms.CharField(label="Worum geht es?", max_length=300)
    text = forms.CharField(
        label="Ihre Frage",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST,
        help_text="Alle mit Zugang lesen sie; öffentlich wird sie erst mit der Antwort.",
    )
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(Committee.objects.current().in_german_order())
        offer(self.fields["committee"], rows, [])
        own = next((each for each in rows if each.name == city_names().committee), rows[0] if len(rows) == 1 else None)
        self.initial.setdefault("committee", own)


class ReleaseAnswerForm(PrivateDetailsMixin, BaseForm):
    """The words that everybody reads; something private in the answer is asked about."""

    private_field = "answer"
    submit_label = "Antwort veröffentlichen"

    question = forms.CharField(label="Anfrage", widget=forms.Textarea(attrs={"rows": 4}))
    answer = forms.CharField(label="Antwort der Verwaltung", widget=forms.Textarea(attrs={"rows": 8}), max_length=MOST)
    keep_details = forms.BooleanField(label="Das soll so veröffentlicht werden", required=False)

    def __init__(self, data: Any = None, *, resolution: Resolution, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        asked = resolution.public_question or resolution.text or resolution.order_text or resolution.title
        self.initial.update(question=asked, answer=resolution.public_answer or resolution.outcome)

    def private_sentence(self, found: Found) -> str:
        """What stands there, and what to do."""
        words = ", ".join(f"{kind} „{text}“" for kind, text in found)
        what = "Bitte nehmen Sie es heraus, oder bestätigen Sie, dass es so veröffentlicht wird."
        return f"In der Antwort steht vermutlich etwas Privates: {words}. {what}"
