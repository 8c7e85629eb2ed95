"""Forms of the Zielkatalog."""

from typing import Any

from django import forms

from neuss_integration.foundation.forms.base import BaseForm, CheckboxPicker, FilterForm, YearField
from success_factors.enums import GoalState, RevisionOutcome
from success_factors.models import ConceptEdition, FieldOfAction, Goal, GoalRevision, GuidingGoal, SuccessFactor
from success_factors.models.goals import DROPPED_WITHOUT_REASON
from success_factors.services.goals import SUCCESSOR_MISSING


class GoalFilterForm(FilterForm):
    fassung = forms.ModelChoiceField(ConceptEdition.objects.none(), label="Fassung", empty_label="alle")
    handlungsfeld = forms.ModelChoiceField(
        FieldOfAction.objects.in_concept_order(), label="Handlungsfeld", empty_label="alle"
    )
    erfolgsfaktor = forms.ModelChoiceField(
        SuccessFactor.objects.order_by("number"), label="Erfolgsfaktor", to_field_name="number", empty_label="alle"
    )
    status = forms.ChoiceField(label="Status", choices=[("", "alle"), *GoalState.choices])
    zieljahr = forms.ChoiceField(label="Zieljahr", choices=[("", "alle"), ("vorbei", "offen und schon vorbei")])
    beschluss = forms.ChoiceField(label="Beschluss", choices=[("", "alle"), ("ohne", "ohne Beschluss")])

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fassung"].queryset = ConceptEdition.objects.visible_to(user)  # type: ignore[attr-defined]


class GoalForm(BaseForm):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    text = forms.CharField(
        label="Ziel", widget=forms.Textarea(attrs={"rows": 4}), help_text="Was soll bis wann anders sein?"
    )
    target_year = YearField(label="Zu erreichen bis (Jahr)", required=False, min_value=1990, max_value=2100)
    success_factors = forms.ModelMultipleChoiceField(
        SuccessFactor.objects.order_by("number"), label="Erfolgsfaktoren", required=False, widget=CheckboxPicker
    )

    def __init__(self, *args: Any, goal: Goal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if goal is not None:
            self.initial.update(
                version=goal.version,
                text=goal.text,
                target_year=goal.target_year,
                success_factors=[each.pk for each in goal.success_factors.all()],
            )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "target_year", "success_factors")}


class GoalChoice(forms.ModelChoiceField):
    """A goal, named with its edition."""

    def label_from_instance(self, obj: Any) -> str:
        """The edition and the words."""
        return f"{obj.guiding_goal.edition}: {obj.text[:150]}"


class GoalStateForm(BaseForm):
    submit_label = "Status speichern"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    state = forms.ChoiceField(label="Was ist daraus geworden?", choices=GoalState.choices, widget=forms.RadioSelect)
    state_reason = forms.CharField(
        label="Begründung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nötig, wenn das Ziel aufgegeben wird",
    )
    successor = GoalChoice(
        None,
        label="Fortgeschrieben durch",
        required=False,
        empty_label="keines",
        help_text="Nötig bei „fortgeschrieben“",
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Goal.objects.select_related("guiding_goal__edition").order_by("-guiding_goal__edition_id", "pk")
        choice: Any = self.fields["successor"]
        choice.queryset = others.exclude(guiding_goal__edition=goal.guiding_goal.edition_id)
        names = ("version", "state", "state_reason")
        self.initial.update({name: getattr(goal, name) for name in names}, successor=goal.successor_id)

    def clean(self) -> dict[str, Any]:
        """A goal is not given up without a reason, and not carried on without a successor."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") == GoalState.GIVEN_UP and not cleaned.get("state_reason"):
            self.add_error("state_reason", "Bitte begründen Sie, warum das Ziel aufgegeben wird.")
        if cleaned.get("state") == GoalState.REVISED and not cleaned.get("successor"):
            self.add_error("successor", SUCCESSOR_MISSING)
        return cleaned


class GoalRevisionForm(GoalForm):
    """What the new edition does with a goal of the one before."""

    submit_label = "Speichern und zum nächsten Ziel"
    field_order = ("version", "outcome", "guiding_goal")

    outcome = forms.ChoiceField(
        label="Was geschieht mit diesem Ziel?",
        widget=forms.RadioSelect,
        choices=[
            (RevisionOutcome.KEPT, "Es wird wörtlich übernommen"),
            (RevisionOutcome.CHANGED, "Es wird geändert"),
            (RevisionOutcome.DROPPED, "Es entfällt"),
        ],
    )
    guiding_goal = forms.ModelChoiceField(
        GuidingGoal.objects.none(), label="Leitziel in der neuen Fassung", empty_label=None
    )
    reason = forms.CharField(
        label="Begründung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nötig, wenn das Ziel entfällt; sie steht im Vergleich der Fassungen",
    )

    def __init__(
        self,
        *args: Any,
        goal: Goal,
        edition: ConceptEdition,
        decision: GoalRevision | None,
        outcome: str = "",
        **kwargs: Any,
    ) -> None:
        carried = decision.successor if decision else None
        super().__init__(*args, goal=carried or goal, **kwargs)
        self.old = goal
        places: Any = self.fields["guiding_goal"]
        places.queryset = GuidingGoal.objects.filter(edition=edition).order_by("position")
        same_place = GuidingGoal.objects.filter(edition=edition, position=goal.guiding_goal.position).first()
        self.initial.update(
            version=decision.version if decision else 0,
            outcome=outcome,
            reason=decision.reason if decision else suggested_reason(goal),
            guiding_goal=carried.guiding_goal_id if carried else same_place and same_place.pk,
        )

    def clean(self) -> dict[str, Any]:
        """Words typed are not lost by keeping the old ones, and nothing is dropped without a reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == RevisionOutcome.KEPT and cleaned.get("text", self.old.text) != self.old.text:
            self.add_error(
                "outcome",
                "Sie haben den Wortlaut geändert. Bitte wählen Sie „Es wird geändert“, "
                "oder stellen Sie den alten Wortlaut wieder her.",
            )
        if cleaned.get("outcome") == RevisionOutcome.DROPPED and not cleaned.get("reason"):
            self.add_error("reason", DROPPED_WITHOUT_REASON)
        return cleaned


def suggested_reason(goal: Goal) -> str:
    """Why a goal that is done with could be dropped; empty for others."""
    sentences = {GoalState.REACHED: "Das Ziel ist erreicht.", GoalState.GIVEN_UP: "Das Ziel wurde aufgegeben."}
    return sentences.get(GoalState(goal.state), "")
