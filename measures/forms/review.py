"""The decision about a progress report."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from measures.models import ChangeProposal, ProgressReport
from measures.selectors.additional_answers import AdditionalAnswers
from measures.services.progress import FIELDS
from neuss_integration.foundation.forms.base import BaseForm

MAX_VERSION: Final = 2_000_000_000
COMMENT_WOULD_BE_LOST: Final = (
    "Beim Annehmen geht keine Rückfrage an die Fachdienststelle. "
    "Bitte löschen Sie sie oder geben Sie den Bericht zurück."
)
DECIDE: Final = "Bitte entscheiden Sie über den Vorschlag, bevor Sie annehmen."
ASK_SOMETHING: Final = "Bitte schreiben Sie, was die Fachdienststelle ändern oder ergänzen soll."
ASK: Final = "frage-zu-"


class ProgressDecisionForm(BaseForm):
    """Accept a report, or return it with questions; `version` is the answer that was read."""

    submit_label = ""
    form_tag = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_VERSION)
    action = forms.ChoiceField(choices=[("accept", "Annehmen"), ("return", "Zurückgeben")], widget=forms.HiddenInput)
    comment = forms.CharField(
        label="Rückfrage",
        widget=forms.Textarea,
        required=False,
        help_text="Nötig, um den Bericht zurückzugeben, wenn Sie nicht bei einzelnen Angaben gefragt haben. "
        "Die Fachdienststelle sieht sie über ihrem Bericht.",
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, report: ProgressReport, additional: AdditionalAnswers
    ) -> None:
        super().__init__(data, initial={"version": report.version})
        self.proposals: dict[str, ChangeProposal] = {
            f"aenderung-{each.pk}": each for each in additional.proposals.values()
        }
        self.fields["comment"].hide_optional = True  # type: ignore[attr-defined]
        for name in (*FIELDS, *additional.values):
            self._add(
                f"{ASK}{name}",
                forms.CharField(
                    label="Rückfrage zu dieser Angabe", required=False, widget=forms.Textarea(attrs={"rows": 2})
                ),
            )
        for name, proposal in self.proposals.items():
            choices = [("yes", "übernehmen"), ("no", "ablehnen")]
            self._add(
                name, forms.ChoiceField(label=str(proposal), choices=choices, widget=forms.RadioSelect, required=False)
            )

    def _add(self, name: str, field: Any) -> None:
        field.hide_optional = True
        self.fields[name] = field

    def comments(self) -> dict[str, str]:
        """The questions about single fields, by the name of the field."""
        questions = {name.removeprefix(ASK): text for name, text in self.cleaned_data.items() if name.startswith(ASK)}
        return {name: text for name, text in questions.items() if text}

    def chosen(self) -> dict[int, bool]:
        """By the id of each proposal whether it is to be carried out."""
        return {proposal.pk: self.cleaned_data.get(name) == "yes" for name, proposal in self.proposals.items()}

    def proposal_fields(self) -> list[tuple[ChangeProposal, Any]]:
        return [(proposal, self[name]) for name, proposal in self.proposals.items()]

    def clean(self) -> dict[str, Any]:
        """Returning needs a question; accepting would lose it, and needs a decision about each proposal."""
        data = super().clean() or self.cleaned_data
        action, comment = data.get("action"), data.get("comment")
        if action == "return" and comment == "" and not self.comments():
            self.add_error("comment", ASK_SOMETHING)
        if action == "accept" and (comment or self.comments()):
            self.add_error("comment", COMMENT_WOULD_BE_LOST)
        for name in self.proposals if action == "accept" else ():
            if not data.get(name):
                self.add_error(name, DECIDE)
        return data
