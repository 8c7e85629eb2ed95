"""PDFs that the worker sets while a page waits; without a worker the request sets them as before."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from neuss_integration.foundation.pdf import PdfError
from neuss_integration.operations import pdf as pdf_orders
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.models import Heartbeat
from neuss_integration.operations.pdf import Order, set_order, waited_pdf
from reporting.tasks import run_publication

pytestmark = pytest.mark.django_db
ORDER = Order("<p>Text</p>", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


@pytest.fixture
def worker() -> None:
    now = timezone.now()
    Heartbeat.objects.create(
        service=BackgroundService.WORKER, place="test", seen_at=now, silent_after=now + dt.timedelta(minutes=5)
    )


@pytest.fixture
def ordered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    caches["pdf"].clear()
    monkeypatch.setattr(pdf_orders, "set_order", type("Task", (), {"enqueue": staticmethod(found.append)}))
    monkeypatch.setattr(pdf_orders, "render", lambda *args, **kwargs: HttpResponse("wartet", status=202))
    return found


def ask(order: Order = ORDER, network: str = "192.0.2.1", **headers: Any) -> HttpResponse:
    request = RequestFactory().get("/x.pdf", headers=headers, REMOTE_ADDR=network)
    return waited_pdf(request, order, lambda: b"sofort", "x.pdf", back="/")


def order(number: int) -> Order:
    return replace(ORDER, html=f"<p>Steckbrief {number}</p>")


def test_page_waits_and_orders_once(worker: None, ordered: list[str]) -> None:
    assert [ask().status_code for _ in range(3)] == [202] * 3
    assert ordered == [ORDER.key]
    assert ask(accept="application/json").content == b'{"state": "running"}'


def test_what_was_set_comes_at_once(worker: None, ordered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    monkeypatch.setattr(pdf_orders, "render_pdf", lambda html, created: b"gesetzt")
    set_order.func(ORDER.key)
    assert b"/x.pdf" in ask(accept="application/json").content
    assert (ask().content, ordered) == (b"gesetzt", [ORDER.key])


def test_failure_is_told_once_and_ordered_again(
    worker: None, ordered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(html: str, created: dt.datetime) -> bytes:
        raise PdfError("Zu groß.")

    ask()
    monkeypatch.setattr(pdf_orders, "render_pdf", fail)
    set_order.func(ORDER.key)
    told: list[str] = []
    monkeypatch.setattr("django.contrib.messages.error", lambda request, text: told.append(text))
    assert (ask().status_code, told) == (302, ["Zu groß."])
    assert (ask().status_code, len(ordered)) == (202, 2)


def test_without_a_worker_the_request_sets_it(ordered: list[str]) -> None:
    assert (ask().content, ordered) == (b"sofort", [])


def test_queue_of_one_person_stays_short_and_others_come_next(
    worker: None, ordered: list[str], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EXPENSIVE_PER_PERSON = 2
    monkeypatch.setattr(pdf_orders, "render", lambda *args, status: HttpResponse(str(args[2]), status=status))
    assert [ask(order(number)).status_code for number in range(20)] == [202] * 2 + [429] * 18
    assert ask(order(7))["Retry-After"] == "5"
    assert (ask(order(0)).status_code, ask(order(1), network="198.51.100.7").status_code) == (202, 202)
    assert ask(order(7), network="198.51.100.7").status_code == 202
    monkeypatch.setattr(pdf_orders, "render_pdf", lambda html, created: b"gesetzt")
    set_order.func(order(0).key)
    assert (ask(order(8)).status_code, ask(order(9)).status_code) == (202, 429)
    assert ordered == [order(number).key for number in (0, 1, 7, 8)]


def test_order_waits_for_what_the_office_does() -> None:
    assert set_order.priority < run_publication.priority
