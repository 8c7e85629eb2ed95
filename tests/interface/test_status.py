"""What is seen of the operation: monitoring gets yes and no, the Fachadministration sentences with a remedy."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration import status
from neuss_integration.mailing.models import MailServer
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.models import Heartbeat
from neuss_integration.operations.selectors import life_of
from neuss_integration.operations.services import beat, end, forget_processes
from reporting.services.reports import release_report
from tests.factories import World, make_report, sign_in
from tests.mailing.test_mailing import queue


def ago(**since: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(**since)


@pytest.fixture
def admin(client: Client, world: World) -> Client:
    return sign_in(client, world.verwaltung_person)


def failing(client: Client) -> set[str]:
    return {key for key, is_fine in client.get("/readyz").json()["checks"].items() if not is_fine}


def test_dead_background_is_seen_and_takes_no_page_away(admin: Client) -> None:
    assert failing(admin) == {"worker", "tick"}
    assert (admin.get("/readyz").status_code, admin.get("/readyz?alles").status_code) == (200, 503)
    beat(BackgroundService.WORKER)
    beat(BackgroundService.TICK)
    assert (failing(admin), admin.get("/readyz?alles").status_code) == (set(), 200)


def test_page_says_since_when_and_what_to_do(admin: Client, time_machine: Any) -> None:
    time_machine.move_to(dt.datetime(2026, 3, 3, 13, 2, tzinfo=dt.UTC), tick=False)
    beat(BackgroundService.WORKER)
    time_machine.move_to(dt.datetime(2026, 3, 3, 13, 30, tzinfo=dt.UTC), tick=False)
    page = sign_in(admin, admin_of(admin)).get("/betrieb/").text
    assert "Der Hintergrunddienst läuft nicht seit 14:02 Uhr. Bitte starten Sie ihn" in page
    assert "Der Zeitgeber läuft nicht." in page


def admin_of(client: Client) -> Any:
    return client.get("/konto/").wsgi_request.user


def test_page_says_when_all_is_well(admin: Client) -> None:
    for service in BackgroundService:
        beat(service)
    assert "Alles läuft" in admin.get("/betrieb/").text


def test_run_and_mail_that_wait_too_long_are_seen(admin: Client, world: World) -> None:
    run = release_report(make_report(), by=world.koordination)
    queue(world, due_at=ago(hours=2))
    type(run).objects.update(requested_at=ago(minutes=20))
    assert failing(admin) >= {"runs", "mail"}


def test_mail_that_is_held_back_is_no_fault(admin: Client, world: World, settings: Any) -> None:
    settings.SEND_MAIL = False
    queue(world, due_at=ago(hours=2))
    assert "mail" not in failing(admin)


def test_mail_server_that_is_gone_is_seen(admin: Client) -> None:
    MailServer.objects.create(pk=1, failing_since=ago(hours=1), retry_at=timezone.now(), error="421 nein", failures=3)
    assert "mail" in failing(admin)
    assert "421 nein" in admin.get("/betrieb/").text


def test_full_disk_is_seen(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "MIN_FREE_BYTES", 10**18)
    assert "disk" in failing(admin)
    assert "Bitte schaffen Sie Platz." in admin.get("/betrieb/").text


@pytest.mark.django_db
def test_process_that_ended_is_not_alive() -> None:
    beat(BackgroundService.WORKER)
    assert life_of(BackgroundService.WORKER).is_alive
    end(BackgroundService.WORKER)
    assert not life_of(BackgroundService.WORKER).is_alive


@pytest.mark.django_db
def test_old_processes_are_forgotten_but_the_last_one() -> None:
    for name, days in (("a:1", 30), ("a:2", 20), ("a:3", 10)):
        Heartbeat.objects.create(
            service=BackgroundService.TICK, place=name, seen_at=ago(days=days), silent_after=ago(days=days)
        )
    assert (forget_processes(), Heartbeat.objects.get().place) == (2, "a:3")


@pytest.mark.django_db
def test_database_that_does_not_fit_the_program_is_asked_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = status.Check("migrations", "Aufbau der Datenbank", False, "Es fehlt etwas.", is_vital=True)
    monkeypatch.setattr(status, "_migrations", lambda: missing)
    answer = client.get("/readyz")
    assert (answer.status_code, list(answer.json()["checks"])) == (503, ["database", "migrations", "disk"])
