"""The main navigation: which pages there are, and who is shown which."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the main navigation; without `permission` everybody who is signed in is shown it."""

    label: str
    url_name: str
    permission: Permission | None
    icon: str


@dataclass(frozen=True, slots=True)
class NavLink:
    """An item as shown to one person on one page."""

    label: str
    url: str
    icon: str
    is_current: bool


NAVIGATION: tuple[NavItem, ...] = (
    NavItem("Meine Aufgaben", "measures:task-list", Permission.REPORT_PROGRESS, "tasks"),
    NavItem("Erfolgsfaktoren", "success_factors:factor-list", Permission.VIEW_CONCEPT, "target"),
    NavItem("Handlungsfelder", "success_factors:field-list", Permission.VIEW_CONCEPT, "grid"),
    NavItem("Ziele", "success_factors:goal-list", Permission.VIEW_CONCEPT, "flag"),
    NavItem("Indikatoren", "success_factors:indicator-list", Permission.VIEW_CONCEPT, "sort-up"),
    NavItem("Maßnahmen", "measures:measure-list", Permission.VIEW_MEASURES, "checklist"),
    NavItem("Beschlüsse", "measures:resolution-list", Permission.VIEW_MEASURES, "draft"),
    NavItem("Organisationen", "measures:organisation-list", Permission.VIEW_MEASURES, "building"),
    NavItem("Berichtsrunden", "measures:round-list", Permission.MANAGE_ROUNDS, "calendar-clock"),
    NavItem("Prüfen", "measures:review-list", Permission.REVIEW_PROGRESS, "check"),
    NavItem("Runde Tische", "roundtables:table-list", Permission.VIEW_CONCEPT, "people"),
    NavItem("Berichte", "reporting:report-list", Permission.VIEW_REPORTS, "chart"),
    NavItem("Stammdaten", "maintenance:index", Permission.MAINTAIN_MASTER_DATA, "archive"),
    NavItem("Konten", "accounts:user-list", Permission.MANAGE_USERS, "key"),
    NavItem("Betrieb", "status", Permission.MANAGE_USERS, "check"),
)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key that leads somewhere; without `permission` for everybody who is signed in."""

    key: str
    label: str
    url_name: str
    permission: Permission | None
    fragment: str = ""

    @property
    def url(self) -> str:
        return _url(self.url_name) + self.fragment


SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut("/", "Suchen: in das Suchfeld der Seite; wo keines ist, in das der Maßnahmen", "measures:measure-list",
             Permission.VIEW_MEASURES, "#id_suche"),
    Shortcut("n", "Neue Maßnahme anlegen", "measures:measure-create", Permission.MAINTAIN_MEASURES),
    Shortcut("?", "Diese Hilfe öffnen", "site:shortcuts", None),
)  # fmt: skip


def shortcuts_for(user: Any) -> list[Shortcut]:
    """The keys that lead `user` to pages they may open."""
    access = access_of(user)
    return [each for each in SHORTCUTS if each.permission is None or access.has(each.permission)]


def shortcut_addresses(user: Any) -> str:
    """Where the keys lead, as JSON for the script; empty for who has switched them off or is not signed in."""
    if not getattr(user, "has_shortcuts", False):
        return ""
    return json.dumps({each.key: each.url for each in shortcuts_for(user)})


def navigation_for(user: Any, path: str) -> Iterator[NavLink]:
    """The links `user` may follow; the one that `path` lies under is the current one."""
    if not getattr(user, "is_authenticated", False):
        return
    access = access_of(user)
    for item in NAVIGATION:
        if item.permission is None or access.has(item.permission):
            url = _url(item.url_name)
            yield NavLink(item.label, url, item.icon, path == url or (url != "/" and path.startswith(url)))


@cache
def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch as reason:
        raise LookupError(f"The navigation names {name!r}, but there is no such page.") from reason
