"""Roles, what they allow, from when to when, and what nobody is shown."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from neuss_integration.accounts.enums import Permission, Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import (
    READING,
    ROLE_PERMISSIONS,
    Access,
    access_of,
    ensure,
    require_permission,
)
from tests.factories import World, make_person

MARCH = dt.date(2026, 3, 1)
JUNE = dt.date(2026, 6, 30)


def holding(user: User, role: Role, start: dt.date | None, end: dt.date | None) -> User:
    Membership.objects.create(user=user, role=role, valid_from=start, valid_until=end)
    return user


def test_every_role_has_its_row_in_the_table() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_every_permission_is_held_by_some_role() -> None:
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == set(Permission)


ALLOWED = {
    "coordinator": "concept.view concept.maintain measures.view measures.view_internal measures.maintain rounds.manage "
    "progress.review roundtables.view roundtables.manage reports.view reports.compose portal.manage "
    "master_data.maintain",
    "department_editor": "concept.view measures.view measures.edit_own progress.report roundtables.view reports.view",
    "roundtable_member": "concept.view measures.view roundtables.attend reports.view",
    "council_reader": "concept.view measures.view roundtables.view reports.view questions.ask",
    "administrator": "users.manage master_data.maintain reports.view audit.view",
    "auditor": "audit.view",
}
"""The roles of the design (product: roles), written down a second time."""


@pytest.mark.parametrize("role", ALLOWED)
def test_role_allows_what_the_design_says(role: str) -> None:
    assert {str(each.value) for each in ROLE_PERMISSIONS[Role(role)]} == set(ALLOWED[role].split())


def test_readers_read_and_members_of_the_council_ask() -> None:
    assert ROLE_PERMISSIONS[Role.COUNCIL_READER] == READING | {Permission.VIEW_TABLES, Permission.ASK_QUESTIONS}
    assert ROLE_PERMISSIONS[Role.ROUNDTABLE_MEMBER] == READING | {Permission.ATTEND_TABLES}


def test_administration_has_no_right_to_content() -> None:
    assert ROLE_PERMISSIONS[Role.ADMINISTRATOR] == {
        Permission.VIEW_REPORTS,
        Permission.MANAGE_USERS,
        Permission.MAINTAIN_MASTER_DATA,
        Permission.VIEW_AUDIT,
    }


def test_offices_see_nothing_internal() -> None:
    assert Permission.VIEW_INTERNAL not in ROLE_PERMISSIONS[Role.DEPARTMENT_EDITOR]


def test_keys_are_stable() -> None:
    assert [role.value for role in Role] == [
        "coordinator",
        "department_editor",
        "roundtable_member",
        "council_reader",
        "administrator",
        "auditor",
    ]


def test_access_without_roles_allows_nothing() -> None:
    assert Access.of([]) == Access()
    assert Access().has(*Permission) is False


def test_access_of_several_roles_is_their_sum() -> None:
    access = Access.of([("council_reader", None), ("department_editor", 3), ("department_editor", 5)])
    assert access.roles == {"council_reader", "department_editor"}
    assert access.department_ids == {3, 5}
    assert access.permissions == ROLE_PERMISSIONS[Role.DEPARTMENT_EDITOR] | {Permission.ASK_QUESTIONS}


def test_access_has_one_of_several() -> None:
    access = Access.of([("council_reader", None)])
    assert access.has(Permission.MANAGE_USERS, Permission.VIEW_REPORTS) is True
    assert access.has(Permission.MANAGE_USERS) is False
    assert access.has() is False


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_access_of_nobody_is_empty(user: object) -> None:
    assert access_of(user) == Access()


def test_access_of_a_deactivated_person_is_empty(world: World) -> None:
    world.koordination.is_active = False
    assert access_of(world.koordination) == Access()


def test_access_is_asked_once(world: World, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert access_of(world.koordination) is access_of(world.koordination)


@pytest.mark.parametrize(
    ("day", "start", "end", "holds"),
    [
        ("2026-02-28", MARCH, JUNE, False),
        ("2026-03-01", MARCH, JUNE, True),
        ("2026-06-30", MARCH, JUNE, True),
        ("2026-07-01", MARCH, JUNE, False),
        ("1999-01-01", None, JUNE, True),
        ("2026-07-01", None, JUNE, False),
        ("2026-02-28", MARCH, None, False),
        ("2099-01-01", MARCH, None, True),
        ("2099-01-01", None, None, True),
    ],
)
def test_role_holds_from_its_first_to_its_last_day(db, time_machine, day, start, end, holds) -> None:
    person = holding(make_person("x@neuss.example"), Role.COORDINATOR, start, end)
    time_machine.move_to(f"{day}T12:00:00+01:00")
    assert access_of(person).has(Permission.MAINTAIN_MEASURES) is holds
    assert access_of(person, on=dt.date.fromisoformat(day)).has(Permission.MAINTAIN_MEASURES) is holds


def test_access_of_another_day_is_not_that_of_today(db, time_machine) -> None:
    person = holding(make_person("x@neuss.example"), Role.COORDINATOR, MARCH, JUNE)
    time_machine.move_to("2026-05-01T12:00:00+01:00")
    assert access_of(person, on=dt.date(2026, 7, 1)) == Access()


@pytest.mark.parametrize(("moment", "holds"), [("2026-06-30T21:59:59Z", True), ("2026-06-30T22:00:00Z", False)])
def test_role_ends_at_midnight_in_neuss(db, time_machine, moment: str, holds: bool) -> None:
    person = holding(make_person("x@neuss.example"), Role.COORDINATOR, MARCH, JUNE)
    time_machine.move_to(moment)
    assert access_of(person).has(Permission.MAINTAIN_MEASURES) is holds


@pytest.mark.parametrize("person", ["koordination", "jugendamt_person", "verwaltung_person", "nobody"])
def test_accounts_and_roles_are_visible_to_the_administration_only(world: World, person: str) -> None:
    sees_all = person == "verwaltung_person"
    user = getattr(world, person)
    assert User.objects.visible_to(user).count() == (9 if sees_all else 0)
    assert Membership.objects.visible_to(user).count() == (8 if sees_all else 0)


def test_ensure_lets_pass_and_refuses(world: World) -> None:
    ensure(world.koordination, Permission.MAINTAIN_MEASURES, Permission.MANAGE_USERS)
    with pytest.raises(PermissionDenied):
        ensure(world.koordination, Permission.MANAGE_USERS)


def test_require_permission_guards_the_view(world: World) -> None:
    view = require_permission(Permission.MANAGE_USERS)(lambda request: HttpResponse("ja"))
    request = RequestFactory().get("/")
    request.user = world.verwaltung_person
    assert view(request).content == b"ja"
    request.user = world.koordination
    with pytest.raises(PermissionDenied):
        view(request)


def test_require_permission_tells_what_it_wants() -> None:
    view = require_permission(Permission.MANAGE_USERS)(lambda request: HttpResponse())
    assert view.required_permissions == (Permission.MANAGE_USERS,)


def test_person_is_found_by_address_in_any_case(world: World) -> None:
    assert User.objects.get_by_natural_key("KOORDINATION@neuss.example") == world.koordination
    assert world.koordination.get_full_name() == "Koordination Integrationsbüro"
