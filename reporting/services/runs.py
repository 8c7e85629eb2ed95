"""Runs whose worker died, or whose job nobody will take: they go on by themselves."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from neuss_integration.foundation.records.life import is_silent
from reporting.enums import ReportState, RunState
from reporting.mails import queue_run_mail
from reporting.models import PublicationRun, Report
from reporting.models.publication import INTERRUPTED
from reporting.publication.worker import end_run
from reporting.services.reports import queue_run
from reporting.tasks import run_publication

TRIES: Final = 2
"""How often a report is set by itself: a second time after an interruption, then a person decides."""


def mend_runs() -> int:
    """Every run waits with a job, or runs with a worker, or is over; returns how many were mended.

    May run in several places at once. A run that a dead worker left is begun again once by itself; who asked for it
    gets a mail.
    """
    active = PublicationRun.objects.active().values_list("pk", "report_id")
    return sum(_mend(run_id, report_id) for run_id, report_id in list(active))


@transaction.atomic
def _mend(run_id: int, report_id: int) -> bool:
    report = Report.objects.select_for_update().get(pk=report_id)
    run = (
        PublicationRun.objects.select_for_update(of=("self",)).select_related("snapshot", "requested_by").get(pk=run_id)
    )
    if run.is_stalled:
        return _begin_again(report, run)
    if run.state == RunState.QUEUED and _is_overdue(run.requested_at) and not _has_job(run):
        run_publication.enqueue(run.pk)
        return True
    return False


def _begin_again(report: Report, run: PublicationRun) -> bool:
    end_run(run, RunState.FAILED, error=INTERRUPTED)
    is_again = report.state == ReportState.RELEASED and run.interruptions < TRIES
    if is_again:
        queue_run(report, run.snapshot, run.requested_by)
    queue_run_mail(run, is_again=is_again)
    return True


def _has_job(run: PublicationRun) -> bool:
    """Whether a worker will take the run, or took it just now."""
    jobs = DBTaskResult.objects.filter(task_path=run_publication.module_path, finished_at=None)
    return any(
        job.args_kwargs["args"] == [run.pk] and (job.started_at is None or not _is_overdue(job.started_at))
        for job in jobs
    )


def _is_overdue(moment: dt.datetime) -> bool:
    return is_silent(moment, dt.timedelta(seconds=settings.RUN_STALLED_SECONDS))
