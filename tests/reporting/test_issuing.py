"""Between release and publication: the Koordination looks at the files; nobody else sees anything."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from neuss_integration.audit.models import AuditEntry
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from reporting.enums import FileKind, ReportState, RunState
from reporting.models import PreparedFile, Publication, PublicationFile, PublicationRun
from reporting.publication import worker as publication_worker
from reporting.services.publishing import publish_report
from reporting.services.reports import retry_publication, withdraw_release
from tests.factories import World, sign_in

PDF = b"%PDF-1.7 angesehen"


@pytest.fixture
def prepared(run: PublicationRun) -> PublicationRun:
    """The worker is done with the released draft; its files are only names and bytes here."""
    PublicationRun.objects.filter(pk=run.pk).update(state=RunState.DONE, finished_at=timezone.now(), page_count=7)
    for kind, content in ((FileKind.REPORT, PDF), (FileKind.DATA, b"{}")):
        name = f"fortschreibung-2026.{kind}"
        PreparedFile.objects.create(run=run, kind=kind, name=name, media_type="x/y", size=len(content), content=content)
    run.refresh_from_db()
    return run


def url(name: str, run: PublicationRun, *more: str) -> str:
    return reverse(f"reporting:{name}", args=[run.report_id, *more])


def test_released_report_is_seen_by_the_koordination_alone(client: Any, world: World, prepared: PublicationRun) -> None:
    file = url("prepared-file", prepared, "report")
    assert client.get(url("portal-report", prepared)).status_code == 404
    assert client.get(url("portal-file", prepared, "report")).status_code == 404
    sign_in(client, world.integrationsrat_person)
    assert [client.get(url("report-detail", prepared)).status_code, client.get(file).status_code] == [404, 403]
    assert sign_in(client, world.koordination).get(file).content == PDF
    assert client.get(url("report-file", prepared, "report")).status_code == 404
    assert not Mail.objects.filter(kind="report_published").exists()


def test_page_says_what_follows_and_its_button_publishes(client: Any, world: World, prepared: PublicationRun) -> None:
    text = sign_in(client, world.koordination).get(url("report-run", prepared)).text
    assert "noch nicht veröffentlicht" in text
    assert "7 Seiten" in text
    assert url("report-withdraw", prepared) in text
    assert client.post(url("report-issue", prepared)).url == prepared.report.get_absolute_url()
    assert "ist veröffentlicht" in client.get(url("report-run", prepared)).text
    assert client.get(url("report-file", prepared, "report")).content == PDF


def test_what_was_looked_at_is_published_once_by_the_person_who_pressed(world: World, prepared: PublicationRun) -> None:
    first = publish_report(prepared.report, by=world.vertretung)
    assert publish_report(prepared.report, by=world.koordination) == first
    assert (first.published_by, first.page_count) == (world.vertretung, 7)
    assert {bytes(each.content) for each in PublicationFile.objects.all()} == {PDF, b"{}"}
    assert not PreparedFile.objects.exists()
    assert prepared.report.events.get(transition="publish").actor == world.vertretung
    assert AuditEntry.objects.filter(event="published").count() == 1
    assert Mail.objects.filter(kind="report_published").exists()


def test_going_back_leaves_no_file_and_publishes_nothing(client: Any, world: World, prepared: PublicationRun) -> None:
    withdraw_release(prepared.report, by=world.koordination, reason="Ein Absatz fehlt")
    assert not PreparedFile.objects.exists()
    with pytest.raises(Refused):
        publish_report(prepared.report, by=world.koordination)
    assert (
        "Die Freigabe ist zurückgenommen" in sign_in(client, world.koordination).get(url("report-run", prepared)).text
    )
    assert not Publication.objects.exists()


def test_nothing_is_published_before_its_files_are_there(world: World, run: PublicationRun) -> None:
    with pytest.raises(Refused, match="noch nicht fertig"):
        publish_report(run.report, by=world.koordination)
    with pytest.raises(PermissionDenied):
        publish_report(run.report, by=world.jugendamt_person)


def test_figures_are_recounted_before_publishing(world: World, prepared: PublicationRun, monkeypatch: Any) -> None:
    monkeypatch.setattr("reporting.services.publishing.sentence_on_differences", lambda content: "Zahlen stimmen nicht")
    with pytest.raises(Refused, match="Zahlen stimmen nicht"):
        publish_report(prepared.report, by=world.koordination)
    prepared.report.refresh_from_db()
    assert prepared.report.state == ReportState.RELEASED


def test_finished_files_are_not_made_again(world: World, prepared: PublicationRun) -> None:
    with pytest.raises(Refused, match="schon fertig"):
        retry_publication(prepared.report, by=world.koordination)


def test_pages_of_a_released_report_show_what_is_frozen(client: Any, world: World, prepared: PublicationRun) -> None:
    prepared.report.sections.filter(kind="foreword").update(text="Nach der Freigabe geschrieben")
    text = sign_in(client, world.koordination).get(url("report-preview", prepared)).text
    assert "Nach der Freigabe geschrieben" not in text


def test_person_who_released_hears_that_the_files_are_there(world: World, run: PublicationRun) -> None:
    PublicationRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    publication_worker._prepare(run, 7, [])
    mail = Mail.objects.get(kind="report_run")
    assert mail.recipient == run.requested_by
    assert url("report-run", run) in mail.text
