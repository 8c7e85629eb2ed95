"""Forms of the Beschlusskontrolle: what is told about an order, and a Gremium of the Beratungsfolge."""

from typing import Any, Final

from crispy_forms.layout import Layout, LayoutObject, Row
from django import forms

from measures.enums import ConsultationKind
from measures.forms.choices import ObjectField, offer
from measures.forms.parts import PartForm
from measures.models import AbstractConsultation, Resolution
from measures.services.consultations import FIELDS
from measures.services.orders import BY_THE_OFFICE_ONLY, NOTE
from measures.workflows import ORDER_WORKFLOW
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import Committee
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField, GermanIntegerField

RESULTS: Final = [("", "noch keins"), *(each for each in ResolutionResult.choices if each[0] != ResolutionResult.ASKED)]


class OrderReportForm(BaseForm):
    """How far an order is: a state, a sentence, and since when."""

    submit_label = "Stand eintragen"

    step = forms.ChoiceField(label="Was ist geschehen?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="In einem Satz",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Bei „Beantwortet“ die Antwort, bei „Erledigt“ das Ergebnis. Alle mit Zugang lesen es.",
    )
    noted_on = GermanDateField(label="Stand vom", help_text="Der Tag, an dem es so war")

    def __init__(self, *args: Any, resolution: Resolution, may_drop: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = ORDER_WORKFLOW.from_state(resolution.state)
        allowed = [(each.name, each.label) for each in steps if may_drop or each.name not in BY_THE_OFFICE_ONLY]
        self.fields["step"].choices = [(NOTE, "Nur ein Vermerk, der Stand bleibt"), *allowed]  # type: ignore[attr-defined]


class ConsultationForm(PartForm):
    """A Gremium of the Beratungsfolge, with its vote once it met."""

    names = FIELDS

    committee = ObjectField(label="Gremium")
    kind = forms.ChoiceField(label="Aufgabe", choices=ConsultationKind.choices, widget=forms.RadioSelect)
    day = GermanDateField(label="Sitzung am", help_text="Auch ein Tag, der noch kommt")
    result = forms.ChoiceField(label="Ergebnis", required=False, choices=RESULTS)
    votes_for = GermanIntegerField(label="Ja-Stimmen", required=False, min_value=0, max_value=999)
    votes_against = GermanIntegerField(label="Nein-Stimmen", required=False, min_value=0, max_value=999)
    abstentions = GermanIntegerField(label="Enthaltungen", required=False, min_value=0, max_value=999)
    note = forms.CharField(label="Bemerkung", required=False, max_length=500)

    def __init__(self, *args: Any, row: AbstractConsultation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen = [row.committee_id if row else None]
        offer(self.fields["committee"], list(Committee.objects.in_german_order()), chosen)

    def get_layout(self) -> LayoutObject:
        """Who, when, and what came of it."""
        votes = Row("votes_for", "votes_against", "abstentions")
        return Layout("version", "submission_key", "committee", "kind", "day", "result", votes, "note")
