"""Forms of taking part: put goals to comment, say something, answer."""

from typing import Any

from crispy_forms.layout import Layout, LayoutObject, Row
from django import forms
from django.utils import timezone

from neuss_integration.city.models import Organisation
from neuss_integration.foundation.forms.base import BaseForm, CheckboxPicker, GermanDateField
from neuss_integration.foundation.forms.private_details import Found, PrivateDetailsMixin
from neuss_integration.foundation.words.private_details import MOST, in_words, private_details
from roundtables.enums.comments import ANSWERED, CommentOutcome
from roundtables.models import CommentRound, GoalComment, PutGoal, RoundTable
from roundtables.selectors.comments import speaking_for
from roundtables.services.comment_rounds import ASKED, FIELDS
from roundtables.services.goal_comments import HIDE_PRIVATE, OTHER_READERS, PRIVATE
from success_factors.models import ConceptEdition, Goal

OUTCOMES = [(each.value, each.label) for each in CommentOutcome if each in ANSWERED]


class CommentRoundForm(BaseForm):
    """Who is asked about which goals until when."""

    submit_label = "Zur Beteiligung stellen"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    title = forms.CharField(label="Titel", max_length=200, help_text="Zum Beispiel „Ziele für 2028: Ihre Meinung“")
    introduction = forms.CharField(
        label="Worum es geht",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Steht über den Zielen; alle, die gefragt sind, lesen es.",
    )
    until = GermanDateField(label="Kommentare bis", help_text="Zum Beispiel 12.03.2027")
    answer_by = GermanDateField(label="Antworten bis", help_text="Bis dahin ist jeder Kommentar beantwortet.")
    round_tables = forms.ModelMultipleChoiceField(
        RoundTable.objects.none(), label="Runde Tische", required=False, widget=CheckboxPicker
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label="Organisationen", required=False, widget=CheckboxPicker
    )
    is_public = forms.BooleanField(
        label="Auch alle ohne Konto, im Portal",
        required=False,
        help_text="Das Portal zeigt die gewählten Ziele, auch nach der Frist mit veröffentlichten Antworten.",
    )
    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(),
        label="Ziele",
        widget=CheckboxPicker,
        help_text="Was Sie nicht wählen, bleibt für alle anderen unsichtbar.",
    )

    def __init__(
        self,
        *args: Any,
        edition: ConceptEdition | None = None,
        comment_round: CommentRound | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields
        found["round_tables"].queryset = RoundTable.objects.current()
        found["organisations"].queryset = Organisation.objects.current().in_german_order()
        if comment_round is not None:
            self.submit_label = "Speichern"  # type: ignore[misc]
            del self.fields["goals"]
            self.initial.update({name: getattr(comment_round, name) for name in FIELDS}, version=comment_round.version)
            self.initial.update({name: list(getattr(comment_round, name).all()) for name in ASKED})
            return
        goals = Goal.objects.filter(guiding_goal__edition=edition).order_by("guiding_goal__position", "position")
        found["goals"].queryset = goals
        self.initial["goals"] = list(goals)

    def get_layout(self) -> LayoutObject:
        """Both dates side by side."""
        goals = ["goals"] if "goals" in self.fields else []
        dates = Row("until", "answer_by")
        return Layout("version", "title", "introduction", dates, "round_tables", "organisations", "is_public", *goals)

    def values(self) -> dict[str, Any]:
        """What the service writes."""
        return {name: self.cleaned_data[name] for name in (*FIELDS, *ASKED)}


class PrivateDetailsForm(PrivateDetailsMixin, BaseForm):
    """Asks before a text with something private in it is sent."""

    keep_details = forms.BooleanField(label="Die Angabe darf so gesendet werden", required=False)

    def private_sentence(self, found: Found) -> str:
        return f"{PRIVATE.format(details=in_words(found))} Bitte nehmen Sie es heraus oder bestätigen Sie es."


class GoalCommentForm(PrivateDetailsForm):
    """What a member says about a goal, and for whom."""

    submit_label = "Kommentar senden"

    text = forms.CharField(
        label="Ihr Kommentar",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST,
        help_text="Bitte ohne Namen und Anschriften anderer Menschen.",
    )
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Sie sprechen für", empty_label=None)

    def __init__(self, data: Any = None, *, user: Any, comment_round: CommentRound) -> None:
        super().__init__(data)
        organisations: Any = self.fields["organisation"]
        organisations.queryset = speaking_for(user, comment_round)
        self.initial["organisation"] = organisations.queryset.first()

    def get_layout(self) -> LayoutObject:
        return Layout("text", *self.asked_layout(), "organisation")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "organisation")}


class RecordCommentForm(PrivateDetailsForm):
    """What came in by letter, mail or in person."""

    submit_label = "Kommentar eintragen"

    text = forms.CharField(label="Kommentar", widget=forms.Textarea(attrs={"rows": 6}), max_length=MOST)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Von welcher Organisation", required=False, empty_label="keine"
    )
    received_on = GermanDateField(label="Eingegangen am", help_text="Zum Beispiel 12.03.2027")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["organisation"].queryset = Organisation.objects.current().in_german_order()  # type: ignore[attr-defined]
        self.initial["received_on"] = timezone.localdate()

    def get_layout(self) -> LayoutObject:
        return Layout("text", *self.asked_layout(), "organisation", "received_on")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "organisation", "received_on")}


class CommentAnswerForm(BaseForm):
    """What becomes of a comment and why, and whether everybody reads it."""

    submit_label = "Antwort senden"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    outcome = forms.ChoiceField(label="Was daraus wird", choices=OUTCOMES, widget=forms.RadioSelect)
    answer = forms.CharField(
        label="Antwort mit Grund",
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Wer den Kommentar geschrieben hat, liest sie.",
    )
    readers = forms.CharField(required=False, widget=forms.HiddenInput, label="Wer es lesen wird")
    is_published = forms.BooleanField(label="Alle, die gefragt sind, lesen Kommentar und Antwort", required=False)
    public_text = forms.CharField(
        label="Wortlaut für alle",
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ohne Namen und private Angaben. Der eingegangene Wortlaut bleibt daneben erhalten.",
    )

    def __init__(self, data: Any = None, *, comment: GoalComment) -> None:
        self.round = comment.put_goal.round
        initial = {"version": comment.version, "public_text": comment.text, "readers": self.round.readers}
        super().__init__(data, initial=initial)
        self.fields["is_published"].help_text = f"Gefragt sind: {', '.join(self.round.asked)}."

    def clean(self) -> dict[str, Any]:
        """What everybody reads is there and tells nothing private."""
        data = super().clean() or self.cleaned_data
        if not data.get("is_published"):
            return data
        if data.get("readers") != self.round.readers:
            self.add_error("is_published", OTHER_READERS.format(asked=", ".join(self.round.asked)))
            self.data = self.data.copy() | {"readers": self.round.readers}
        if not data.get("public_text"):
            self.add_error("public_text", "Bitte geben Sie den Wortlaut an, den alle lesen.")
        for name in ("public_text", "answer"):
            if details := private_details(str(data.get(name) or "")):
                self.add_error(name, HIDE_PRIVATE.format(details=in_words(details)))
        return data

    def values(self) -> dict[str, Any]:
        """What the service writes."""
        public = self.cleaned_data["public_text"] if self.cleaned_data["is_published"] else ""
        return {name: self.cleaned_data[name] for name in ("outcome", "answer", "readers")} | {"public_text": public}


class DismissCommentForm(BaseForm):
    """Why a comment is no contribution."""

    submit_label = "Als „kein Beitrag“ markieren"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, label="Stand der Seite")
    reason = forms.CharField(
        label="Grund",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MOST,
        help_text="Zum Beispiel „Werbung“ oder „betrifft kein Ziel“. Wer kommentiert hat, liest ihn.",
    )

    def __init__(self, data: Any = None, *, comment: GoalComment) -> None:
        super().__init__(data, initial={"version": comment.version})


class WithdrawGoalForm(BaseForm):
    """Why a goal is asked about no longer."""

    submit_label = "Zurückziehen"

    reason = forms.CharField(
        label="Grund", widget=forms.Textarea(attrs={"rows": 3}), help_text="Alle, die gefragt sind, lesen ihn."
    )

    def __init__(self, data: Any = None, *, put_goal: PutGoal) -> None:
        super().__init__(data)
        self.put_goal = put_goal
