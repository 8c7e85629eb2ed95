"""A database that is busy, away or full: the page says so, and what was typed stays."""

import errno
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory
from pythonjsonlogger.json import JsonFormatter

from measures.models import Measure
from neuss_integration.accounts.form_recovery import owner_token
from neuss_integration.foundation.troubles import OneLinePerOutage, Trouble, trouble_of
from neuss_integration.request_ids import WithRequestId
from tests.factories import World

TYPED = 'Drei "Zeilen"\nText <b>'


class Failed(Exception):
    """What a driver raises, with its SQLSTATE."""

    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


def caused(error: Exception, sqlstate: str | None) -> Exception:
    error.__cause__ = Failed(sqlstate)
    return error


@pytest.fixture
def troubled(world: World, client: Client) -> Client:
    client.force_login(world.koordination)
    client.raise_request_exception = False
    return client


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Every query fails as given; the middleware that asks first is met first."""

    def fail(error: Exception) -> None:
        def cursor(*args: Any, **kwargs: Any) -> Any:
            raise error

        monkeypatch.setattr(connection, "cursor", cursor)

    yield fail
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (caused(OperationalError("canceling statement"), "55P03"), Trouble.BUSY),
        (caused(OperationalError("deadlock detected"), "40P01"), Trouble.BUSY),
        (OperationalError("database is locked"), Trouble.BUSY),
        (caused(OperationalError("connection refused"), None), Trouble.AWAY),
        (caused(OperationalError("terminating connection"), "57P01"), Trouble.AWAY),
        (InterfaceError("connection already closed"), Trouble.AWAY),
        (caused(OperationalError("could not extend file"), "53100"), Trouble.FULL),
        (OperationalError("attempt to write a readonly database"), Trouble.FULL),
        (OSError(errno.ENOSPC, "No space left on device"), Trouble.FULL),
        (caused(DatabaseError("syntax error"), "42601"), None),
        (ValueError("other"), None),
    ],
)
def test_trouble_is_told_apart(error: Exception, trouble: Trouble | None) -> None:
    assert trouble_of(error) is trouble


def test_page_comes_back_by_itself_while_the_database_is_away(troubled: Client, failing: Any) -> None:
    failing(caused(OperationalError("connection refused"), None))
    response = troubled.get("/massnahmen/")
    assert (response.status_code, response["Retry-After"], response["Refresh"]) == (503, "20", "20")
    assert "Die Datenbank antwortet nicht" in response.content.decode()
    assert 'href="/massnahmen/"' in response.content.decode()


def test_what_was_typed_stands_on_the_page_and_can_be_sent_again(troubled: Client, failing: Any, world: World) -> None:
    sent = {"title": TYPED, "password": "geheim", "form_owner": owner_token(world.koordination)}
    failing(OperationalError("database is locked"))
    response = troubled.post("/massnahmen/neu/", sent)
    page = response.content.decode()
    assert (response.status_code, "Refresh" in response) == (503, False)
    assert "<h1>Gerade arbeitet jemand daran</h1>" in page
    assert 'name="title" value="Drei &quot;Zeilen&quot; Text &lt;b&gt;"' in page
    assert "geheim" not in page
    assert 'method="post" action="/massnahmen/neu/"' in page


def test_form_of_somebody_else_is_not_put_on_the_page(troubled: Client, failing: Any) -> None:
    failing(OperationalError("database is locked"))
    page = troubled.post("/massnahmen/neu/", {"title": TYPED}).content.decode()
    assert "<form" not in page
    answer = troubled.post("/massnahmen/neu/", {}, headers={"accept": "application/json"})
    assert json.loads(answer.content)["message"].startswith("Gerade arbeitet jemand daran. ")


def test_outage_is_one_line_without_its_trace() -> None:
    watch = OneLinePerOutage()

    def line(error: Exception) -> logging.LogRecord:
        return logging.LogRecord("django.request", 40, "", 0, "%s", ("x",), (type(error), error, None))

    first = line(caused(OperationalError("connection\nrefused"), None))
    others = [line(caused(OperationalError("connection refused"), None)) for _ in range(100)]
    assert (watch.filter(first), first.getMessage(), first.exc_info) == (True, "AWAY: connection refused", None)
    assert [each for each in others if watch.filter(each)] == []
    assert watch.filter(line(ValueError("other")))


def test_monitoring_that_asks_every_second_fills_no_log() -> None:
    record = logging.LogRecord("django.request", 40, "", 0, "Service Unavailable", (), None)
    record.request = RequestFactory().get("/readyz?alles")
    assert not OneLinePerOutage().filter(record)


def test_answer_names_the_request_as_the_proxy_does(client: Client, world: World) -> None:
    given = client.get("/healthz", headers={"x-request-id": "4f1e-proxy-17"})
    own = client.get("/healthz", headers={"x-request-id": "<script>"})
    assert given["X-Request-ID"] == "4f1e-proxy-17"
    assert len(own["X-Request-ID"]) == 32


@pytest.mark.django_db
def test_error_page_names_the_request(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(world.koordination)
    client.raise_request_exception = False
    monkeypatch.setattr(Measure.objects, "visible_to", lambda *args: 1 / 0)
    response = client.get(f"/massnahmen/{world.praeventionsnetz.pk}/")
    assert response.status_code == 500
    assert f"<code>{response['X-Request-ID']}</code>" in response.content.decode()


def test_json_line_is_one_object_with_the_request(rf: RequestFactory) -> None:
    config = dict(settings.LOGGING["formatters"]["json"])
    config.pop("()")
    formatter = JsonFormatter(config.pop("format"), **config)
    record = logging.LogRecord("measures", 30, "", 0, "Größe: %s", ("7",), None)
    record.request, record.status_code = rf.get("/suche/", {"suche": "Duldung"}), 404
    assert WithRequestId().filter(record)
    line = json.loads(formatter.format(record))
    assert (line["message"], line["levelname"], line["request_id"]) == ("Größe: 7", "WARNING", "-")
    assert (line["status_code"], "Duldung" in formatter.format(record)) == (404, False)
