"""Forms of proposals: write, rank, forward, record what a Gremium decided, make the measure."""

from collections.abc import Iterable
from typing import Any, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.utils import timezone

from measures.enums import MeasureKind
from measures.forms.choices import ObjectField, ObjectsField, departments_by_authority, offer
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import Committee, Department, District, Organisation, TargetGroup
from neuss_integration.foundation.forms.base import BaseForm, GermanDateField, GermanDecimalField, GermanIntegerField
from roundtables.models import Need, Proposal, RoundTable
from roundtables.services.proposals import FIELDS, RELATIONS
from roundtables.services.resolutions import STEPS
from success_factors.models import FieldOfAction, SuccessFactor

KEYS: Final = ("round_table", "lead_department", "carrier", "field_of_action")
RESULTS: Final = [pair for pair in ResolutionResult.choices if pair[0] in STEPS]


def _area(label: str, rows: int = 4, **fields: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **fields)


class ProposalForm(BaseForm):
    """A proposal; places, people and factors come from its first need when it is new."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")
    round_table = ObjectField(label="Runder Tisch")
    needs = ObjectsField(label="Bedarfe", help_text="Auf welche Bedarfe antwortet der Vorschlag?")
    title = forms.CharField(label="Titel", max_length=200)
    description = _area("Was getan werden soll", 6)
    quantity = _area(
        "Eckdaten in Zahlen", required=False, help_text="Wie viel, wie oft, für wie viele? Zum Beispiel Plätze, Stunden"
    )
    amount = GermanDecimalField(
        label="Mittel im Jahr in Euro", required=False, min_value=0, max_digits=12, decimal_places=2
    )
    amount_note = forms.CharField(label="Hinweis zu den Mitteln", required=False, max_length=300)
    lead_department = ObjectField(label="Vorgeschlagene Federführung", required=False)
    carrier = ObjectField(label="Vorgeschlagener Träger", required=False)
    field_of_action = ObjectField(label="Handlungsfeld", required=False, help_text="Nötig für die Weiterleitung")
    success_factors = ObjectsField(label="Erfolgsfaktoren", required=False)
    target_groups = ObjectsField(label="Zielgruppen", required=False)
    is_citywide = forms.BooleanField(label="Gilt für die ganze Stadt", required=False)
    districts = ObjectsField(label="Stadtteile", required=False)
    reflection = _area(
        "Rückblick des Trägers", required=False, help_text="Was hat die Maßnahme aus Sicht des Trägers gebracht?"
    )

    def __init__(self, *args: Any, proposal: Proposal | None = None, need: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = proposal or need
        if source is not None:
            self._take_over(source)
        if need is not None and proposal is None:
            self.initial.update(needs=[need.pk], title=need.title)
        self._offer_lists()

    def _take_over(self, source: Proposal | Need) -> None:
        """The values of `source` as the form shows them."""
        for name in (*FIELDS, *RELATIONS, "version"):
            if not hasattr(source, name) or (isinstance(source, Need) and name in ("version", "description")):
                continue
            if name in RELATIONS:
                self.initial[name] = list(getattr(source, name).order_by().values_list("pk", flat=True))
            else:
                self.initial[name] = getattr(source, f"{name}_id" if name in KEYS else name)

    def _offer_lists(self) -> None:
        table = self.initial.get("round_table")
        needs = Need.objects.standing().only("number", "title").order_by("-number")
        lists: dict[str, Iterable[Any]] = {
            "round_table": RoundTable.objects.in_german_order(),
            "needs": needs.filter(round_table=table) if table else needs,
            "lead_department": Department.objects.in_german_order(),
            "carrier": Organisation.objects.in_german_order(),
            "field_of_action": FieldOfAction.objects.in_concept_order(),
            "success_factors": SuccessFactor.objects.order_by("number"),
            "target_groups": TargetGroup.objects.in_german_order(),
            "districts": District.objects.in_official_order(),
        }
        for name, rows in lists.items():
            chosen = self.initial.get(name)
            keys = chosen if isinstance(chosen, list) else [chosen]
            grouped = departments_by_authority if name == "lead_department" else None
            offer(self.fields[name], list(rows), keys, grouped)

    def get_layout(self) -> LayoutObject:
        """What, how much, who, where."""
        return Layout(
            "version",
            "submission_key",
            Fieldset("Woher", "round_table", "needs"),
            Fieldset("Was", "title", "description", "quantity", Row("amount", "amount_note")),
            Fieldset("Wer", "lead_department", "carrier"),
            Fieldset("Platz im Integrationskonzept", "field_of_action", "success_factors"),
            Fieldset("Für wen und wo", "target_groups", "is_citywide", "districts"),
            Fieldset("Danach", "reflection"),
        )

    def clean(self) -> dict[str, Any]:
        """The whole city, or single Stadtteile."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_citywide") and cleaned.get("districts"):
            self.add_error("districts", "Bitte wählen Sie die ganze Stadt oder einzelne Stadtteile, nicht beides.")
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*FIELDS, *RELATIONS)}


class RankForm(BaseForm):
    """The place in the list of the Runder Tisch."""

    submit_label = "Einreihen"

    rank = GermanIntegerField(
        label="Rang", min_value=1, max_value=999, help_text="1 ist der erste. Zwei Vorschläge können gleichauf sein."
    )


class ForwardForm(BaseForm):
    """To which Gremium, when, with which words."""

    submit_label = "Weiterleiten"

    committee = ObjectField(label="Gremium")
    forwarded_on = GermanDateField(label="Weitergeleitet am")
    paper_number = forms.CharField(label="Nummer der Vorlage", required=False, max_length=60)
    paper_text = _area(
        "Text der Vorlage", 16, help_text="Aus dem Vorschlag erzeugt. Bitte prüfen und ergänzen; er bleibt so erhalten."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("forwarded_on", timezone.localdate())
        offer(self.fields["committee"], Committee.objects.in_german_order(), [])


class CommitteeDecisionForm(BaseForm):
    """What the Gremium decided: becomes a Beschluss in the register."""

    submit_label = "Beschluss eintragen"

    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput, label="Formularkennung")
    committee = ObjectField(label="Gremium")
    resolved = GermanDateField(label="Beschlossen am")
    paper_number = forms.CharField(label="Nummer der Vorlage", required=False, max_length=60)
    result = forms.ChoiceField(label="Ergebnis", choices=RESULTS, widget=forms.RadioSelect)
    reason = _area(
        "Begründung oder Änderung",
        required=False,
        help_text="Nötig, wenn der Vorschlag geändert, abgelehnt oder vertagt wurde. Der Runde Tisch liest sie.",
    )
    resolved_amount = GermanDecimalField(
        label="Beschlossene Mittel im Jahr in Euro", required=False, min_value=0, max_digits=12, decimal_places=2
    )
    votes_for = GermanIntegerField(label="Ja-Stimmen", required=False, min_value=0, max_value=999)
    votes_against = GermanIntegerField(label="Nein-Stimmen", required=False, min_value=0, max_value=999)
    abstentions = GermanIntegerField(label="Enthaltungen", required=False, min_value=0, max_value=999)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        last = proposal.forwardings.last()
        if last is not None:
            self.initial.update(committee=last.committee_id, paper_number=last.paper_number)
        self.initial.setdefault("resolved_amount", proposal.amount)
        offer(self.fields["committee"], Committee.objects.in_german_order(), [self.initial.get("committee")])

    def get_layout(self) -> LayoutObject:
        """The three kinds of votes side by side."""
        votes = Row("votes_for", "votes_against", "abstentions")
        return Layout(
            "submission_key", "committee", "resolved", "paper_number", "result", "reason", "resolved_amount", votes
        )

    def clean(self) -> dict[str, Any]:
        """Whoever changes, rejects or defers says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("result") not in (None, ResolutionResult.APPROVED) and not cleaned.get("reason"):
            self.add_error("reason", "Bitte sagen Sie, was geändert wurde oder warum so entschieden wurde.")
        return cleaned

    def values(self) -> dict[str, Any]:
        names = ("committee", "resolved", "paper_number", "result", "votes_for", "votes_against", "abstentions")
        found = {name: self.cleaned_data[name] for name in names}
        return found | {"title": self.proposal.title, "text": self.cleaned_data["reason"]}


class MeasureOfProposalForm(BaseForm):
    """What a measure needs besides what the proposal says."""

    submit_label = "Maßnahme anlegen"

    lead_department = ObjectField(label="Federführung", help_text="Die eine Stelle, die dafür verantwortlich ist")
    kind = forms.ChoiceField(label="Art", choices=MeasureKind.choices, initial=MeasureKind.PROJECT)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("lead_department", proposal.lead_department_id)
        rows = list(Department.objects.in_german_order())
        offer(self.fields["lead_department"], rows, [proposal.lead_department_id], departments_by_authority)
