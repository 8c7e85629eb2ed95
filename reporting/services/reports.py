"""Composing a report and releasing it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, locked_at_version, save_values, take_step
from reporting.content.schema import SCHEMA_VERSION
from reporting.content.shape import Content
from reporting.content.snapshot import build_snapshot, canonical, checksum
from reporting.enums import ReportState, RunState
from reporting.models import PreparedFile, PublicationRun, Report, Snapshot
from reporting.models.publication import INTERRUPTED
from reporting.publication.chain import head_of_chain
from reporting.publication.recount import kept, recounted
from reporting.publication.worker import end_run
from reporting.services.sections import complete_sections, ensure_complete, ensure_composable
from reporting.tasks import run_publication
from reporting.workflows import REPORT_WORKFLOW

FIELDS = ("kind", "title", "period_start", "period_end", "committee", "paper_number", "meeting_on", "length")


@transaction.atomic
def create_report(*, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None) -> Report:
    """A draft of a report exists with all its sections. The same `submission_key` again gives the same draft.

    Raises ValidationError when another Fortschreibung is in work or a rule of the model is broken.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    if submission_key and (existing := Report.objects.filter(submission_key=submission_key).first()):
        return existing
    report = Report(**{name: values[name] for name in FIELDS if name in values}, submission_key=submission_key)
    created(report, by=by)
    report.events.create(actor=by, transition="create", to_state=report.state)
    complete_sections(report, by=by)
    return report


@transaction.atomic
def update_report(report: Report, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Report:
    """The draft has the `values`. Raises Stale when somebody saved first, Refused when it is no draft any more."""
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked_at_version(report, expected_version)
    ensure_composable(current)
    return save_values(current, {name: values[name] for name in FIELDS if name in values}, by=by)


@transaction.atomic
def release_report(report: Report, *, by: User, at: dt.datetime | None = None) -> PublicationRun:
    """What the report shows is frozen as a snapshot, each figure counted twice, and the worker is asked for its files.

    Nobody but the Koordination sees them until it is published.

    `at` is for records taken over from before (the demo); normally it is now.

    Released twice, also at once, there is one snapshot and one run: the run in work is given back.
    Raises Refused when the report is published already, Incomplete when a text is missing that it needs.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    if current.state == ReportState.RELEASED and (run := current.runs.active().first()):
        return run
    step = REPORT_WORKFLOW.check("release", current.state)
    complete_sections(current, by=by)
    ensure_complete(current)
    take_step(current, step, by=by)
    moment = at or timezone.now()
    told = build_snapshot(current, at=moment)
    content: Content = {**told, "recount": kept(told, recounted(current, at=moment)), "chain": head_of_chain()}
    text = canonical(content)
    snapshot = Snapshot.objects.create(
        report=current,
        schema_version=SCHEMA_VERSION,
        content=text,
        sha256=checksum(text),
        created_at=moment,
        created_by=by,
    )
    return queue_run(current, snapshot, by)


@transaction.atomic
def retry_publication(report: Report, *, by: User) -> PublicationRun:
    """A new run renders the frozen snapshot, after the last one failed or its worker died.

    Pressed twice, one run is made. Raises Refused when there is nothing to repeat.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    if current.state != ReportState.RELEASED:
        raise Refused(f"Der Bericht ist {current.get_state_display()}; es gibt nichts zu wiederholen.")
    last = current.runs.select_for_update().first()
    if last is not None and last.is_active:
        if not last.is_stalled:
            return last
        end_run(last, RunState.FAILED, error=INTERRUPTED)
    elif last is not None and last.state == RunState.DONE:
        raise Refused("Das PDF ist schon fertig; sehen Sie es an und veröffentlichen Sie es.")
    snapshot = current.snapshots.order_by("-pk")[0]
    return queue_run(current, snapshot, by)


@transaction.atomic
def withdraw_release(report: Report, *, by: User, reason: str) -> Report:
    """The report is a draft again, to be corrected; the frozen snapshot stays for the record. Needs a reason.

    Files that were made of it go: they are of no report.
    Raises Refused while the PDF is being made.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    step = REPORT_WORKFLOW.check("withdraw_release", current.state, reason)
    last = current.runs.select_for_update().first()
    if last is not None and last.is_active:
        if not last.is_stalled:
            raise Refused("Das PDF wird gerade erzeugt. Bitte warten Sie, bis der Lauf beendet ist.")
        end_run(last, RunState.FAILED, error=INTERRUPTED)
    PreparedFile.objects.filter(run__report=current).delete()
    take_step(current, step, by=by, reason=reason)
    return current


def queue_run(report: Report, snapshot: Snapshot, by: User) -> PublicationRun:
    """The run and its job are stored in the same transaction: both are there or neither."""
    run = PublicationRun.objects.create(report=report, snapshot=snapshot, requested_by=by)
    run_publication.enqueue(run.pk)
    return run
