"""Health, errors, accessibility statement and gallery."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory

from neuss_integration import views
from neuss_integration.mailing.delivery import deliver_due
from neuss_integration.mailing.models import BarrierReport, Mail

REPORT = {"message": "Der Kontrast ist zu schwach.", "page": "Startseite", "email": "a@b.example", "website": ""}


@pytest.mark.django_db
def test_health_needs_no_sign_in(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_process_is_alive_without_database_and_under_any_name(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"host": "lastverteiler.example"})
    assert (response.status_code, response.content) == (200, b"ok")


def test_process_is_not_ready_without_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/readyz", headers={"host": "lastverteiler.example"})
    assert (response.status_code, response.json()["checks"]["database"]) == (503, False)


@pytest.mark.django_db
def test_unknown_address_is_told_in_german(client: Client) -> None:
    response = client.get("/gibt-es-nicht/")
    assert response.status_code == 404
    assert "<h1>Diese Seite gibt es nicht</h1>" in response.content.decode()


def test_error_page_of_ours_needs_no_database() -> None:
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Der Fehler liegt bei uns" in response.content.decode()
    assert "Stadt Neuss" in response.content.decode()


def test_bad_host_is_told_in_german(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["neuss.example"]
    response = client.get("/konto/anmelden/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Die Anfrage war nicht verständlich" in response.content.decode()


@pytest.mark.django_db
def test_accessibility_statement_is_public(client: Client) -> None:
    response = client.get("/barrierefreiheit/")
    assert response.status_code == 200
    assert "<h1>Erklärung zur Barrierefreiheit</h1>" in response.content.decode()


@pytest.mark.django_db
def test_reported_barrier_is_mailed_to_the_office(client: Client, settings: Any) -> None:
    assert client.post("/barrierefreiheit/", REPORT).status_code == 302
    deliver_due()
    (sent,) = mail.outbox
    assert sent.to == [settings.CONTACT_EMAIL]
    assert sent.reply_to == ["a@b.example"]
    assert "Der Kontrast ist zu schwach." in sent.body


@pytest.mark.django_db
def test_report_of_a_robot_is_dropped_in_silence(client: Client) -> None:
    assert client.post("/barrierefreiheit/", REPORT | {"website": "spam"}).status_code == 302
    assert mail.outbox == []


@pytest.mark.django_db
def test_report_survives_a_dead_mail_server(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    html = client.post("/barrierefreiheit/", REPORT, follow=True).content.decode()
    deliver_due()
    assert "Ihre Meldung ist angekommen" in html
    assert "Der Kontrast ist zu schwach." in BarrierReport.objects.get().message
    assert "Der Kontrast ist zu schwach." in Mail.objects.get(state="queued").text


@pytest.mark.django_db
def test_report_without_text_says_what_is_missing(client: Client) -> None:
    html = client.post("/barrierefreiheit/", {}).content.decode()
    assert "<title>Fehler: Barrierefreiheit" in html
    assert mail.outbox == []


@pytest.mark.django_db
def test_gallery_is_for_development_only(client: Client, settings: Any) -> None:
    assert client.get("/entwicklung/bausteine/").status_code == 404
    settings.DEBUG = True
    assert client.get("/entwicklung/bausteine/").status_code == 200
