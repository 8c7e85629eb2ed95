"""Writing reporting rounds."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from measures.enums import OUTSTANDING_STATES, ProgressState, RoundState
from measures.models import ReportingRound, RoundReminder
from measures.selectors.contacts import selection_of
from measures.services.assignments import add_tasks
from measures.services.reminders import queue_due
from measures.workflows import PROGRESS_WORKFLOW, ROUND_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.history_records import take_steps
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_relations,
    created,
    locked,
    removed,
    save_as,
    set_relations,
    stored,
    take_step,
)

DUE_IN_PAST: Final = "Die neue Frist liegt in der Vergangenheit. Bitte geben Sie heute oder einen späteren Tag an."

FIELDS = (
    "title", "period_start", "period_end", "due_on", "instructions", "opens_on", "asks_planned", "asks_running",
    "asks_paused", "asks_stale_only", "invitation_text", "reminder_text", "overdue_text",
)  # fmt: skip
RELATIONS = ("fields_of_action", "departments")
FIXED_ONCE_OPEN = frozenset(
    {"due_on", "opens_on", "asks_planned", "asks_running", "asks_paused", "asks_stale_only", *RELATIONS}
)
REMINDERS = (-14, -3, 3, 10)

logger = logging.getLogger(__name__)


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
    reporting_round.scheduled_by = by if reporting_round.opens_on else None
    reporting_round.full_clean()
    try:
        with transaction.atomic():
            stored(reporting_round, by=by)
    except IntegrityError as conflict:  # both clicks were checked before either was stored
        if existing := same.first():
            return existing
        raise Refused("Gerade wurde eine Berichtsrunde mit diesem Titel angelegt. Bitte sehen Sie nach.") from conflict
    _set_plan(reporting_round, values.get("reminders", REMINDERS), by=by)
    chosen = changed_relations(reporting_round, {name: values[name] for name in RELATIONS if name in values})
    if chosen:
        set_relations(reporting_round, chosen)
        save_as(reporting_round, [], by=by)
    return reporting_round


@transaction.atomic
def update_round(reporting_round: ReportingRound, *, by: User, values: Mapping[str, Any]) -> ReportingRound:
    """The round has the `values`. A closed round is past and refused."""
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    if current.state == RoundState.CLOSED:
        raise Refused("Die Berichtsrunde ist geschlossen. Öffnen Sie sie wieder, um sie zu ändern.")
    if current.state == RoundState.OPEN and (values.keys() & FIXED_ONCE_OPEN) - _same(current, values):
        raise Refused("Die Runde ist offen. Verlängern Sie die Frist; Auswahl und Öffnung stehen fest.")
    changed = changed_fields(current, {name: values[name] for name in FIELDS if name in values})
    chosen = changed_relations(current, {name: values[name] for name in RELATIONS if name in values})
    if "reminders" in values:
        _set_plan(current, values["reminders"], by=by)
    if not changed and not chosen:
        return current
    for name in changed:
        setattr(current, name, values[name])
    if "opens_on" in changed:
        current.scheduled_by = by if current.opens_on else None
        changed.append("scheduled_by")
    current.full_clean()
    set_relations(current, chosen)
    save_as(current, changed, by=by)
    return current


def _same(current: ReportingRound, values: Mapping[str, Any]) -> set[str]:
    """The names in `values` that would change nothing."""
    columns = {name: values[name] for name in FIELDS if name in values}
    relations = {name: values[name] for name in RELATIONS if name in values}
    differing = {*changed_fields(current, columns), *changed_relations(current, relations)}
    return set(values) - differing


def _set_plan(current: ReportingRound, days: Iterable[int], *, by: User) -> None:
    """Reminders go out on these days, counted from the due date."""
    wanted, present = set(days), {each.days: each for each in current.reminders.all()}
    for day, reminder in present.items():
        if day not in wanted:
            removed(reminder, by=by)
    for day in sorted(wanted - present.keys()):
        reminder = RoundReminder(round=current, days=day)
        created(reminder, by=by)


def open_round(reporting_round: ReportingRound, *, by: User) -> ReportingRound:
    """The round is open, each measure of its selection has one task for its lead office; after that a mail to each
    person who owes one waits. Raises Refused when nothing would be asked.
    """
    return _with_mails_waiting(_opened(reporting_round, by=by))


def _with_mails_waiting(current: ReportingRound) -> ReportingRound:
    """Mails to who owes something in the round wait; those that could not be stored now, `tick` makes up for."""
    try:
        queue_due(rounds=[current])
    except OperationalError as error:
        logger.warning("The mails of round %s wait for the next tick: %s", current.pk, error)
    return current


@transaction.atomic
def _opened(reporting_round: ReportingRound, *, by: User) -> ReportingRound:
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    step = ROUND_WORKFLOW.check("open", current.state)
    measures = list(selection_of(current).select_related("latest_progress"))
    if not measures:
        raise Refused("Zu dieser Auswahl gibt es keine Maßnahme. Bitte ändern Sie die Auswahl der Runde.")
    current.opened_at, current.opened_by = timezone.now(), by
    take_step(current, step, by=by, also=["opened_at", "opened_by"])
    add_tasks(current, measures, by=by)
    return current


@transaction.atomic
def discard_round(reporting_round: ReportingRound, *, by: User) -> None:
    """The draft with its questions and plan is gone; the histories stay. Raises Refused once it was opened."""
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    if current.state != RoundState.DRAFT:
        raise Refused("Die Runde ist geöffnet worden und lässt sich nicht mehr verwerfen. Bitte schließen Sie sie.")
    for part in (*current.reminders.all(), *current.questions.all(), *current.exclusions.all(), current):
        removed(part, by=by)


@transaction.atomic
def extend_round(reporting_round: ReportingRound, *, by: User, reason: str, due_on: dt.date) -> ReportingRound:
    """The open round has a later due date; reminders follow it. Needs a reason."""
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    step = ROUND_WORKFLOW.check("extend", current.state, reason)
    if due_on <= current.due_on or due_on < timezone.localdate():
        raise Refused(
            f"Die neue Frist muss nach der bisherigen ({current.due_on:%d.%m.%Y}) und nicht in der Vergangenheit "
            "liegen. Bitte wählen Sie einen späteren Tag."
        )
    explanation = f"Frist bisher {current.due_on:%d.%m.%Y}, neu {due_on:%d.%m.%Y}. {reason.strip()}"
    current.due_on = due_on
    take_step(current, step, by=by, reason=explanation, also=["due_on"])
    return current


def open_scheduled(today: dt.date | None = None) -> int:
    """Every draft whose day has come is open, on behalf of whoever planned it; returns how many were opened.

    A round that cannot be opened stays a draft, without a day, so that it is not tried again and again.
    """
    today = today or timezone.localdate()
    waiting = ReportingRound.objects.filter(state=RoundState.DRAFT, opens_on__lte=today).select_related("scheduled_by")
    return sum(_opened_as_planned(each) for each in waiting)


def _opened_as_planned(reporting_round: ReportingRound) -> bool:
    by = reporting_round.scheduled_by
    assert by is not None  # the database holds it: measures_round_scheduled_who_when
    try:
        open_round(reporting_round, by=by)
    except (Refused, PermissionDenied) as problem:
        with transaction.atomic():
            current = locked(reporting_round)
            if current.state == RoundState.DRAFT:
                current.opens_on, current.scheduled_by = None, None
                save_as(current, ["opens_on", "scheduled_by"], by=by)
        logger.warning("Round %s could not be opened as planned: %s", reporting_round.pk, problem)
        return False
    return True


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
    give_up = {str(state): PROGRESS_WORKFLOW.check("give_up", state) for state in OUTSTANDING_STATES}
    unanswered = current.reports.filter(state__in=OUTSTANDING_STATES)
    take_steps(unanswered, give_up, by=by, decided_at=None, decided_by=None)
    current.closed_at = timezone.now()
    take_step(current, step, by=by, also=["closed_at"])
    return current


def reopen_round(reporting_round: ReportingRound, *, by: User, reason: str, due_on: dt.date) -> ReportingRound:
    """The round is open again until `due_on`; what had no answer is asked again, and after that mails about it wait.

    Needs a reason and a day to come.
    """
    return _with_mails_waiting(_reopened(reporting_round, by=by, reason=reason, due_on=due_on))


@transaction.atomic
def _reopened(reporting_round: ReportingRound, *, by: User, reason: str, due_on: dt.date) -> ReportingRound:
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    step = ROUND_WORKFLOW.check("reopen", current.state, reason)
    if due_on < timezone.localdate():
        raise Refused(DUE_IN_PAST)
    current.closed_at, current.due_on = None, due_on
    take_step(current, step, by=by, reason=reason, also=["closed_at", "due_on"])
    state = ProgressState.NO_RESPONSE
    take_steps(current.reports.filter(state=state), {state: PROGRESS_WORKFLOW.check("ask_again", state)}, by=by)
    return current
