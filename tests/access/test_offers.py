"""What the state of a thing refuses is not offered: each button and form that a page leads to is pressed once."""

from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from success_factors.services.drafts import LOCKED
from tests.access.scene import Scene
from tests.access.test_pages import HTML

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Form = tuple[str, list[tuple[str, str]]]


def forms_of(html: str, address: str) -> list[Form]:
    """Where each form of a page is sent that writes, with everything filled in."""
    page = lxml.html.fromstring(html)
    found = [form for form in page.forms if form.method == "POST"]
    return [(urlsplit(urljoin(address, form.action or "")).path, filled(form)) for form in found]


def links_of(html: str, address: str) -> set[str]:
    """The pages that a page leads to."""
    found = (each.get("href") for each in lxml.html.fromstring(html).iter("a"))
    return {urlsplit(urljoin(address, link)).path for link in found if link}


def offered(pages: dict[str, str], linked: set[str]) -> dict[str, dict[str, str]]:
    """The forms of `pages` by where they are sent; those of pages to which none leads are not offered."""
    forms = (
        form for address, text in pages.items() for form in forms_of(text, address) if _leads(form, address, linked)
    )
    return {action: dict(data) for action, data in forms}


def _leads(form: Form, address: str, linked: set[str]) -> bool:
    return form[0] != address or address in linked


def filled(form: lxml.html.FormElement) -> list[tuple[str, str]]:
    """What a browser sends when a person answered every question with the next best."""
    given = dict(form.form_values())
    for field in form.inputs:
        if field.name and not given.get(field.name):
            given[field.name] = answer(field)
    return [(name, value) for name, value in given.items() if value]


def answer(field: lxml.html.HtmlElement) -> str:
    if field.tag == "select":
        return next((each for each in field.value_options if each), "")
    kind = field.get("type", "text")
    if kind in ("radio", "checkbox"):
        return field.get("value", "on")
    if kind in ("hidden", "submit", "button", "file"):
        return ""
    if field.get("inputmode") == "numeric":
        kind = "number"
    return {"date": f"{timezone.localdate():%Y-%m-%d}", "number": "1", "email": "a@neuss.example"}.get(kind, "Text")


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What services refused, as it was said."""
    said: list[str] = []

    def note(self: Refused, *words: object) -> None:
        said.extend(str(each) for each in words)

    monkeypatch.setattr(Refused, "__init__", note)
    return said


def pressed(client: Client, action: str, data: dict[str, str]) -> None:
    """What the form did is taken back."""
    with transaction.atomic():
        client.post(action, data)
        transaction.set_rollback(True)


def test_no_button_and_no_form_that_a_page_leads_to_is_refused(scene: Scene, refusals: list[str]) -> None:
    rows = [row for row in HTML if row.answers["koord"] == "200"]
    pages = {scene.url(row): scene.answer(row, "koord").text for row in rows}
    linked = {link for address, text in pages.items() for link in links_of(text, address)}
    client, refused, forms = scene.browser("koord"), {}, offered(pages, linked)
    for action, data in forms.items():
        pressed(client, action, data)
        if refusals:
            refused[action] = refusals.copy()
            refusals.clear()
    assert (refused, len(forms) > 200) == ({}, True)


@pytest.mark.parametrize("column", ["jugend", "tisch", "rat", "admin", "revision", "anonym"])
def test_no_link_leads_where_the_role_is_refused(scene: Scene, column: str) -> None:
    refusing = {row.name for row in HTML if row.answers[column] == "403"}
    refusing -= {row.name for row in HTML if row.answers[column] == "200"}
    wrong = {}
    for row in (each for each in HTML if each.answers[column] == "200"):
        address = scene.url(row)
        links = links_of(scene.answer(row, column).text, address)
        if found := {link for link in links if name_of(link) in refusing}:
            wrong[address] = sorted(found)
    assert wrong == {}


def name_of(link: str) -> str:
    """The route of an address of ours."""
    try:
        return resolve(link).view_name
    except Resolver404:
        return ""


def test_refusal_is_noticed(scene: Scene, refusals: list[str]) -> None:
    adopted = reverse("success_factors:edition-discard", args=scene.arguments["fassung"])
    pressed(scene.browser("koord"), adopted, {})
    assert refusals == [LOCKED]
