"""What whoever asks gets to know, and what the log keeps of it."""

import logging
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from neuss_integration.env import log_to_console
from neuss_integration.foundation.attachments.forms import AttachmentField
from neuss_integration.request_ids import OneLine, WithRequestId
from tests.factories import World, sign_in


class AttachmentForm(forms.Form):
    """A form with a file."""

    file = AttachmentField()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["TRACE", "PUT", "OPTIONS", "ERFUNDEN"])
@pytest.mark.parametrize("path", ["/barrierefreiheit/", "/konto/anmelden/", "/healthz", "/gibt-es-nicht/"])
def test_unused_methods_are_refused(client: Client, method: str, path: str) -> None:
    answer = client.generic(method, path)
    assert (answer.status_code, answer.content) == (405, b"")
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["application/json", "text/xml", "text/plain", "application/octet-stream"])
@pytest.mark.parametrize("path", ["/konto/anmelden/", "/barrierefreiheit/", "/gibt-es-nicht/"])
def test_what_no_form_sends_is_refused_on_a_page_of_our_own(client: Client, kind: str, path: str) -> None:
    answer = client.post(path, b'{"login": "x"}', content_type=kind)
    assert (answer.status_code, "nur aus ihren Formularen" in answer.text) == (415, True)
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/healthz", "/barrierefreiheit/", "/portal/sitemap.xml", "/portal/daten/berichte.atom"]
)
def test_text_says_its_characters(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].endswith("; charset=utf-8")


@pytest.mark.django_db
def test_pages_tell_other_sites_no_address(client: Client) -> None:
    assert client.get("/barrierefreiheit/").headers["Referrer-Policy"] == "same-origin"


def test_refused_page_stands_in_the_log(client: Client, world: World, caplog: pytest.LogCaptureFixture) -> None:
    sign_in(client, world.nobody).get("/protokoll/")
    assert [record.levelname for record in caplog.records if "Forbidden" in record.getMessage()] == ["WARNING"]


def test_foreign_words_begin_no_line_of_the_log() -> None:
    form = log_to_console()["formatters"]["plain"]
    line = OneLine(form["format"], form["datefmt"], form["style"])
    record = logging.LogRecord("a", logging.INFO, "", 1, "Abgelehnt: %s", ("x\r\n2026-11-29 INFO gefälscht",), None)
    record.request_id = "-"
    assert "\n" not in line.format(record)
    assert line.format(record).endswith("Abgelehnt: x\\r\\n2026-11-29 INFO gefälscht")


@pytest.mark.parametrize("form", ["plain", "json"])
def test_lines_of_the_log_name_their_time_zone(form: str) -> None:
    assert log_to_console()["formatters"][form]["datefmt"].endswith("%z")


def test_refused_file_and_throttled_message_stand_in_the_log(client: Client, world: World, caplog: Any) -> None:
    caplog.set_level(logging.WARNING)
    upload = SimpleUploadedFile("geheim.exe", b"MZ")
    AttachmentForm({}, {"file": upload}).is_valid()
    assert caplog.messages == ["A file was refused: .exe"]
    for _ in range(6):
        client.post("/barrierefreiheit/", {"message": "Der Kontrast fehlt.", "website": ""})
    assert caplog.messages[1:] == ["Too many messages from one network: feedback"]


def test_line_about_a_missing_page_names_the_request(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/.well-known/gibt-es-nicht", headers={"x-request-id": "anfrage-4711"})
    [record] = [each for each in caplog.records if "Not Found" in each.getMessage()]
    WithRequestId().filter(record)
    assert record.request_id == "anfrage-4711"
