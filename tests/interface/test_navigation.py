"""Navigation shows what a person may open."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from neuss_integration import navigation
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import Access
from neuss_integration.navigation import NAVIGATION, NavItem, navigation_for


def person(*permissions: Permission) -> Any:
    """Somebody signed in with these permissions."""
    return SimpleNamespace(is_authenticated=True, is_active=True, access=Access(permissions=frozenset(permissions)))


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages, one of them for user administration only."""
    pages = (
        NavItem("Barrierefreiheit", "site:accessibility", None, "home"),
        NavItem("Bausteine", "site:gallery", Permission.MANAGE_USERS, "grid"),
    )
    monkeypatch.setattr(navigation, "NAVIGATION", pages)


@pytest.mark.usefixtures("items")
def test_navigation_hides_pages_without_permission() -> None:
    everyone, manager = person(), person(Permission.MANAGE_USERS)
    assert [link.label for link in navigation_for(everyone, "/")] == ["Barrierefreiheit"]
    assert [link.label for link in navigation_for(manager, "/")] == ["Barrierefreiheit", "Bausteine"]


@pytest.mark.usefixtures("items")
def test_navigation_marks_the_page_above() -> None:
    links = list(navigation_for(person(), "/barrierefreiheit/etwas/"))
    assert [link.is_current for link in links] == [True]
    assert not any(link.is_current for link in navigation_for(person(), "/massnahmen/"))


def test_navigation_is_empty_without_sign_in() -> None:
    assert list(navigation_for(AnonymousUser(), "/")) == []


def test_navigation_names_pages_that_exist() -> None:
    everything = person(*Permission)
    assert len(list(navigation_for(everything, "/"))) == len(NAVIGATION)


def test_navigation_refuses_a_page_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "NAVIGATION", (NavItem("Nichts", "no:page", None, "home"),))
    with pytest.raises(LookupError, match="no:page"):
        list(navigation_for(person(), "/"))
