"""Writing what a report tells besides its columns, and making it count once the report is accepted."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from measures.enums import ChangeProposalState, ProposalField
from measures.models import (
    Answer,
    ChangeProposal,
    KeyFigureValue,
    Measure,
    Milestone,
    ProgressReport,
    ReportedMilestone,
    ReportedValue,
)
from measures.selectors.additional_answers import PROPOSED, PROPOSED_WHY, AdditionalAnswers, figure_name, milestone_name
from measures.services.measure import update_measure
from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.saving import created, removed, save_as, written_by
from neuss_integration.foundation.words.partial_dates import PartialDate


def differing(additional: AdditionalAnswers, values: Mapping[str, Any]) -> list[str]:
    """The names in `values` that are not as stored; names the report does not know are left out."""
    return [name for name, stored in additional.values.items() if name in values and values[name] != stored]


def write(report: ProgressReport, additional: AdditionalAnswers, values: Mapping[str, Any], *, by: User) -> bool:
    """What `values` say is stored; returns whether anything changed."""
    names = set(differing(additional, values))
    for question in additional.questions:
        if question.field_name in names:
            _put(
                additional.answers.get(question.pk),
                Answer(report=report, question=question),
                {question.kind: values[question.field_name]},
                by=by,
            )
    for figure in additional.figures:
        if figure_name(figure) in names:
            new = ReportedValue(report=report, key_figure=figure)
            _put(additional.reported.get(figure.pk), new, {"value": values[figure_name(figure)]}, by=by)
    for milestone in additional.milestones:
        if milestone_name(milestone) in names:
            done_on = timezone.localdate() if values[milestone_name(milestone)] else None
            ticked = ReportedMilestone(report=report, milestone=milestone)
            _put(additional.reached.get(milestone.pk), ticked, {"done_on": done_on}, by=by)
    if names & {*PROPOSED, PROPOSED_WHY}:
        _write_proposals(report, additional, {**additional.values, **values}, by)
    return bool(names)


def _write_proposals(
    report: ProgressReport, additional: AdditionalAnswers, values: Mapping[str, Any], by: User
) -> None:
    for name, field in PROPOSED.items():
        new = ChangeProposal(report=report, field=field)
        columns = _proposed(field, values[name])
        is_given = values[name] not in (None, "")
        undecided = {"state": ChangeProposalState.PROPOSED, "decided_at": None, "decided_by": None}
        given = columns | undecided | {"reason": values[PROPOSED_WHY]} if is_given else {}
        _put(additional.proposals.get(field), new, given, by=by)


def _proposed(field: str, value: Any) -> dict[str, Any]:
    if field == ProposalField.END:
        known: PartialDate | None = value
        return {"end_date": known.last_day if known else None, "end_precision": known.precision if known else ""}
    return {"title": value or ""} if field == ProposalField.TITLE else {"lead_department": value}


def _put(present: models.Model | None, new: models.Model, columns: Mapping[str, Any], *, by: User) -> None:
    """The row holds the `columns`; without any value there is no row."""
    row: Any = present or new
    if all(value in (None, "") for value in columns.values()):
        if present is not None:
            removed(row, by=by)
        return
    for name, value in columns.items():
        setattr(row, name, value)
    created(row, by=by)


def settle_comments(report: ProgressReport, *, by: User) -> None:
    """Questions about single fields are answered: the office has sent the report again."""
    for comment in report.comments.filter(settled_at__isnull=True):
        comment.settled_at = timezone.now()
        written_by(comment, by).save(update_fields=["settled_at"])


def make_count(measure: Measure, report: ProgressReport, chosen: Mapping[int, bool], *, by: User) -> None:
    """Kennzahlen and milestones of the accepted report belong to the measure; chosen proposals are carried out.

    `chosen` says by the id of each proposal whether it is accepted; what is not named is declined.
    """
    for value in report.reported_values.select_related("key_figure"):
        _count_value(value, report, by)
    for reached in report.reported_milestones.select_related("milestone"):
        _count_milestone(reached.milestone, reached, by)
    _decide_proposals(measure, report, chosen, by)


def _count_value(reported: ReportedValue, report: ProgressReport, by: User) -> None:
    """The value stands at the end of the period, or today while the period runs."""
    day = min(report.round.period_end, timezone.localdate())
    same = {"key_figure": reported.key_figure, "reference_date": day, "reference_precision": "day"}
    value = KeyFigureValue.objects.filter(**same).first() or KeyFigureValue(**same, recorded_by=by)
    if value.pk and value.value == reported.value:
        return
    is_new = value.pk is None
    value.value, value.progress = reported.value, report
    written_by(value, by, f"Aus dem Sachstandsbericht „{report.round.title}“")
    if not is_new:
        save_as(value, ["value", "progress"], by=by)
        return
    created(value, by=by)


def _count_milestone(milestone: Milestone, reported: ReportedMilestone, by: User) -> None:
    if milestone.is_open:
        milestone.done_on = reported.done_on
        save_as(milestone, ["done_on"], by=by)


def _decide_proposals(measure: Measure, report: ProgressReport, chosen: Mapping[int, bool], by: User) -> None:
    carried_out: dict[str, Any] = {}
    for proposal in report.change_proposals.select_related("lead_department"):
        proposal.state = ChangeProposalState.ACCEPTED if chosen.get(proposal.pk) else ChangeProposalState.DECLINED
        proposal.decided_at, proposal.decided_by = timezone.now(), by
        written_by(proposal, by).save(update_fields=["state", "decided_at", "decided_by"])
        if proposal.state == ChangeProposalState.ACCEPTED:
            name = "lead_department" if proposal.field == ProposalField.LEAD else proposal.field
            carried_out[name] = proposal.value
    if carried_out:
        update_measure(measure, by=by, expected_version=measure.version, values=carried_out)
