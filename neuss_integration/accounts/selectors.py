"""Reads for the pages of accounts."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ua_parser import parse

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Deputy, Membership, User
from neuss_integration.foundation.records.encryption import is_readable, mark_of_keys
from neuss_integration.foundation.records.history import NOBODY
from neuss_integration.foundation.ui.texts import german_date
from neuss_integration.foundation.words.folding import fold, german_sort_key, search_words

UNKNOWN_PROGRAM: Final = "Unbekanntes Programm"
MOBILE: Final = "Mobile "


@dataclass(frozen=True, slots=True)
class AccountHistoryEntry:
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
    found = [
        person
        for person in people.prefetch_related(Prefetch("memberships", today, to_attr="roles"))
        if _matches(person, text, role)
    ]
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


def history_of(user: User) -> list[AccountHistoryEntry]:
    """Who changed what about `user` and when, the latest first; three queries."""
    entries = [*_changes_of_data(user), *_changes_of_roles(user), *_changes_of_deputies(Q(person=user))]
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def _changes_of_data(user: User) -> Iterator[AccountHistoryEntry]:
    before = None
    for row in user.history.select_related("history_user").order_by("history_date", "history_id"):
        who = _who(row)
        if row.history_type == "+":
            yield AccountHistoryEntry(row.history_date, who, "Konto angelegt")
        elif before is not None:
            for name, title in (("name", "Name geändert"), ("email", "E-Mail-Adresse geändert")):
                old, new = getattr(before, name), getattr(row, name)
                if old != new:
                    yield AccountHistoryEntry(row.history_date, who, title, old, new)
            if before.is_active != row.is_active:
                yield AccountHistoryEntry(
                    row.history_date, who, "Konto aktiviert" if row.is_active else "Konto deaktiviert"
                )
            if before.has_shortcuts != row.has_shortcuts:
                switched = "eingeschaltet" if row.has_shortcuts else "ausgeschaltet"
                yield AccountHistoryEntry(row.history_date, who, f"Tastenkürzel {switched}")
        if row.history_change_reason:
            yield AccountHistoryEntry(row.history_date, who, row.history_change_reason)
        before = row


def _changes_of_roles(user: User) -> Iterator[AccountHistoryEntry]:
    rows = Membership.history.filter(user=user).select_related("history_user", "department")
    last: dict[int, Any] = {}
    for row in rows.order_by("history_date", "history_id"):
        name = " ".join(filter(None, (row.get_role_display(), row.department and row.department.name)))
        valid = period(row.valid_from, row.valid_until)
        if row.id not in last:
            yield AccountHistoryEntry(row.history_date, _who(row), f"Rolle „{name}“ vergeben", after=valid)
        elif (row.valid_from, row.valid_until) != (last[row.id].valid_from, last[row.id].valid_until):
            old = period(last[row.id].valid_from, last[row.id].valid_until)
            yield AccountHistoryEntry(row.history_date, _who(row), f"Rolle „{name}“ geändert", old, valid)
        last[row.id] = row


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """Who stands in for whom, as a table shows it."""

    deputy: Deputy
    offices: str
    is_current: bool
    is_over: bool
    may_change: bool


def deputies(user: Any) -> QuerySet[Deputy]:
    """Who stands in for whom, as far as `user` may see, what lasts longest first."""
    return Deputy.objects.visible_to(user).select_related("person", "deputy").order_by("-valid_until", "-pk")


def deputy_rows(found: Iterable[Deputy], user: Any) -> list[DeputyRow]:
    """`found` with the offices of who is absent; two queries."""
    rows, today = list(found), timezone.localdate()
    offices = offices_of({row.person_id for row in rows})
    editable = Deputy.objects.editable_by(user).filter(pk__in=[row.pk for row in rows])
    changeable = set(editable.values_list("pk", flat=True))
    return [
        DeputyRow(
            deputy=row,
            offices=", ".join(name for _, name in offices.get(row.person_id, [])),
            is_current=row.valid_from <= today <= row.valid_until,
            is_over=row.valid_until < today,
            may_change=row.pk in changeable and row.valid_until >= today,
        )
        for row in rows
    ]


def offices_of(people: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """The offices each person acts for today themselves, as key and name; one query."""
    roles = Membership.objects.current().filter(role=Role.DEPARTMENT_EDITOR, user__in=people)
    found: dict[int, list[tuple[int, str]]] = {}
    for person, key, name in roles.order_by("department__name").values_list("user", "department", "department__name"):
        found.setdefault(person, []).append((key or 0, name))
    return found


@dataclass(frozen=True, slots=True)
class StandIns:
    """Today: for whom the person stands in, with their offices, and who stands in for them."""

    represented: list[tuple[Deputy, list[tuple[int, str]]]]
    absent: list[Deputy]

    def person_of(self, department_id: int) -> User | None:
        """For whom the person acts for this office."""
        return next((row.person for row, offices in self.represented if department_id in dict(offices)), None)


def stand_ins_of(user: Any) -> StandIns:
    """Who stands in for whom today around `user`, without offices that are their own; two queries at most."""
    found = list(Deputy.objects.current().filter(Q(deputy=user) | Q(person=user)).select_related("person", "deputy"))
    taken = [row for row in found if row.deputy_id == user.pk]
    offices = offices_of({row.person_id for row in taken} | {user.pk}) if taken else {}
    own = offices.get(user.pk, [])
    represented = [(row, [each for each in offices.get(row.person_id, []) if each not in own]) for row in taken]
    return StandIns(represented, [row for row in found if row.person_id == user.pk])


def left_alone_by(appointed: Deputy) -> str:
    """A sentence when the absent person stands in for others in that time; empty otherwise. One query."""
    others = Deputy.objects.filter(deputy=appointed.person_id).select_related("person")
    found = others.overlapping(appointed.valid_from, appointed.valid_until).order_by("person__name", "pk")
    names = ", ".join(dict.fromkeys(each.person.name for each in found))
    if not names:
        return ""
    return f"{appointed.person} vertritt in dieser Zeit selbst: {names}. Bitte tragen Sie auch dafür jemanden ein."


def history_of_deputy(deputy: Deputy) -> list[AccountHistoryEntry]:
    """Who entered and changed it, the latest first; one query."""
    return sorted(_changes_of_deputies(Q(id=deputy.pk)), key=lambda entry: entry.when, reverse=True)


def _changes_of_deputies(which: Q) -> Iterator[AccountHistoryEntry]:
    rows = Deputy.history.filter(which).select_related("history_user", "deputy")
    last: dict[int, str] = {}
    for row in rows.order_by("history_date", "history_id"):
        what = {"+": "eingetragen", "~": "geändert", "-": "zurückgenommen"}[row.history_type]
        valid = "" if row.history_type == "-" else period(row.valid_from, row.valid_until)
        yield AccountHistoryEntry(
            row.history_date, _who(row), f"Vertretung durch {row.deputy} {what}", last.get(row.id, ""), valid
        )
        last[row.id] = valid


def _who(row: Any) -> str:
    return str(row.history_user) if row.history_user else NOBODY


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as the table shows it; `is_this` is the one that asks."""

    session: UserSession
    device: str
    is_this: bool


def sessions_of(request: HttpRequest) -> list[SessionRow]:
    """The sessions of who is signed in, this one first, then the one used last; those that ended are forgotten."""
    running = UserSession.objects.purge_and_list(request.user)
    running.sort(key=lambda session: session.last_seen_at, reverse=True)
    rows = [
        SessionRow(session, device_name(session.user_agent), session.session_key == request.session.session_key)
        for session in running
    ]
    return sorted(rows, key=lambda row: not row.is_this)


def device_name(user_agent: str) -> str:
    """„Firefox auf Windows“; as much as the program says of itself."""
    found = parse(user_agent)
    program = found.user_agent.family.removeprefix(MOBILE) if found.user_agent else UNKNOWN_PROGRAM
    return f"{program} auf {found.os.family}" if found.os else program


def unreadable_factors(**of: Any) -> list[Authenticator]:
    """Apps and recovery codes that no key of today opens: SECRET_KEY was replaced, and no code of theirs counts."""
    return [each for each in _closed_factors().filter(**of) if not is_readable(_closed(each.data))]


def accounts_without_key() -> int:
    """How many accounts have such factors. A process opens each once, as long as keys and factors are the same."""
    factors = _closed_factors().values_list("user_id", "data")
    return _accounts_without_key(mark_of_keys(), frozenset((user, _closed(data)) for user, data in factors))


@lru_cache(maxsize=1)
def _accounts_without_key(keys: str, factors: frozenset[tuple[int, str]]) -> int:
    return len({user for user, secret in factors if not is_readable(secret)})


def _closed(data: dict[str, Any]) -> str:
    return data.get("secret") or data.get("seed") or ""


def _closed_factors() -> QuerySet[Authenticator]:
    return Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
