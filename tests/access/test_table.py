"""Every address answers every role as the table says, and shows nobody what is not for them."""

from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.urls import reverse

from neuss_integration.middleware import HEADERS
from tests.access import addresses
from tests.access.scene import SECRETS, Scene
from tests.access.table import FOR_EVERY_ROLE, PAGES, PEOPLE, PUBLIC, ROWS, Row

pytestmark = pytest.mark.django_db


def shown(response: HttpResponse) -> str:
    """The answer as the table writes it."""
    if response.status_code == 302 and urlsplit(response.url).path == reverse("account_login"):
        return "login"
    return str(response.status_code)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_address_answers_as_the_table_says(scene: Scene, row: Row) -> None:
    assert {column: shown(scene.answer(row, column)) for column in PEOPLE} == row.answers


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_answer_carries_the_headers(scene: Scene, row: Row) -> None:
    answers = {column: scene.answer(row, column).headers for column in PEOPLE}
    assert [(column, name) for column, headers in answers.items() for name in HEADERS if name not in headers] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "GET"], ids=str)
def test_address_shows_nobody_what_is_not_for_them(scene: Scene, row: Row) -> None:
    found = []
    for column in PEOPLE:
        response = scene.answer(row, column)
        text = response.content.decode(errors="replace")
        found += [(column, secret) for secret, readers in SECRETS.items() if secret in text and column not in readers]
    assert found == []


@pytest.mark.parametrize("secret", SECRETS)
def test_secret_is_found_by_those_who_may_read_it(scene: Scene, secret: str) -> None:
    column = sorted(SECRETS[secret])[0]
    pages = [row for row in PAGES if row.answers[column] == "200"]
    pages.sort(key=lambda row: (str(row), column) not in scene.answers)
    assert any(secret in scene.answer(row, column).content.decode(errors="replace") for row in pages)


def test_sign_in_leads_back_to_the_page_that_was_asked_for(scene: Scene) -> None:
    for row in ROWS:
        if row.answers["anonym"] == "login" and row.method == "GET" and row.name not in PUBLIC:
            assert scene.answer(row, "anonym").url == f"/konto/anmelden/?next={scene.url(row)}"


def test_every_address_has_a_name() -> None:
    assert [str(pattern.pattern) for name, pattern in addresses.patterns() if not name] == []


def test_every_address_stands_in_the_table_for_both_methods() -> None:
    wanted = {(name, method) for name in addresses.views() for method in ("GET", "POST")}
    assert {(row.name, row.method) for row in ROWS} == wanted


def test_no_line_stands_in_the_table_twice() -> None:
    assert len({str(row) for row in ROWS}) == len(ROWS)


def test_only_listed_pages_are_public() -> None:
    public = {name for name, view in addresses.views().items() if not getattr(view, "login_required", True)}
    assert public == PUBLIC


def test_every_other_view_asks_for_a_permission() -> None:
    views = addresses.views()
    free = {name for name, view in views.items() if not getattr(view, "required_permissions", ())}
    assert free - PUBLIC <= FOR_EVERY_ROLE
