"""Leaving single measures out of a round, and taking them in again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from django.db import transaction

from measures.enums import ACTIVE_STATES, OUTSTANDING_STATES, ProgressState, RoundState
from measures.models import Measure, ProgressReport, ReportingRound, RoundExclusion
from measures.services.assignments import add_tasks
from measures.services.reminders import queue_due
from measures.services.task_mails import tell_offices
from measures.workflows import PROGRESS_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.history_records import store_rows, take_steps
from neuss_integration.foundation.records.saving import locked, removed, take_step

NO_LONGER: Final = "wir brauchen in dieser Berichtsrunde keinen Sachstand mehr von Ihnen zu:"
AGAIN: Final = "wir brauchen in dieser Berichtsrunde nun doch einen Sachstand von Ihnen zu:"
CLOSED: Final = "Die Berichtsrunde ist geschlossen. Wonach sie fragte, steht fest."


@transaction.atomic
def exclude_measures(reporting_round: ReportingRound, measures: Iterable[Measure], *, by: User, reason: str) -> int:
    """The round does not ask about the `measures`; tasks that are owed are taken back, and their offices have a mail.

    What was typed stays. Returns how many are new. Raises Refused without reason, when an answer is there, or closed.
    """
    ensure(by, Permission.MANAGE_ROUNDS)
    current = _not_closed(reporting_round)
    if not reason.strip():
        raise Refused("Bitte geben Sie an, warum die Runde danach nicht fragt.")
    found = list(Measure.objects.filter(pk__in=[each.pk for each in measures]).order_by("pk"))
    known = set(current.exclusions.filter(measure__in=found).values_list("measure", flat=True))
    new = [each for each in found if each.pk not in known]
    _leave_out(current, new, by, reason.strip())
    tasks = current.reports.filter(measure__in=new)
    held = list(tasks.select_for_update(of=("self",)).select_related("measure").order_by("pk"))
    _refuse_answered(held)
    steps = {str(state): PROGRESS_WORKFLOW.check("exclude", state, reason) for state in OUTSTANDING_STATES}
    take_steps(tasks, steps, by=by, reason=reason)
    owed = (
        ProgressReport.objects.filter(pk__in=[each.pk for each in held])
        .select_related("measure", "round")
        .order_by("pk")
    )
    tell_offices(owed, subject=f"Nicht mehr gefragt: {current.title}", sentence=NO_LONGER, reason=reason)
    return len(new)


def _leave_out(current: ReportingRound, measures: Sequence[Measure], by: User, reason: str) -> None:
    left_out = [RoundExclusion(round=current, measure=each, reason=reason, excluded_by=by) for each in measures]
    for each in left_out[:1]:
        each.full_clean()  # the others say the same
    store_rows(left_out, by=by)


def _refuse_answered(tasks: Iterable[ProgressReport]) -> None:
    for task in tasks:
        if task.state in OUTSTANDING_STATES:
            continue
        raise Refused(
            f"Zu „{task.measure}“ ist die Antwort schon {task.get_state_display()}; sie bleibt in der Runde. Bitte "
            "wählen Sie diese Maßnahme nicht aus."
        )


@transaction.atomic
def take_in(reporting_round: ReportingRound, measure: Measure, *, by: User) -> bool:
    """The round asks about the excluded `measure` again, in an open one with what was typed; whether it was excluded.

    Raises Refused when the round is closed or the measure has ended.
    """
    ensure(by, Permission.MANAGE_ROUNDS)
    current = _not_closed(reporting_round)
    exclusion = current.exclusions.select_for_update(of=("self",)).filter(measure=measure).first()
    if exclusion is None:
        return False
    removed(exclusion, by=by)
    if current.state == RoundState.OPEN:
        _ask(current, Measure.objects.select_related("latest_progress").get(pk=measure.pk), by)
    return True


def _ask(current: ReportingRound, measure: Measure, by: User) -> None:
    if measure.state not in ACTIVE_STATES:
        raise Refused("Gefragt wird nur nach geplanten, laufenden und ruhenden Maßnahmen. Diese ist beendet.")
    tasks = current.reports.select_for_update(of=("self",)).select_related("measure", "round", "department")
    task = tasks.filter(measure=measure, state=ProgressState.EXCLUDED).first()
    if task is None:
        add_tasks(current, [measure], by=by)
        queue_due(rounds=[current])
        return
    _resumed(task, by)
    tell_offices([task], subject=f"Wieder gefragt: {current.title}", sentence=AGAIN)


def _resumed(task: ProgressReport, by: User) -> None:
    """The task is owed where it stood before; by the lead office of today where its own has ended meanwhile."""
    step = PROGRESS_WORKFLOW.check("take_in", task.state)
    left = task.events.filter(transition="exclude").order_by("-at", "-pk").first()
    also = []
    if not task.department.is_valid_on(task.round.due_on):
        task.department, task.assignee, also = task.measure.lead_department, None, ["department", "assignee"]
    take_step(task, replace(step, target=left.from_state if left else step.target), by=by, also=also)


def _not_closed(reporting_round: ReportingRound) -> ReportingRound:
    current = locked(reporting_round)
    if current.state == RoundState.CLOSED:
        raise Refused(CLOSED)
    return current
