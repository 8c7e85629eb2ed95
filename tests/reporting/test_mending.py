"""A run that no worker works on goes on by itself, and who asked for it hears of it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from neuss_integration.mailing.models import Mail
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.services import beat
from reporting.enums import RunState
from reporting.models import PublicationRun
from reporting.models.publication import INTERRUPTED
from reporting.selectors.runs import run_status
from reporting.services.reports import release_report
from reporting.services.runs import mend_runs
from tests.factories import World, make_report

LONG_AGO = timezone.now() - dt.timedelta(hours=1)


@pytest.fixture
def run(world: World) -> PublicationRun:
    return release_report(make_report(), by=world.koordination)


def die(run: PublicationRun) -> None:
    """A worker began and was killed."""
    DBTaskResult.objects.update(status="RUNNING", started_at=LONG_AGO)
    PublicationRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, heartbeat_at=LONG_AGO)


def test_run_that_waits_or_works_is_left_alone(run: PublicationRun) -> None:
    PublicationRun.objects.update(requested_at=LONG_AGO)
    assert mend_runs() == 0
    PublicationRun.objects.update(state=RunState.RUNNING, heartbeat_at=timezone.now())
    assert (mend_runs(), DBTaskResult.objects.count()) == (0, 1)


def test_run_whose_worker_died_before_it_began_gets_a_new_job(run: PublicationRun) -> None:
    PublicationRun.objects.update(requested_at=LONG_AGO)
    DBTaskResult.objects.update(status="RUNNING", started_at=LONG_AGO)
    assert (mend_runs(), mend_runs()) == (1, 0)
    assert DBTaskResult.objects.get(status="READY").args_kwargs["args"] == [run.pk]


def test_run_whose_job_was_claimed_just_now_is_left_alone(run: PublicationRun) -> None:
    PublicationRun.objects.update(requested_at=LONG_AGO)
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    assert mend_runs() == 0


def test_interrupted_run_begins_again_once_and_says_so(run: PublicationRun, world: World) -> None:
    die(run)
    assert (mend_runs(), mend_runs()) == (1, 0)
    again = PublicationRun.objects.first()
    run.refresh_from_db()
    assert (run.state, run.error, again.state, again.snapshot) == ("failed", INTERRUPTED, "queued", run.snapshot)
    mail = Mail.objects.get()
    assert (mail.recipient, "beginnt von selbst noch einmal" in mail.text) == (world.koordination, True)


def test_run_interrupted_twice_waits_for_a_person(run: PublicationRun) -> None:
    die(run)
    mend_runs()
    die(PublicationRun.objects.first())
    assert (mend_runs(), PublicationRun.objects.active().count()) == (1, 0)
    assert [mail.subject.partition(":")[0] for mail in Mail.objects.order_by("pk")] == [
        "Unterbrochen",
        "Fehlgeschlagen",
    ]


def test_page_says_that_no_worker_runs(run: PublicationRun, time_machine: Any) -> None:
    assert run_status(run)["label"] == "Der Hintergrunddienst läuft nicht; der Bericht wartet"
    beat(BackgroundService.WORKER)
    assert run_status(run)["label"] == "Wartet auf den Hintergrunddienst"
