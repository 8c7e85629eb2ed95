"""PDFs that the worker sets while a page waits; without a worker the request sets them as before."""

import datetime as dt
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


def ask(**headers: Any) -> HttpResponse:
    return waited_pdf(RequestFactory().get("/x.pdf", headers=headers), ORDER, lambda: b"sofort", "x.pdf", back="/")


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
