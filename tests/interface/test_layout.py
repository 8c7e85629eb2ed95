"""The frame of every page."""

import re
from typing import Any

import pytest
from django.test import Client

from neuss_integration.accounts.models import User
from neuss_integration.navigation import NavEntry, NavLink
from tests.factories import World, sign_in
from tests.interface.helpers import shown


def page(**context: Any) -> str:
    return shown('{% extends "layout/base.html" %}', page_title="Seite", **context)


@pytest.fixture
def person() -> User:
    """Somebody who is signed in; nothing is stored."""
    return User(pk=1, email="koordination@neuss.example", name="Koordination <Neuss>")


def test_title_is_heading_and_page_title() -> None:
    html = page()
    assert "<title>Seite – Integrationskonzept Neuss</title>" in html
    assert re.findall(r"<h1[^>]*>.*?</h1>", html) == ["<h1>Seite</h1>"]


def test_page_has_language_landmarks_and_skip_link() -> None:
    html = page()
    assert '<html lang="de">' in html
    assert '<a class="skip-link" href="#inhalt">' in html
    assert [html.count(f"<{tag} ") for tag in ("header", "main", "footer")] == [1, 1, 1]


def test_city_comes_from_the_settings(settings: Any) -> None:
    settings.CITY_FULL_NAME = "Stadt Dormagen"
    assert "Stadt Dormagen" in page()


def test_nobody_signed_in_sees_no_navigation() -> None:
    html = page()
    assert "Hauptnavigation" not in html
    assert "Anmelden" in html


def test_signing_out_is_a_post(person: User) -> None:
    html = page(user=person, navigation="")
    assert "Koordination &lt;Neuss&gt;" in html
    assert re.search(
        r'<form method="post" action="/konto/abmelden/">\s*<input type="hidden" name="csrfmiddlewaretoken"', html
    )


def test_current_page_is_marked_in_the_navigation(person: User) -> None:
    links = (NavLink("Hier", "/a/", True), NavLink("Dort", "/b/", False))
    line = shown('{% include "layout/navigation.html" %}', navigation=[NavEntry("Alles", links)])
    html = page(user=person, navigation=line)
    assert 'href="/a/" aria-current="page">Hier</a>' in html
    assert 'href="/b/">Dort</a>' in html
    assert '<summary class="navigation__link" aria-current="true">Alles</summary>' in html


def test_messages_are_announced_with_their_kind() -> None:
    messages = [type("Message", (), {"level_tag": "error", "__str__": lambda self: "Nicht <gut>"})()]
    html = page(messages=messages)
    assert "kern-alert--danger" in html
    assert 'role="alert"' in html
    assert "<p>Nicht &lt;gut&gt;</p>" in html


def test_demo_says_that_it_is_one(settings: Any) -> None:
    assert "Demonstration" not in page()
    settings.DEMO_MODE = True
    assert "Demonstration" in page()


def test_form_owner_stands_in_forms_of_signed_in_people_only() -> None:
    assert 'name="form_owner" value="1:' in shown("{% form_owner %}", form_owner_token=lambda: "1:abc")
    assert shown("{% form_owner %}", form_owner_token=lambda: "") == ""


def test_list_layout_shows_filter_and_count() -> None:
    source = '{% extends "layout/list.html" %}{% block count %}3 Treffer{% endblock %}'
    html = shown(source, page_title="Liste", chips=[("Status", "?")])
    assert '<p class="list-head__count" role="status">3 Treffer</p>' in html
    assert "Filter entfernen" in html


def test_parts_that_are_set_once_tell_nobody_of_another(world: World, client: Client, settings: Any) -> None:
    """The footer of who is signed in has links that nobody else gets; names of the city follow their settings."""
    assert "Tastenkürzel" in sign_in(client, world.koordination).get("/barrierefreiheit/").text
    assert "Tastenkürzel" not in Client().get("/barrierefreiheit/").text
    settings.CITY_FULL_NAME = "Stadt Anderswo"
    assert "Stadt Anderswo" in Client().get("/barrierefreiheit/").text
