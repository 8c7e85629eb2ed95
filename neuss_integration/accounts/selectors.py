"""Reads for the pages of accounts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from neuss_integration.accounts.models import Membership, User
from neuss_integration.history import NOBODY
from neuss_integration.text import fold, german_sort_key, search_words
from neuss_integration.ui.texts import german_date


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history of an account, as the timeline shows it."""

    when: dt.datetime
    who: str
    title: str
    before: str = ""
    after: str = ""


def accounts(user: Any, *, text: str = "", role: str = "", active: str = "") -> list[User]:
    """The accounts `user` may see in German order, with `roles` (those of today); three queries in all.

    A city has some hundred: they are searched here, because databases fold no umlauts.
    """
    people = User.objects.visible_to(user)
    if active:
        people = people.filter(is_active=active == "yes")
    today = Membership.objects.current().select_related("department")
    found = [person for person in people.prefetch_related(Prefetch("memberships", today, to_attr="roles"))
             if _matches(person, text, role)]  # fmt: skip
    return sorted(found, key=lambda person: (german_sort_key(person.name), person.pk))


def _matches(person: Any, text: str, role: str) -> bool:
    roles = {membership.role for membership in person.roles}
    if role and not (role in roles or (role == "none" and not roles)):
        return False
    searched = fold(f"{person.name} {person.email}")
    return all(word in searched for word in search_words(text))


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role as a table shows it."""

    membership: Membership
    period: str
    is_current: bool
    is_over: bool


def roles_of(user: User) -> list[RoleRow]:
    """All roles of `user`: those of today first, then coming ones, then past ones."""
    today = timezone.localdate()
    rows = [
        RoleRow(
            membership=membership,
            period=period(membership.valid_from, membership.valid_until),
            is_current=membership.is_valid_on(today),
            is_over=membership.valid_until is not None and membership.valid_until < today,
        )
        for membership in user.memberships.select_related("department")
    ]
    return sorted(rows, key=lambda row: (not row.is_current, row.is_over))


def period(start: dt.date | None, end: dt.date | None) -> str:
    """From–until in words."""
    if start and end:
        return f"{start:%d.%m.%Y} bis {end:%d.%m.%Y}"
    if start:
        return f"{'seit' if start <= timezone.localdate() else 'ab'} {start:%d.%m.%Y}"
    return f"bis {end:%d.%m.%Y}" if end else "unbefristet"


def facts_of(user: User) -> list[tuple[str, object]]:
    """What the Fachadministration sees of an account."""
    return [
        ("Name", user.name),
        ("E-Mail-Adresse", user.email),
        ("Konto", "aktiv" if user.is_active else "deaktiviert"),
        ("Angelegt am", german_date(user.created_at)),
        ("Zuletzt angemeldet", german_date(user.last_login, time=True) if user.last_login else "noch nie"),
    ]


def history_of(user: User) -> list[Entry]:
    """Who changed what about `user` and when, the latest first; two queries."""
    entries = [*_changes_of_data(user), *_changes_of_roles(user)]
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def _changes_of_data(user: User) -> Iterator[Entry]:
    before = None
    for row in user.history.select_related("history_user").order_by("history_date", "history_id"):
        who = _who(row)
        if row.history_type == "+":
            yield Entry(row.history_date, who, "Konto angelegt")
        elif before is not None:
            for name, title in (("name", "Name geändert"), ("email", "E-Mail-Adresse geändert")):
                old, new = getattr(before, name), getattr(row, name)
                if old != new:
                    yield Entry(row.history_date, who, title, old, new)
            if before.is_active != row.is_active:
                yield Entry(row.history_date, who, "Konto aktiviert" if row.is_active else "Konto deaktiviert")
            if before.has_shortcuts != row.has_shortcuts:
                switched = "eingeschaltet" if row.has_shortcuts else "ausgeschaltet"
                yield Entry(row.history_date, who, f"Tastenkürzel {switched}")
        if row.history_change_reason:
            yield Entry(row.history_date, who, row.history_change_reason)
        before = row


def _changes_of_roles(user: User) -> Iterator[Entry]:
    rows = Membership.history.filter(user=user).select_related("history_user", "department")
    last: dict[int, Any] = {}
    for row in rows.order_by("history_date", "history_id"):
        name = " ".join(filter(None, (row.get_role_display(), row.department and row.department.name)))
        valid = period(row.valid_from, row.valid_until)
        if row.id not in last:
            yield Entry(row.history_date, _who(row), f"Rolle „{name}“ vergeben", after=valid)
        elif (row.valid_from, row.valid_until) != (last[row.id].valid_from, last[row.id].valid_until):
            old = period(last[row.id].valid_from, last[row.id].valid_until)
            yield Entry(row.history_date, _who(row), f"Rolle „{name}“ geändert", old, valid)
        last[row.id] = row


def _who(row: Any) -> str:
    return str(row.history_user) if row.history_user else NOBODY
