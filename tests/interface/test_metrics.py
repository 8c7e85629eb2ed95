"""What Prometheus reads, and what a Sentry is told: numbers and places, nothing of people."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sentry_sdk
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from neuss_integration.error_reports import report_errors
from neuss_integration.metrics import MetricsMiddleware
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.services import beat

TOKEN = "ein-langes-kennwort"
WELL = re.compile(r'integrationskonzept_well\{part="(\w+)"\} (\d)')


def answering(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=404)


@pytest.fixture
def middleware(settings: Any) -> Callable[[HttpRequest], HttpResponse]:
    settings.METRICS_TOKEN = TOKEN
    return MetricsMiddleware(answering)


def metrics(middleware: Callable[[HttpRequest], HttpResponse], token: str = TOKEN) -> HttpResponse:
    return middleware(RequestFactory().get("/metrics", headers={"authorization": f"Bearer {token}"}))


def test_without_a_token_nothing_is_measured_and_nothing_is_there(client: Client) -> None:
    with pytest.raises(MiddlewareNotUsed):
        MetricsMiddleware(answering)
    assert client.get("/metrics").status_code == 404


def test_a_wrong_token_is_told_nothing(middleware: Any, db: None) -> None:
    assert (metrics(middleware, "falsch").status_code, metrics(middleware, "falsch").content) == (404, b"")


def test_each_part_of_the_operation_is_well_or_not(middleware: Any, db: None) -> None:
    beat(BackgroundService.WORKER)
    told = dict(WELL.findall(metrics(middleware).content.decode()))
    assert (told["database"], told["worker"], told["tick"]) == ("1", "1", "0")


def test_answers_are_counted_without_a_series_for_each_address_of_a_stranger(middleware: Any, db: None) -> None:
    counted = 'integrationskonzept_answer_seconds_count{method="GET",status="404",view="none"}'
    for address in ("/eins/", "/zwei/"):
        middleware(RequestFactory().get(address))
    lines = metrics(middleware).content.decode().splitlines()
    assert [line.rpartition(" ")[0] for line in lines if line.startswith(counted.partition("{")[0] + "{")] == [counted]


class KeepingTransport(Transport):
    """Keeps what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Any] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.events += filter(None, [envelope.get_event()])


@pytest.fixture
def reported() -> Iterator[list[Any]]:
    transport = KeepingTransport()
    report_errors("https://schluessel@sentry.example/1", transport=transport)
    yield transport.events
    sentry_sdk.init()


def test_a_reported_error_tells_the_place_and_nothing_of_people(
    client: Client, reported: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neuss_integration.health.checks", lambda: 1 / len(""))
    client.raise_request_exception = False
    client.get("/readyz?name=Erika+Mustermann", headers={"x-request-id": "anfrage-1234"})
    told = str(reported)
    assert (reported[0]["exception"]["values"][0]["type"], reported[0]["tags"]["request_id"]) == (
        "ZeroDivisionError",
        "anfrage-1234",
    )
    assert not [each for each in ("Mustermann", "Cookie", "127.0.0.1") if each in told]
