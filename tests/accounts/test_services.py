"""Every service of accounts, with and without the right to it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import access_of
from neuss_integration.accounts.services import roles, users
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from tests.factories import World

DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return timezone.localdate()


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_create_user_stores_the_address_in_lower_case(world: World) -> None:
    user = users.create_user(by=world.verwaltung_person, email=" Neu@Neuss.Example ", name="Neue Person")
    assert user.email == "neu@neuss.example"
    assert user.has_usable_password() is False
    assert user.history.get().history_user == world.verwaltung_person


def test_create_user_with_password_can_sign_in(world: World) -> None:
    user = users.create_user(by=None, email="neu@neuss.example", name="Neu", password="Vier Worte am Rhein")
    assert user.check_password("Vier Worte am Rhein") is True
    assert user.history.get().history_user is None


def test_create_user_refuses_a_known_address(world: World) -> None:
    with pytest.raises(ValidationError, match="gibt es schon ein Konto"):
        users.create_user(by=world.verwaltung_person, email="KOORDINATION@neuss.example", name="Doppelt")


def test_invite_waits_for_the_worker(world: World) -> None:
    users.invite(world.nobody, by=world.verwaltung_person)
    mail = Mail.objects.get()
    assert (mail.recipient, mail.state, mail.subject) == (
        world.nobody,
        "queued",
        "Ihr Konto für das Integrationskonzept",
    )


def test_invite_of_a_deactivated_person_is_refused(world: World) -> None:
    users.change_user(world.nobody, by=world.verwaltung_person, email="a@b.example", name="A", is_active=False)
    with pytest.raises(Refused, match="Das Konto ist deaktiviert"):
        users.invite(fresh(world.nobody), by=world.verwaltung_person)


def test_change_user_writes_one_row_of_history(world: World) -> None:
    users.change_user(world.nobody, by=world.verwaltung_person, email="Neu@b.example", name="A", is_active=True)
    assert fresh(world.nobody).email == "neu@b.example"
    assert world.nobody.history.get().history_user == world.verwaltung_person


def test_change_user_without_a_change_writes_nothing(world: World) -> None:
    same = {"email": world.nobody.email, "name": world.nobody.name, "is_active": True}
    users.change_user(world.nobody, by=world.verwaltung_person, **same)
    assert world.nobody.history.count() == 0


def test_change_user_does_not_touch_the_password(world: World) -> None:
    stale = fresh(world.nobody)
    users.change_password(world.nobody, password="Ganz neues Passwort")
    users.change_user(stale, by=world.verwaltung_person, email="a@b.example", name="A", is_active=True)
    assert fresh(world.nobody).check_password("Ganz neues Passwort") is True


def test_change_user_refuses_the_address_of_another(world: World) -> None:
    with pytest.raises(ValidationError, match="gibt es schon ein Konto"):
        users.change_user(
            world.nobody, by=world.verwaltung_person, email=world.koordination.email, name="A", is_active=True
        )


def test_nobody_deactivates_themselves(world: World) -> None:
    me = world.verwaltung_person
    with pytest.raises(Refused, match="Das eigene Konto lässt sich nicht deaktivieren"):
        users.change_user(me, by=me, email=me.email, name=me.name, is_active=False)
    assert fresh(me).is_active is True


def test_old_address_signs_nobody_in_after_a_change(client, world: World) -> None:
    old = world.nobody.email
    users.request_password_link(world.nobody)
    users.change_user(world.nobody, by=world.verwaltung_person, email="a@b.example", name="A", is_active=True)
    assert client.login(email=old, password="Kastanie und Rheinufer 1") is False
    assert client.login(email="a@b.example", password="Kastanie und Rheinufer 1") is True


def test_grant_role_gives_its_rights_at_once(world: World) -> None:
    roles.grant_role(world.nobody, by=world.verwaltung_person, role=Role.COUNCIL_READER)
    assert access_of(fresh(world.nobody)).roles == {"council_reader"}
    assert Membership.history.get().history_user == world.verwaltung_person


def test_grant_role_of_an_office_reaches_that_office(world: World) -> None:
    roles.grant_role(world.nobody, by=None, role=Role.DEPARTMENT_EDITOR, department=world.jugendamt)
    assert access_of(fresh(world.nobody)).department_ids == {world.jugendamt.pk}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.COUNCIL_READER, Role.ROUNDTABLE_MEMBER])
def test_grant_role_refuses_an_office_for_other_roles(world: World, role: Role) -> None:
    with pytest.raises(ValidationError, match="Nur die Rolle „Fachdienststelle“ braucht eine Fachdienststelle"):
        roles.grant_role(world.nobody, by=world.verwaltung_person, role=role, department=world.jugendamt)


def test_grant_role_refuses_an_office_without_name(world: World) -> None:
    with pytest.raises(ValidationError, match="Nur die Rolle „Fachdienststelle“ braucht eine Fachdienststelle"):
        roles.grant_role(world.nobody, by=world.verwaltung_person, role=Role.DEPARTMENT_EDITOR)


def test_grant_role_refuses_an_end_before_the_start(world: World) -> None:
    span = {"valid_from": today(), "valid_until": today() - DAY}
    with pytest.raises(ValidationError, match="Das Ende liegt vor dem Beginn"):
        roles.grant_role(world.nobody, by=world.verwaltung_person, role=Role.COORDINATOR, **span)


@pytest.mark.parametrize(
    ("person", "role", "sentence"),
    [
        ("koordination", Role.COORDINATOR, "Diese Rolle hat die Person schon."),
        ("jugendamt_person", Role.DEPARTMENT_EDITOR, "Diese Rolle hat die Person für diese Fachdienststelle schon."),
    ],
)
def test_grant_role_refuses_what_the_person_has(world: World, person: str, role: Role, sentence: str) -> None:
    department = world.jugendamt if role == Role.DEPARTMENT_EDITOR else None
    with pytest.raises(ValidationError, match=sentence):
        roles.grant_role(getattr(world, person), by=world.verwaltung_person, role=role, department=department)


def test_grant_role_refuses_an_unknown_role(world: World) -> None:
    with pytest.raises(ValidationError):
        roles.grant_role(world.nobody, by=world.verwaltung_person, role="king")


def test_end_role_takes_its_rights_at_once(world: World) -> None:
    ended = roles.end_role(world.koordination.memberships.get(), by=world.verwaltung_person)
    assert ended.valid_until == today() - DAY
    assert access_of(fresh(world.koordination)).roles == frozenset()


@pytest.mark.parametrize("days", [0, 5])
def test_end_role_that_never_took_effect_ends_on_its_first_day(world: World, days: int) -> None:
    start = today() + days * DAY
    new = roles.grant_role(world.nobody, by=None, role=Role.COORDINATOR, valid_from=start)
    ended = roles.end_role(new, by=world.verwaltung_person)
    assert (ended.valid_from, ended.valid_until) == (today() - DAY, today() - DAY)


def test_end_role_keeps_an_earlier_start(world: World) -> None:
    start = today() - 9 * DAY
    new = roles.grant_role(world.nobody, by=None, role=Role.COORDINATOR, valid_from=start)
    assert roles.end_role(new, by=world.verwaltung_person).valid_from == start


@pytest.mark.parametrize("days", [1, 400])
def test_end_role_leaves_what_ended_before_as_it_is(world: World, days: int) -> None:
    end = today() - days * DAY
    old = roles.grant_role(world.nobody, by=None, role=Role.COORDINATOR, valid_until=end)
    assert roles.end_role(old, by=world.verwaltung_person).valid_until == end
    assert old.history.count() == 1


def test_nobody_ends_their_own_administration(world: World) -> None:
    with pytest.raises(Refused, match="Die eigene Fachadministration lässt sich nicht beenden"):
        roles.end_role(world.verwaltung_person.memberships.get(), by=world.verwaltung_person)


def test_own_other_role_can_be_ended(world: World) -> None:
    other = roles.grant_role(world.verwaltung_person, by=None, role=Role.COORDINATOR)
    roles.end_role(other, by=world.verwaltung_person)
    assert access_of(fresh(world.verwaltung_person)).roles == {"administrator"}


def test_ended_role_can_be_given_again(world: World) -> None:
    roles.end_role(world.koordination.memberships.get(), by=world.verwaltung_person)
    roles.grant_role(world.koordination, by=world.verwaltung_person, role=Role.COORDINATOR)
    assert access_of(fresh(world.koordination)).roles == {"coordinator"}


@pytest.mark.parametrize("person", ["koordination", "jugendamt_person", "integrationsrat_person", "nobody"])
def test_services_are_refused_to_everybody_else(world: World, person: str) -> None:
    by = getattr(world, person)
    calls = [
        lambda: users.create_user(by=by, email="x@neuss.example", name="X"),
        lambda: users.invite(world.nobody, by=by),
        lambda: users.change_user(world.nobody, by=by, email="x@neuss.example", name="X", is_active=True),
        lambda: roles.grant_role(by, by=by, role=Role.ADMINISTRATOR),
        lambda: roles.end_role(world.koordination.memberships.get(), by=by),
    ]
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()


def test_nobody_gives_a_role_to_themselves(world: World) -> None:
    me = world.verwaltung_person
    with pytest.raises(Refused, match="niemand selbst geben"):
        roles.grant_role(me, by=me, role=Role.COORDINATOR)
    assert fresh(me).access.roles == {Role.ADMINISTRATOR}
