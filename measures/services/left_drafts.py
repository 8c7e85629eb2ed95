"""A task goes to an office that was asked wrongly before: what another one had typed stays with those who typed it."""

from typing import Any, Final

from measures.enums import ProgressState
from measures.models import ProgressReport
from measures.selectors.answer_comparison import additional_answer_rows
from measures.selectors.progress import label_of
from measures.services.assignments import new_task
from measures.services.progress.additional_answers import settle_comments
from measures.services.progress.submitted_data import FIELDS, NUMBERS, TEXTS
from measures.workflows import PROGRESS_WORKFLOW
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department
from neuss_integration.foundation.attachments import services as attachments
from neuss_integration.foundation.records.history import shown
from neuss_integration.foundation.records.saving import removed, take_step

LEFT: Final = "put_aside"
TYPED: Final = (*TEXTS, *NUMBERS, "internal_note")
"""What no task holds from the beginning."""
FILE_LEFT: Final = "Mit dem Entwurf einer anderen Fachdienststelle entfernt"
KEPT_BACK: Final = "Was „{}“ geschrieben hatte, liest „{}“ nicht. Es steht in der Nachricht an „{}“."


def draft_text(report: ProgressReport) -> str:
    """What was typed into a task that was begun, a line for each answer; empty for one that nobody began."""
    if not is_begun(report):
        return ""
    own = [(label_of(name), shown(report._meta.get_field(name), getattr(report, name), {})) for name in FIELDS]
    files = ", ".join(report.attachments.order_by("pk").values_list("name", flat=True))
    told = [*own, *additional_answer_rows(report), ("Entfernte Dateien", files)]
    return "\n".join(f"{label}: {value}" for label, value in told if value)


def is_begun(report: ProgressReport) -> bool:
    """Whether somebody typed something; also before the round was closed without an answer and opened again."""
    if report.state != ProgressState.OPEN or any(getattr(report, name) not in ("", None) for name in TYPED):
        return True
    return any(rows.exists() for rows in (*_beside(report), report.attachments))


def leave_draft(report: ProgressReport, *, by: User, to: Department) -> None:
    """The locked `report` is owed by `to` as if nobody had begun; the histories keep what was typed, files go.

    Called inside the transaction that moves the task.
    """
    for rows in _beside(report):
        for each in rows.all():
            removed(each, by=by)
    settle_comments(report, by=by)
    for file in report.attachments.all():
        attachments.remove(file, by=by, reason=FILE_LEFT)
    former, columns = report.department, _columns_of_a_new_task(report)
    for name, value in columns.items():
        setattr(report, name, value)
    report.department, report.assignee = to, None
    comment = KEPT_BACK.format(former, to, former)
    step = PROGRESS_WORKFLOW.check(LEFT, report.state)
    take_step(report, step, by=by, reason=comment, also=[*columns, "department", "assignee"])


def _beside(report: Any) -> tuple[Any, ...]:
    return report.answers, report.reported_values, report.reported_milestones, report.change_proposals


def _columns_of_a_new_task(report: ProgressReport) -> dict[str, Any]:
    new = new_task(report.round, report.measure)
    way = ("is_unchanged", "received_by", "received_from", "return_comment", "is_own_approval")
    when = ("submitted_at", "submitted_by", "decided_at", "decided_by")
    return {name: getattr(new, name) for name in (*FIELDS, *way, *when)}
