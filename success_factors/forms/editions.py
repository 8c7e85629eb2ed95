"""Forms of the Fassungen of the Integrationskonzept, their Leitziele and who took part."""

from typing import Any

from crispy_forms.layout import Layout, LayoutObject, Row
from django import forms

from neuss_integration.city.models import Committee, Organisation
from neuss_integration.foundation.forms.base import BaseForm, FilterForm, GermanIntegerField, PartialDateField
from success_factors.enums import Side
from success_factors.models import ConceptEdition, FieldOfAction, GuidingGoal, Participation
from success_factors.models.goals import ORGANISATION_OR_GROUP
from success_factors.services.editions import ADOPTION


class EditionForm(BaseForm):
    """A new draft of the Integrationskonzept."""

    title = forms.CharField(label="Titel", max_length=200, help_text="Zum Beispiel „Integrationskonzept 2027“")
    note = forms.CharField(label="Hinweis", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class RevisionBeginForm(EditionForm):
    """The draft that revises an edition."""

    submit_label = "Entwurf anlegen und Ziele durchgehen"


class EditionTextForm(EditionForm):
    """Title, note and source of a draft."""

    submit_label = "Speichern"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    source = forms.CharField(label="Quelle", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, edition: ConceptEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("version", "title", "note", "source")
        self.initial.update({name: getattr(edition, name) for name in names})

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "note", "source")}


class AdoptForm(BaseForm):
    submit_label = "Beschluss eintragen"

    adopted = PartialDateField(label="Beschlossen am")
    committee = forms.ModelChoiceField(
        Committee.objects.current().in_german_order(), label="Gremium", empty_label="Bitte wählen"
    )
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
        return {name: self.cleaned_data[name] for name in ADOPTION}


class AdoptedEditionForm(AdoptForm):
    """What can be put right in an adopted edition: its title and how it was adopted, never its goals."""

    submit_label = "Speichern"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    title = forms.CharField(label="Titel", max_length=200)
    note = forms.CharField(label="Hinweis", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, edition: ConceptEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committee: Any = self.fields["committee"]
        committee.required, committee.queryset = False, Committee.objects.in_german_order()
        self.initial.update({name: getattr(edition, name) for name in ("version", "title", "note", *ADOPTION)})
        self.initial.update(adopted=edition.adopted, committee=edition.committee_id)

    def get_layout(self) -> LayoutObject:
        """The title first."""
        return Layout("version", "title", "note", super().get_layout())

    def values(self) -> dict[str, Any]:
        """What the service takes besides the day."""
        return super().values() | {name: self.cleaned_data[name] for name in ("title", "note")}


class GuidingGoalForm(BaseForm):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    title = forms.CharField(label="Leitziel", max_length=300)
    field_of_action = forms.ModelChoiceField(
        FieldOfAction.objects.in_concept_order(), label="Handlungsfeld", required=False, empty_label="alle"
    )

    def __init__(self, *args: Any, guiding_goal: GuidingGoal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if guiding_goal is not None:
            names = ("version", "title", "field_of_action_id")
            self.initial.update({name.removesuffix("_id"): getattr(guiding_goal, name) for name in names})

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "field_of_action")}


class ParticipationForm(BaseForm):
    """Who took part in developing the goals."""

    submit_label = "Beteiligung speichern"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    organisation = forms.ModelChoiceField(
        Organisation.objects.in_german_order(), label="Organisation", required=False, empty_label="keine"
    )
    name = forms.CharField(label="Oder Runder Tisch, andere Gruppe", required=False, max_length=200)
    side = forms.ChoiceField(label="Steht für", choices=Side.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Wie beteiligt", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, participation: Participation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if participation is not None:
            names = ("version", "organisation_id", "name", "side", "note")
            self.initial.update({name.removesuffix("_id"): getattr(participation, name) for name in names})

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("organisation", "name", "side", "note")}

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned = super().clean() or self.cleaned_data
        if "name" not in self.errors and bool(cleaned.get("organisation")) == bool(cleaned.get("name")):
            self.add_error("name", ORGANISATION_OR_GROUP)
        return cleaned


class RemoveForm(BaseForm):
    """Nothing but the question whether something shall be deleted."""

    submit_label = "Endgültig löschen"


class EditionComparisonForm(FilterForm):
    alt = forms.ModelChoiceField(ConceptEdition.objects.none(), label="Fassung", empty_label=None)
    neu = forms.ModelChoiceField(ConceptEdition.objects.none(), label="Verglichen mit", empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("alt", "neu"):
            field: Any = self.fields[name]
            field.queryset = ConceptEdition.objects.visible_to(user)
