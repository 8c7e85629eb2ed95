"""Forms of the Zielkatalog."""

from typing import Any

from crispy_forms.layout import Layout, LayoutObject, Row
from django import forms

from neuss_integration.city.models import Committee, Organisation
from neuss_integration.forms import BaseForm, CheckboxPicker, FilterForm, GermanIntegerField, PartialDateField
from success_factors.enums import GoalState, Side
from success_factors.models import ConceptEdition, FieldOfAction, Goal, SuccessFactor
from success_factors.services.goals import ADOPTION


class GoalFilterForm(FilterForm):
    """Which goals are listed."""

    fassung = forms.ModelChoiceField(None, label="Fassung", empty_label="alle")
    handlungsfeld = forms.ModelChoiceField(
        FieldOfAction.objects.in_concept_order(), label="Handlungsfeld", empty_label="alle"
    )
    erfolgsfaktor = forms.ModelChoiceField(
        SuccessFactor.objects.order_by("number"), label="Erfolgsfaktor", to_field_name="number", empty_label="alle"
    )
    status = forms.ChoiceField(label="Status", choices=[("", "alle"), *GoalState.choices])
    beschluss = forms.ChoiceField(label="Beschluss", choices=[("", "alle"), ("ohne", "ohne Beschluss")])

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fassung"].queryset = ConceptEdition.objects.visible_to(user)  # type: ignore[attr-defined]


class EditionForm(BaseForm):
    """A new draft of the Integrationskonzept."""

    title = forms.CharField(label="Titel", max_length=200, help_text="Zum Beispiel „Integrationskonzept 2027“")
    note = forms.CharField(label="Hinweis", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class AdoptForm(BaseForm):
    """The resolution that adopts an edition."""

    submit_label = "Beschluss eintragen"

    adopted = PartialDateField(label="Beschlossen am")
    committee = forms.ModelChoiceField(Committee.objects.in_german_order(), label="Gremium", empty_label="Bitte wählen")
    paper_number = forms.CharField(label="Nummer der Vorlage", required=False, max_length=60)
    votes_for = GermanIntegerField(label="Ja-Stimmen", required=False, min_value=0, max_value=999)
    votes_against = GermanIntegerField(label="Nein-Stimmen", required=False, min_value=0, max_value=999)
    abstentions = GermanIntegerField(label="Enthaltungen", required=False, min_value=0, max_value=999)
    source = forms.CharField(label="Quelle", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def get_layout(self) -> LayoutObject:
        """The three kinds of votes side by side."""
        votes = Row("votes_for", "votes_against", "abstentions")
        return Layout("adopted", "committee", "paper_number", votes, "source")

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ADOPTION}


class GuidingGoalForm(BaseForm):
    """A Leitziel."""

    title = forms.CharField(label="Leitziel", max_length=300)
    field_of_action = forms.ModelChoiceField(
        FieldOfAction.objects.in_concept_order(), label="Handlungsfeld", required=False, empty_label="alle"
    )


class GoalForm(BaseForm):
    """The words of a goal."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    text = forms.CharField(
        label="Ziel", widget=forms.Textarea(attrs={"rows": 4}), help_text="Was soll bis wann anders sein?"
    )
    target_year = GermanIntegerField(label="Zu erreichen bis (Jahr)", required=False, min_value=1990, max_value=2100)
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
        """What the services take."""
        return {name: self.cleaned_data[name] for name in ("text", "target_year", "success_factors")}


class GoalStateForm(BaseForm):
    """What became of a goal."""

    submit_label = "Status speichern"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    state = forms.ChoiceField(label="Was ist daraus geworden?", choices=GoalState.choices, widget=forms.RadioSelect)
    state_reason = forms.CharField(
        label="Begründung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nötig, wenn das Ziel aufgegeben wird",
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(version=goal.version, state=goal.state, state_reason=goal.state_reason)

    def clean(self) -> dict[str, Any]:
        """A goal is not given up without a reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") == GoalState.GIVEN_UP and not cleaned.get("state_reason"):
            self.add_error("state_reason", "Bitte begründen Sie, warum das Ziel aufgegeben wird.")
        return cleaned


class ParticipationForm(BaseForm):
    """Who took part in developing the goals."""

    submit_label = "Beteiligung eintragen"

    organisation = forms.ModelChoiceField(
        Organisation.objects.in_german_order(), label="Organisation", required=False, empty_label="keine"
    )
    name = forms.CharField(label="Oder Runder Tisch, andere Gruppe", required=False, max_length=200)
    side = forms.ChoiceField(label="Steht für", choices=Side.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Wie beteiligt", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned = super().clean() or self.cleaned_data
        if "name" not in self.errors and bool(cleaned.get("organisation")) == bool(cleaned.get("name")):
            self.add_error("name", "Bitte wählen Sie eine Organisation oder nennen Sie eine Gruppe, nicht beides.")
        return cleaned
