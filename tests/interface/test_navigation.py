"""Navigation shows what a person may open."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from neuss_integration import navigation
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import Access
from neuss_integration.navigation import NAVIGATION, NavGroup, NavItem, navigation_for, navigation_line


def person(*permissions: Permission) -> Any:
    """Somebody signed in with these permissions."""
    return SimpleNamespace(is_authenticated=True, is_active=True, access=Access(permissions=frozenset(permissions)))


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages under one word, one of them for user administration only."""
    pages = (
        NavItem("Barrierefreiheit", "site:accessibility", (), ("measures:progress-detail",)),
        NavItem("Bausteine", "site:gallery", (Permission.MANAGE_USERS,)),
    )
    monkeypatch.setattr(navigation, "NAVIGATION", (NavGroup("Entwicklung", pages),))


def shown_to(person: Any, path: str = "/") -> list[tuple[str, list[str]]]:
    return [(entry.label, [link.label for link in entry.links]) for entry in navigation_for(person, path)]


@pytest.mark.usefixtures("items")
def test_navigation_hides_pages_without_permission() -> None:
    assert shown_to(person(Permission.MANAGE_USERS)) == [("Entwicklung", ["Barrierefreiheit", "Bausteine"])]
    assert shown_to(person()) == [("Barrierefreiheit", ["Barrierefreiheit"])]


@pytest.mark.usefixtures("items")
@pytest.mark.parametrize(
    ("path", "marked"),
    [("/barrierefreiheit/etwas/", True), ("/sachstand/8/pdf/", True), ("/massnahmen/", False)],
)
def test_navigation_marks_the_page_above(path: str, marked: bool) -> None:
    (entry,) = navigation_for(person(), path)
    assert (entry.is_current, entry.links[0].is_current) == (marked, marked)


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "Übersicht"),
        ("/massnahmen/M-2024-001/", "Alle Maßnahmen"),
        ("/massnahmen/zeitplan/", "Zeitplan"),
        ("/ziele/fassungen/3/", "Fassungen"),
        ("/ziele/3/", "Ziele"),
        ("/sachstand/7/", "Meine Aufgaben"),
        ("/sachstand/pruefung/", "Prüfen"),
        ("/sitzungen/4/protokoll/", "Tische und Sitzungen"),
        ("/organisationen/netzwerk/", "Netzwerk"),
        ("/konto/", ""),
    ],
)
def test_navigation_marks_the_nearest_of_several(path: str, page: str) -> None:
    entries = navigation_for(person(*Permission), path)
    assert "".join(link.label for entry in entries for link in entry.links if link.is_current) == page


def test_sachstand_belongs_to_the_review_for_who_reports_nothing() -> None:
    entries = navigation_for(person(Permission.MANAGE_ROUNDS, Permission.REVIEW_PROGRESS), "/sachstand/7/")
    assert [link.label for entry in entries for link in entry.links if link.is_current] == ["Prüfen"]


def test_navigation_is_empty_without_sign_in() -> None:
    assert navigation_for(AnonymousUser(), "/") == []
    assert navigation_line(AnonymousUser(), "/") == ""


def test_navigation_has_at_most_seven_entries_and_names_pages_that_exist() -> None:
    entries = navigation_for(person(*Permission), "/")
    assert [len(entry.links) for entry in entries] == [len(group.items) for group in NAVIGATION]
    assert len(entries) <= 7


def test_navigation_refuses_a_page_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "NAVIGATION", (NavGroup("Nichts", (NavItem("Nichts", "no:page"),)),))
    with pytest.raises(LookupError, match="no:page"):
        navigation_for(person(), "/")
