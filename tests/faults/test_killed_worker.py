"""The worker is killed while it makes the PDF: nothing is half published, and trying again works."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from reporting.enums import ReportState, RunState, RunStep
from reporting.models import Publication, PublicationFile, PublicationRun, Report
from reporting.selectors.runs import run_status
from reporting.services.publishing import publish_report
from reporting.services.reports import release_report, retry_publication
from tests.factories import World, make_report

pytestmark = pytest.mark.slow


def wait_for(run: PublicationRun, condition: Callable[[PublicationRun], bool], seconds: int = 240) -> PublicationRun:
    """The run as soon as `condition` holds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        run.refresh_from_db()
        if condition(run):
            return run
        time.sleep(0.05)
    raise AssertionError(f"The run stayed {run.state}, step {run.step}.")


def test_killed_worker_leaves_a_failed_run_that_can_be_repeated(world: World, worker: Any, settings: Any) -> None:
    run = release_report(make_report(), by=world.koordination)
    process = worker()
    wait_for(run, lambda run: run.step == RunStep.RENDER)
    process.kill()
    process.wait()
    settings.RUN_STALLED_SECONDS = 0
    run.refresh_from_db()
    assert (run.is_stalled, run_status(run)["state"]) == (True, "failed")
    assert (Publication.objects.count(), PublicationFile.objects.count()) == (0, 0)
    again = retry_publication(run.report, by=world.koordination)
    settings.RUN_STALLED_SECONDS = 60
    worker()
    wait_for(again, lambda run: run.state == RunState.DONE)
    publish_report(run.report, by=world.koordination)
    assert Report.objects.get().state == ReportState.PUBLISHED
