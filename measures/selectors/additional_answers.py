"""What a progress report tells besides its own columns: free questions, Kennzahlen, milestones, proposed changes.

Forms, sheets and services know these things by the names of their fields, such as „kennzahl_12“.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import Q

from measures.enums import ProposalField, QuestionKind
from measures.models import (
    Answer,
    ChangeProposal,
    KeyFigure,
    KeyFigureValue,
    Milestone,
    ProgressReport,
    ReportedMilestone,
    ReportedValue,
    RoundQuestion,
)

PROPOSED: Final = {
    "vorschlag_title": ProposalField.TITLE,
    "vorschlag_end": ProposalField.END,
    "vorschlag_lead": ProposalField.LEAD,
}
PROPOSED_WHY: Final = "vorschlag_grund"
EMPTY: Final = {QuestionKind.TEXT: ""}


def figure_name(figure: KeyFigure) -> str:
    """The name of the field of a Kennzahl."""
    return f"kennzahl_{figure.pk}"


def milestone_name(milestone: Milestone) -> str:
    return f"meilenstein_{milestone.pk}"


@dataclass(frozen=True)
class AdditionalAnswers:
    """All of it for one report, loaded at once."""

    questions: list[RoundQuestion]
    answers: dict[int, Answer]
    figures: list[KeyFigure]
    reported: dict[int, ReportedValue]
    last_values: dict[int, KeyFigureValue]
    milestones: list[Milestone]
    reached: dict[int, ReportedMilestone]
    proposals: dict[str, ChangeProposal]

    @cached_property
    def values(self) -> dict[str, Any]:
        """The value of each field; empty ones are None, "" or False."""
        return {**dict(self._answered()), **dict(self._counted()), **self._proposed()}

    def missing(self, values: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Required questions without an answer, each with a sentence; `values` count instead of what is stored."""
        given = self.values | dict(values or {})
        return {
            question.field_name: f"Bitte beantworten Sie die Frage „{question.text}“."
            for question in self.questions
            if question.is_required and given[question.field_name] in (None, "")
        }

    def _answered(self) -> Iterator[tuple[str, Any]]:
        for question in self.questions:
            answer = self.answers.get(question.pk)
            yield (
                question.field_name,
                getattr(answer, question.kind) if answer else EMPTY.get(QuestionKind(question.kind)),
            )

    def _counted(self) -> Iterator[tuple[str, Any]]:
        for figure in self.figures:
            reported = self.reported.get(figure.pk)
            yield figure_name(figure), reported.value if reported else None
        for milestone in self.milestones:
            yield milestone_name(milestone), milestone.pk in self.reached

    def _proposed(self) -> dict[str, Any]:
        empty = {ProposalField.TITLE: ""}
        found: dict[str, Any] = {
            name: self.proposals[field].value if field in self.proposals else empty.get(field)
            for name, field in PROPOSED.items()
        }
        reasons = [proposal.reason for proposal in self.proposals.values()]
        return found | {PROPOSED_WHY: reasons[0] if reasons else ""}


def additional_answers_of(report: ProgressReport) -> AdditionalAnswers:
    """Everything the report tells or could tell besides its columns; eight queries.

    Each is ordered by columns of its own: the models' order by report would join up to the round.
    """
    proposals = report.change_proposals.select_related("lead_department")
    reported = {each.key_figure_id: each for each in report.reported_values.order_by()}
    reached = {each.milestone_id: each for each in report.reported_milestones.order_by()}
    figures = KeyFigure.objects.filter(measure=report.measure_id)
    open_milestones = Q(done_on__isnull=True, dropped_on__isnull=True) | Q(pk__in=reached)
    found = list(figures.filter(Q(ended_reason="") | Q(pk__in=reported)).order_by("position", "pk"))
    values = KeyFigureValue.objects.filter(key_figure__in=found).exclude(progress=report)
    return AdditionalAnswers(
        questions=list(RoundQuestion.objects.filter(round=report.round_id).order_by("position", "pk")),
        answers={each.question_id: each for each in report.answers.order_by()},
        figures=found,
        reported=reported,
        last_values={each.key_figure_id: each for each in values.order_by("reference_date", "pk")},
        milestones=list(Milestone.objects.filter(open_milestones, measure=report.measure_id)),
        reached=reached,
        proposals={each.field: each for each in proposals.order_by("pk")},
    )
