"""The scripts in a real Chromium, on small pages made for them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORM = """<form method="post" action="/ziel/" data-autosave-url="/speichern/">
<input type="hidden" name="version" value="1"><label>Text <textarea name="text"></textarea></label>
<button type="submit" name="draft" value="ja">Entwurf</button></form>"""
JOB = """<div data-poll-url="/stand/"><p aria-live="polite" data-progress-label>Beginn</p>
<span data-progress-share></span><progress value="0" max="1"></progress></div>"""
PAGE = '<!DOCTYPE html><html lang="de"><body>%s<script src="/static/js/%s" defer></script></body></html>'
FAILURES = [(500, "Ihr Text steht noch im Formular"), (403, "Ihre Rolle erlaubt")]


@pytest.fixture
def open_page(page: Page, live_server: Any) -> Callable[..., Page]:
    """Opens a page with `body` and one script, beside the real static files."""

    def open_with(body: str, script: str) -> Page:
        html = PAGE % (body, script)
        page.route("**/versuch/", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=html))
        page.goto(f"{live_server.url}/versuch/")
        return page

    return open_with


def answers(page: Page, address: str, *bodies: dict[str, Any] | int) -> list[str]:
    """Answers requests to `address` with JSON or a status, the last one again and again; returns what was sent."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        body = bodies[min(len(sent), len(bodies) - 1)]
        sent.append(route.request.post_data or "")
        if isinstance(body, int):
            route.fulfill(status=body, body="")
        else:
            route.fulfill(content_type="application/json", body=json.dumps(body))

    page.route(f"**{address}", answer)
    return sent


def test_autosave_says_when_it_saved_and_takes_the_version(open_page: Callable[..., Page]) -> None:
    page = open_page(FORM, "autosave.js")
    sent = answers(page, "/speichern/", {"version": 2})
    page.get_by_label("Text").press_sequentially("Entwurf")
    expect(page.get_by_role("status")).to_contain_text("Gespeichert um ")
    expect(page.locator("[name=version]")).to_have_value("2")
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(500, "Ihr Text steht noch im Formular"), (403, "Ihre Rolle erlaubt")],
)
def test_autosave_says_when_it_could_not_save(open_page: Callable[..., Page], status: int, sentence: str) -> None:
    page = open_page(FORM, "autosave.js")
    answers(page, "/speichern/", status)
    page.get_by_label("Text").press_sequentially("Entwurf")
    expect(page.get_by_role("status")).to_contain_text(sentence)


def test_progress_follows_the_job_and_shows_its_end(open_page: Callable[..., Page]) -> None:
    page = open_page(JOB, "progress.js")
    running = {"state": "running", "done": 3, "total": 8, "label": "Kapitel 3"}
    answers(page, "/stand/", running, {"state": "done", "html": "<p>Fertig</p>"})
    expect(page.get_by_text("3 von 8")).to_be_visible()
    expect(page.get_by_text("Kapitel 3")).to_be_visible()
    expect(page.get_by_text("Fertig")).to_be_visible()


def test_form_is_sent_once_with_the_value_of_its_button(open_page: Callable[..., Page]) -> None:
    page = open_page(FORM, "forms.js")
    sent = answers(page, "/ziel/", 204)
    page.evaluate("const b = document.querySelector('button'); b.click(); b.click();")
    expect(page.get_by_role("button")).to_have_attribute("aria-disabled", "true")
    page.wait_for_timeout(300)
    assert len(sent) == 1
    assert "draft=ja" in sent[0]


def test_leaving_typed_text_is_asked_about(open_page: Callable[..., Page]) -> None:
    page = open_page(FORM, "forms.js")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.reload()
    assert asked == []
    page.get_by_label("Text").press_sequentially("Etwas")
    page.reload()
    assert asked == ["beforeunload"]
