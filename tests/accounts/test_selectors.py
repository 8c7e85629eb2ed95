"""What the pages of accounts read."""

import datetime as dt

import pytest

from neuss_integration.accounts import selectors
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership
from neuss_integration.accounts.services import roles, users
from tests.factories import World

NOON = "2026-05-04T12:00:00+02:00"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "unbefristet"),
        (dt.date(2026, 5, 4), None, "seit 04.05.2026"),
        (dt.date(2026, 5, 5), None, "ab 05.05.2026"),
        (None, dt.date(2026, 5, 4), "bis 04.05.2026"),
        (dt.date(2026, 1, 1), dt.date(2026, 5, 4), "01.01.2026 bis 04.05.2026"),
    ],
)
def test_period_is_said_in_words(time_machine, start, end, words: str) -> None:
    time_machine.move_to(NOON)
    assert selectors.period(start, end) == words


def test_accounts_are_empty_for_everybody_else(world: World) -> None:
    assert selectors.accounts(world.koordination) == []


def test_accounts_show_roles_of_today_only(world: World) -> None:
    roles.end_role(world.koordination.memberships.get(), by=world.verwaltung_person)
    found = selectors.accounts(world.verwaltung_person, text="koordination@")
    assert [person.roles for person in found] == [[]]


def test_roles_stand_in_the_order_present_coming_past(world: World, time_machine) -> None:
    time_machine.move_to(NOON)
    spans = {
        Role.COORDINATOR: (None, dt.date(2026, 5, 3)),
        Role.COUNCIL_READER: (dt.date(2026, 5, 5), None),
        Role.ROUNDTABLE_MEMBER: (None, None),
    }
    for role, (start, end) in spans.items():
        Membership.objects.create(user=world.nobody, role=role, valid_from=start, valid_until=end)
    rows = [(row.membership.role, row.is_current, row.is_over) for row in selectors.roles_of(world.nobody)]
    assert rows == [
        ("roundtable_member", True, False),
        ("council_reader", False, False),
        ("coordinator", False, True),
    ]


def test_history_tells_every_change_with_who_and_what(world: World) -> None:
    admin = world.verwaltung_person
    user = users.create_user(by=admin, email="a@neuss.example", name="Anna")
    users.change_user(user, by=admin, email="b@neuss.example", name="Anna", is_active=True)
    users.change_user(user, by=admin, email="b@neuss.example", name="Anne", is_active=True)
    users.change_user(user, by=admin, email="b@neuss.example", name="Anne", is_active=False)
    users.change_user(user, by=admin, email="b@neuss.example", name="Anne", is_active=True)
    found = [(entry.title, entry.before, entry.after) for entry in reversed(selectors.history_of(user))]
    assert found == [
        ("Konto angelegt", "", ""),
        ("E-Mail-Adresse geändert", "a@neuss.example", "b@neuss.example"),
        ("Name geändert", "Anna", "Anne"),
        ("Konto deaktiviert", "", ""),
        ("Konto aktiviert", "", ""),
    ]
    assert {entry.who for entry in selectors.history_of(user)} == {"Fachadministration"}


def test_history_tells_roles_given_and_ended(world: World, time_machine) -> None:
    time_machine.move_to(NOON)
    office = {"role": Role.DEPARTMENT_EDITOR, "department": world.jugendamt, "valid_from": dt.date(2026, 1, 1)}
    role = roles.grant_role(world.nobody, by=world.verwaltung_person, **office)
    roles.end_role(role, by=world.verwaltung_person)
    found = [(entry.title, entry.before, entry.after) for entry in reversed(selectors.history_of(world.nobody))]
    assert found == [
        ("Rolle „Fachdienststelle Jugendamt“ vergeben", "", "seit 01.01.2026"),
        ("Rolle „Fachdienststelle Jugendamt“ geändert", "seit 01.01.2026", "01.01.2026 bis 03.05.2026"),
    ]


def test_history_tells_a_new_password_without_it(world: World) -> None:
    users.change_password(world.nobody, password="Ganz neues Passwort")
    entry = selectors.history_of(world.nobody)
    assert [(each.title, each.who) for each in entry][-1:] == [("Passwort geändert", "Person ohne Rolle")]


def test_history_of_what_nobody_did_is_automatic(world: World) -> None:
    user = users.create_user(by=None, email="a@neuss.example", name="Anna")
    assert [entry.who for entry in selectors.history_of(user)] == ["automatisch"]


def test_facts_say_never_for_who_never_signed_in(world: World) -> None:
    assert dict(selectors.facts_of(world.nobody))["Zuletzt angemeldet"] == "noch nie"
