"""A report that is released, and one that is published."""

import pytest

from reporting.models import PublicationRun, Report
from reporting.publication import worker as publication_worker
from reporting.publication.worker import execute_run
from reporting.services.publishing import publish_report
from reporting.services.reports import release_report
from tests.factories import World, make_report
from tests.kept import kept


@pytest.fixture(autouse=True)
def _no_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests run in one transaction, which a second thread could only wait for; tests/faults has the heartbeat."""
    monkeypatch.setattr(publication_worker, "HEARTBEAT_SECONDS", 3600)


@pytest.fixture
def draft(world: World) -> Report:
    """A draft Fortschreibung of the small world."""
    return kept("draft", lambda: make_report(title="Fortschreibung 2025–2026"))


@pytest.fixture
def run(world: World, draft: Report) -> PublicationRun:
    """The draft was released by the Koordination; its run waits for the worker."""
    return kept("released", lambda: release_report(draft, by=world.koordination))


@pytest.fixture
def published(run: PublicationRun) -> Report:
    def publish() -> Report:
        execute_run(run.pk)
        publish_report(run.report, by=run.requested_by)
        return Report.objects.get(pk=run.report_id)

    return kept("published", publish)
