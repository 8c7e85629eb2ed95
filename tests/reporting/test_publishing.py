"""From the frozen snapshot to the publication, and what happens when something breaks."""

import hashlib
import io
import json

import pikepdf
import pytest

from neuss_integration.foundation.pdf.checks import inspect
from reporting.enums import ReportState, RunState
from reporting.models import Publication, PublicationFile, PublicationRun, Report
from reporting.publication import worker as publication_worker
from reporting.publication.chain import chained
from reporting.publication.worker import execute_run
from reporting.services.publishing import publish_report
from reporting.services.reports import release_report, retry_publication
from tests.factories import World, make_report


def pdf_of(report: Report) -> bytes:
    return bytes(PublicationFile.objects.get(publication__report=report, kind="report").content)


def test_publication_holds_pdf_and_data_with_their_checksums(published: Report) -> None:
    publication = published.publication
    assert published.state == ReportState.PUBLISHED
    assert hashlib.sha256(pdf_of(published)).hexdigest() == publication.pdf_sha256
    data = publication.files.get(kind="data")
    assert hashlib.sha256(bytes(data.content)).hexdigest() == publication.snapshot.sha256


def test_published_pdf_is_accessible_and_archivable(published: Report) -> None:
    facts = inspect(pdf_of(published))
    assert facts.problems == ()
    assert facts.standards >= {"PDF/UA-1", "PDF/A-3a"}
    assert facts.title == published.title
    assert "Mehrsprachige Vorlesestunden" in facts.text


def test_published_pdf_tells_archives_language_publisher_and_paper(published: Report) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(published))) as pdf, pdf.open_metadata() as told:
        assert told["dc:language"] == {"de"}
        assert told["dc:publisher"] == set(told["dc:creator"])
        assert told.get("dc:identifier", "") == published.paper_number


def test_published_pdf_shows_no_draft(published: Report) -> None:
    assert "Lesegarten" not in inspect(pdf_of(published)).text


def test_publication_links_the_measures_it_tells_about(world: World, published: Report) -> None:
    numbers = published.publication.published_measures.values_list("measure__number", flat=True)
    assert sorted(numbers) == ["M-2013-001", "M-2017-001"]


def test_publications_are_chained(world: World, published: Report) -> None:
    run = release_report(make_report(title="Nächste"), by=world.koordination)
    execute_run(run.pk)
    publish_report(run.report, by=world.koordination)
    second = Publication.objects.get(report__title="Nächste")
    assert second.previous == published.publication
    sums = (second.snapshot.sha256, second.pdf_sha256, second.files_sha256, second.facts_sha256)
    assert second.chain_sha256 == chained(published.publication, *sums)
    assert json.loads(second.snapshot.content)["previous"]["title"] == published.title


def test_run_begins_only_once(published: Report, run: PublicationRun) -> None:
    execute_run(run.pk)
    assert Publication.objects.count() == 1


def test_run_that_was_ended_meanwhile_publishes_nothing(world: World, run: PublicationRun, monkeypatch) -> None:
    def ended_while_rendering(*args, **kwargs) -> tuple:
        PublicationRun.objects.filter(pk=run.pk).update(state="failed", error="beendet", finished_at=run.requested_at)
        return b"", []

    monkeypatch.setattr(publication_worker, "render_volumes", ended_while_rendering)
    execute_run(run.pk)
    assert Publication.objects.count() == 0


def test_failed_run_tells_why_and_can_be_repeated(world: World, run: PublicationRun, settings) -> None:
    settings.RENDER_MEMORY_MB = 60
    execute_run(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert run.error.startswith("Das PDF")
    assert retry_publication(run.report, by=world.koordination).state == RunState.QUEUED
    assert Publication.objects.count() == 0


def test_unexpected_error_fails_the_run_and_is_logged(run: PublicationRun, monkeypatch) -> None:
    monkeypatch.setattr(publication_worker, "report_html", lambda content: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        execute_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.FAILED, publication_worker.UNEXPECTED)
