"""Writing reporting rounds."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from measures.enums import OWED_STATES, ProgressState, RoundState
from measures.models import Measure, ProgressReport, ReportingRound
from measures.workflows import PROGRESS_WORKFLOW, ROUND_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.exceptions import Refused
from neuss_integration.writing import changed_fields, locked, save_as, take_step

FIELDS = ("title", "period_start", "period_end", "due_on", "instructions")


@transaction.atomic
def create_round(*, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None) -> ReportingRound:
    """A round in draft exists. The same `submission_key` again gives the same round.

    Raises ValidationError when a rule of the model is broken.
    """
    ensure(by, Permission.MANAGE_ROUNDS)
    same = ReportingRound.objects.filter(submission_key=submission_key, submission_key__isnull=False)
    if existing := same.first():
        return existing
    reporting_round = ReportingRound(**{name: values[name] for name in FIELDS if name in values})
    reporting_round.submission_key = submission_key
    reporting_round._history_user = by  # type: ignore[attr-defined]
    reporting_round.full_clean()
    try:
        with transaction.atomic():
            reporting_round.save()
    except IntegrityError as conflict:  # both clicks were checked before either was stored
        if existing := same.first():
            return existing
        raise Refused("Gerade wurde eine Berichtsrunde mit diesem Titel angelegt. Bitte sehen Sie nach.") from conflict
    return reporting_round


@transaction.atomic
def update_round(reporting_round: ReportingRound, *, by: User, values: Mapping[str, Any]) -> ReportingRound:
    """The round has the `values`. A closed round is past and refused."""
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    if current.state == RoundState.CLOSED:
        raise Refused("Die Berichtsrunde ist geschlossen. Öffnen Sie sie wieder, um sie zu ändern.")
    changed = changed_fields(current, {name: values[name] for name in FIELDS if name in values})
    if not changed:
        return current
    for name in changed:
        setattr(current, name, values[name])
    current.full_clean()
    save_as(current, changed, by=by)
    return current


@transaction.atomic
def open_round(reporting_round: ReportingRound, *, by: User) -> ReportingRound:
    """The round is open and each active measure has one task for its lead office, opened twice or once."""
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    step = ROUND_WORKFLOW.check("open", current.state)
    current.opened_at, current.opened_by = timezone.now(), by
    take_step(current, step, by=by, also=["opened_at", "opened_by"])
    for measure in Measure.objects.active().select_related("latest_progress"):
        add_task(current, measure, by=by)
    return current


def add_task(reporting_round: ReportingRound, measure: Measure, *, by: User) -> ProgressReport:
    """The lead office of `measure` owes one report in the round, prefilled from the last accepted one."""
    last = measure.latest_progress
    report = ProgressReport(
        round=reporting_round,
        measure=measure,
        department_id=measure.lead_department_id,
        previous=last,
        measure_state=measure.state,
        measure_state_reason=measure.state_reason,
        traffic_light=last.traffic_light if last else "",
        traffic_light_reason=last.traffic_light_reason if last else "",
    )
    report._history_user = by  # type: ignore[attr-defined]
    report.save()
    return report


@transaction.atomic
def close_round(reporting_round: ReportingRound, *, by: User) -> ReportingRound:
    """The round is closed; what was not answered is "ohne Rückmeldung" and appears as such in the report.

    Raises Refused while submitted reports wait for a decision.
    """
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    step = ROUND_WORKFLOW.check("close", current.state)
    waiting = current.reports.filter(state=ProgressState.SUBMITTED).count()
    if waiting:
        subject = "Ein eingereichter Sachstandsbericht ist" if waiting == 1 else f"{waiting} eingereichte Berichte sind"
        raise Refused(
            f"{subject} noch nicht geprüft. Bitte entscheiden Sie erst darüber und schließen Sie dann die Runde."
        )
    for report in current.reports.select_for_update().filter(state__in=OWED_STATES):
        report.decided_at, report.decided_by = None, None
        give_up = PROGRESS_WORKFLOW.check("give_up", report.state)
        take_step(report, give_up, by=by, also=["decided_at", "decided_by"])
    current.closed_at = timezone.now()
    take_step(current, step, by=by, also=["closed_at"])
    return current


@transaction.atomic
def reopen_round(reporting_round: ReportingRound, *, by: User, reason: str, due_on: dt.date) -> ReportingRound:
    """The round is open again until `due_on`; what had no answer is asked again. Needs a reason and a day to come."""
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    step = ROUND_WORKFLOW.check("reopen", current.state, reason)
    if due_on < timezone.localdate():
        raise Refused("Die neue Frist liegt in der Vergangenheit. Bitte geben Sie heute oder einen späteren Tag an.")
    current.closed_at, current.due_on = None, due_on
    take_step(current, step, by=by, reason=reason, also=["closed_at", "due_on"])
    for report in current.reports.select_for_update().filter(state=ProgressState.NO_RESPONSE):
        take_step(report, PROGRESS_WORKFLOW.check("ask_again", report.state), by=by)
    return current
