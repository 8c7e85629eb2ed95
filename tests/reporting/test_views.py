"""Pages of reports as their readers and writers meet them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from measures.enums import ProgressState
from measures.models import Measure
from reporting.enums import ReportKind, RunState
from reporting.models import PublicationRun, Report
from tests.factories import World, make_progress, make_round, sign_in


def url(name: str, report: Report | None = None) -> str:
    return reverse(f"reporting:{name}", args=[report.pk] if report else [])


def form_values(world: World, **fields) -> dict:
    return {
        "kind": "continuation",
        "title": "Fortschreibung 2025–2026",
        "period_start": "01.01.2025",
        "period_end": "31.12.2026",
        "committee": world.integrationsausschuss.pk,
        "length": "medium",
    } | fields


def test_create_makes_a_draft_and_leads_to_it(client, world: World) -> None:
    response = sign_in(client, world.koordination).post(url("report-create"), form_values(world))
    assert response.url == Report.objects.get().get_absolute_url()


def test_create_with_end_before_start_keeps_the_text_and_says_why(client, world: World) -> None:
    data = form_values(world, period_end="31.12.2024", paper_number="Mühsam getippt")
    response = sign_in(client, world.koordination).post(url("report-create"), data)
    assert "Das Ende liegt vor dem Beginn." in response.text
    assert "Mühsam getippt" in response.text
    assert Report.objects.count() == 0


def test_edit_by_two_shows_both_versions(client, world: World, draft: Report) -> None:
    sign_in(client, world.koordination)
    client.post(url("report-edit", draft), form_values(world, title="Von A", version=1))
    response = client.post(url("report-edit", draft), form_values(world, title="Von B", version=1))
    assert "Von A" in response.text
    assert "Von B" in response.text
    assert Report.objects.get().title == "Von A"


@pytest.mark.parametrize("person", ["jugendamt_person", "integrationsrat_person", "rundertisch_person"])
def test_nobody_else_sees_the_draft(client, world: World, draft: Report, person: str) -> None:
    sign_in(client, getattr(world, person))
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(url("report-download", draft)).status_code == 404
    assert draft.title not in client.get(url("report-list")).text


def test_download_before_publication_is_not_there_for_the_koordination_either(client, world, run) -> None:
    assert sign_in(client, world.koordination).get(url("report-download", run.report)).status_code == 404


@pytest.mark.parametrize("person", ["integrationsrat_person", "jugendamt_person", "koordination"])
def test_download_gives_the_published_bytes(client, world: World, published: Report, person: str) -> None:
    response = sign_in(client, getattr(world, person)).get(url("report-download", published))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="fortschreibung-2026.pdf"'
    assert response.content.startswith(b"%PDF-1.7")


def test_files_of_two_reports_of_one_year_have_different_names(draft: Report) -> None:
    draft.kind = ReportKind.INTERIM
    assert draft.file_stem == "zwischenbericht-2026"


def test_publish_leads_to_the_progress(client, world: World, draft: Report) -> None:
    response = sign_in(client, world.koordination).post(url("report-publish", draft))
    assert response.url == url("report-run", draft)
    assert client.get(url("report-run-state", draft)).json()["state"] == "waiting"


def test_run_without_sign_of_life_shows_failed_and_offers_to_repeat(client, world: World, run) -> None:
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    PublicationRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, heartbeat_at=long_ago)
    response = sign_in(client, world.koordination).get(url("report-run", run.report))
    assert "Der Hintergrunddienst wurde unterbrochen." in response.text
    assert url("report-retry", run.report) in response.text


def test_preview_shows_the_report_of_today_and_stores_nothing(client, world: World, draft: Report) -> None:
    response = sign_in(client, world.koordination).get(url("report-preview", draft))
    assert "Mehrsprachige Vorlesestunden" in response.text
    assert draft.snapshots.count() == 0


def test_preview_shows_markup_of_people_as_text(client, world: World, draft: Report) -> None:
    draft.sections.filter(kind="foreword").update(text="<script>alert(1)</script>")
    response = sign_in(client, world.koordination).get(url("report-preview", draft))
    assert "<script>alert(1)" not in response.text


def test_withdraw_without_reason_says_so(client, world: World, run: PublicationRun) -> None:
    PublicationRun.objects.update(state=RunState.FAILED, error="x", finished_at=timezone.now())
    response = sign_in(client, world.koordination).post(url("report-withdraw", run.report), {"reason": ""})
    assert response.status_code == 200
    assert run.report.events.count() == 1


def test_list_needs_the_same_queries_for_more_reports(client, world, published, django_assert_num_queries) -> None:
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(8):
        client.get(url("report-list"))


def test_publish_first_says_what_is_open(client, world: World, draft: Report) -> None:
    asked = make_round(title="Runde 2025", period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 12, 31))
    make_progress(round=asked, measure=world.praeventionsnetz, state=ProgressState.SUBMITTED)
    make_progress(round=asked, measure=world.vorlesestunden, state=ProgressState.IN_PROGRESS)
    text = sign_in(client, world.koordination).get(url("report-publish", draft)).text
    assert "Die Berichtsrunde „Runde 2025“ ist noch offen." in text
    assert "die noch niemand geprüft hat: 1." in text
    assert "Sachstandsberichte, die noch ausstehen: 1." in text


def test_publish_says_when_nobody_was_asked(client, world: World, draft: Report) -> None:
    text = sign_in(client, world.koordination).get(url("report-publish", draft)).text
    assert "Für den Berichtszeitraum gab es keine Berichtsrunde." in text


def test_publish_of_a_published_report_offers_nothing(client, world: World, published: Report) -> None:
    text = sign_in(client, world.koordination).get(url("report-publish", published)).text
    assert "Jetzt freigeben" not in text


def test_publish_names_what_cannot_be_printed(client, world: World, draft: Report) -> None:
    Measure.objects.filter(pk=world.praeventionsnetz.pk).update(aim="Willkommen 欢迎")
    text = sign_in(client, world.koordination).get(url("report-publish", draft)).text
    assert "„欢“" in text
    assert f"Sonst steht im PDF dafür „▯“. Betroffen: {world.praeventionsnetz.number} (Ziel" in text


def test_create_refuses_text_that_cannot_be_printed(client, world: World) -> None:
    response = sign_in(client, world.koordination).post(url("report-create"), form_values(world, title="欢迎"))
    assert "nicht gedruckt werden" in response.text


def test_history_shows_old_and_new(client, world: World, draft: Report) -> None:
    sign_in(client, world.koordination)
    client.post(url("report-edit", draft), form_values(world, title="Neuer Titel", version=1))
    text = client.get(url("report-history", draft)).text
    assert "Neuer Titel" in text
    assert "Koordination Integrationsbüro" in text
