"""The main navigation: which pages there are in which group, and who is shown which."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import SEE_DEPUTIES, access_of

TABLES = (Permission.VIEW_TABLES, Permission.ATTEND_TABLES)


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the main navigation for who holds one of `permissions`; without any for everybody signed in.

    `below` names pages of one thing, such as a Sitzung, that belong to it and do not lie under its address.
    """

    label: str
    url_name: str
    permissions: tuple[Permission, ...] = ()
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NavGroup:
    """An entry of the line: a word that opens its pages; a group of which only one page is left is that page."""

    label: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class NavLink:
    """A page as shown to one person on one page."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class NavEntry:
    """An entry of the line as shown to one person: a link of its own, or a word over several."""

    label: str
    links: tuple[NavLink, ...]

    @property
    def is_current(self) -> bool:
        """Whether the page that is shown belongs here."""
        return any(link.is_current for link in self.links)


CONCEPT = (Permission.VIEW_CONCEPT,)
MEASURES = (Permission.VIEW_MEASURES,)
ROUNDS = (Permission.MANAGE_ROUNDS,)
USERS = (Permission.MANAGE_USERS,)
VALUES = (Permission.MAINTAIN_CONCEPT, Permission.REPORT_PROGRESS)

NAVIGATION: tuple[NavGroup, ...] = (
    NavGroup("Übersicht", (NavItem("Übersicht", "start"),)),
    NavGroup(
        "Konzept",
        (
            NavItem("Erfolgsfaktoren", "success_factors:factor-list", CONCEPT, ("success_factors:assessment-correct",)),
            NavItem("Handlungsfelder", "success_factors:field-list", CONCEPT),
            NavItem("Lücken im Konzept", "success_factors:matrix-fields", CONCEPT),
            NavItem("Ziele", "success_factors:goal-list", CONCEPT),
            NavItem("Fassungen", "success_factors:edition-list", CONCEPT),
            NavItem("Beteiligung", "roundtables:comment-round-list", CONCEPT),
            NavItem("Indikatoren", "success_factors:indicator-list", CONCEPT),
            NavItem("Messwerte", "success_factors:request-list", VALUES),
            NavItem("Kommune als Arbeitgeber", "success_factors:staff-overview", CONCEPT),
            NavItem("Dienstleistungen öffnen", "measures:check-overview", CONCEPT),
        ),
    ),
    NavGroup(
        "Maßnahmen",
        (
            NavItem("Alle Maßnahmen", "measures:measure-list", MEASURES),
            NavItem("Tafel nach Status", "measures:measure-board", MEASURES),
            NavItem("Zeitplan", "measures:measure-timeline", MEASURES),
            NavItem("Kalender", "steering:calendar", MEASURES),
            NavItem("Karte", "measures:measure-map", MEASURES),
            NavItem("Stadtteile", "measures:district-list", MEASURES),
            NavItem("Finanzierung", "measures:funding-totals", MEASURES),
            NavItem("Förderprogramme", "measures:programme-list", MEASURES),
            NavItem("Zuständigkeiten", "measures:responsibilities", MEASURES),
            NavItem("Organigramm", "measures:organisation-chart", MEASURES),
            NavItem("Beschlüsse", "measures:resolution-list", MEASURES),
            NavItem("Anfragen", "measures:question-list", MEASURES),
            NavItem("Organisationen", "measures:organisation-list", MEASURES),
            NavItem("Netzwerk", "roundtables:network", MEASURES),
        ),
    ),
    NavGroup(
        "Berichtsrunden",
        (
            NavItem("Meine Aufgaben", "measures:task-list", (Permission.REPORT_PROGRESS,)),
            NavItem("Alle Berichtsrunden", "measures:round-list", ROUNDS),
            NavItem("Prüfen", "measures:review-list", (Permission.REVIEW_PROGRESS,), ("measures:progress-detail",)),
        ),
    ),
    NavGroup(
        "Runde Tische",
        (
            NavItem("Tische und Sitzungen", "roundtables:table-list", TABLES, ("roundtables:meeting-detail",)),
            NavItem("Bedarfe", "roundtables:need-list", TABLES),
            NavItem("Bewertungen", "roundtables:rating-list", TABLES),
            NavItem("Handlungsvorschläge", "roundtables:proposal-list", TABLES),
            NavItem("Aufträge", "roundtables:action-list", TABLES),
        ),
    ),
    NavGroup(
        "Berichte",
        (
            NavItem("Berichte", "reporting:report-list", (Permission.VIEW_REPORTS,)),
            NavItem("Portal", "publicity:index", (Permission.MANAGE_PORTAL,)),
        ),
    ),
    NavGroup(
        "Verwaltung",
        (
            NavItem("Stammdaten", "maintenance:index", (Permission.MAINTAIN_MASTER_DATA,)),
            NavItem("Konten", "accounts:user-list", USERS),
            NavItem("Vertretungen", "deputies:list", SEE_DEPUTIES),
            NavItem("Nachrichten", "mailing:mail-list", ROUNDS),
            NavItem("Betrieb", "status", USERS),
            NavItem("Datenschutz", "data-protection:index", USERS),
            NavItem("Protokoll", "audit-log", (Permission.VIEW_AUDIT,)),
        ),
    ),
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
    Shortcut("/", "Alles durchsuchen: in das Suchfeld im Kopf der Seite", "search", None, "#id_suche"),
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


def navigation_for(user: Any, path: str) -> list[NavEntry]:
    """The entries of which `user` may open something; the page that `path` belongs to is the current one."""
    if not getattr(user, "is_authenticated", False):
        return []
    permissions = access_of(user).permissions
    return list(_entries(permissions, _page_of(permissions, path)))


def navigation_line(user: Any, path: str) -> SafeString:
    """The line of `navigation_for` as HTML: the same for all who may do the same, so it is made once."""
    if not getattr(user, "is_authenticated", False):
        return SafeString("")
    permissions = access_of(user).permissions
    return _line(permissions, _page_of(permissions, path))


@lru_cache(maxsize=512)
def _line(permissions: frozenset[Permission], current: str) -> SafeString:
    return render_to_string("layout/navigation.html", {"navigation": list(_entries(permissions, current))})


def _allowed(permissions: frozenset[Permission], item: NavItem) -> bool:
    return not item.permissions or not permissions.isdisjoint(item.permissions)


def _page_of(permissions: frozenset[Permission], path: str) -> str:
    """The address of the page that `path` belongs to: of all above it the nearest; empty where there is none."""
    best, found = "", ""
    for group in NAVIGATION:
        for item in group.items:
            if _allowed(permissions, item):
                url = _url(item.url_name)
                for above in (url, *map(_folder, item.below)):
                    if (path == above or (above != "/" and path.startswith(above))) and len(above) > len(best):
                        best, found = above, url
    return found


def _entries(permissions: frozenset[Permission], current: str) -> Iterator[NavEntry]:
    for group in NAVIGATION:
        items = [item for item in group.items if _allowed(permissions, item)]
        links = tuple(NavLink(item.label, _url(item.url_name), _url(item.url_name) == current) for item in items)
        if links:
            yield NavEntry(group.label if len(links) > 1 else links[0].label, links)


@cache
def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch as reason:
        raise LookupError(f"The navigation names {name!r}, but there is no such page.") from reason


@cache
def _folder(name: str) -> str:
    """The address under which the pages of the things lie that `name` shows one of."""
    return reverse(name, args=[0]).partition("0/")[0]
