"""What ends sessions, who learns of a given role, and who stays."""

import pytest
from django.test import Client

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.services.roles import end_membership, end_role, grant_role
from neuss_integration.accounts.services.users import change_user
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from tests.factories import PASSWORD, World, make_person, sign_in

NEW = "vier ganz beliebige Wörter"


@pytest.fixture
def second_admin(world: World) -> User:
    return make_person("zweite@neuss.example", "Zweite Verwaltung", Role.ADMINISTRATOR)


def is_signed_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def test_one_click_ends_the_sessions_elsewhere(client: Client, world: World) -> None:
    elsewhere = sign_in(Client(), world.koordination)
    sign_in(client, world.koordination)
    before = world.koordination.history.count()
    client.post("/konto/sitzungen/beenden/")
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert world.koordination.history.count() == before


def test_changed_password_ends_the_sessions_elsewhere_and_is_told(client: Client, world: World) -> None:
    elsewhere = sign_in(Client(), world.koordination)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    sign_in(client, world.koordination).post("/konto/passwort/aendern/", data)
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert "Das Passwort Ihres Kontos ist geändert" in Mail.objects.get(recipient=world.koordination).text


def test_given_and_ended_roles_end_the_sessions_at_once(client: Client, world: World) -> None:
    sign_in(client, world.nobody)
    membership = grant_role(world.nobody, by=world.verwaltung_person, role=Role.COUNCIL_READER)
    assert not is_signed_in(client)
    sign_in(client, User.objects.get(pk=world.nobody.pk))
    end_role(membership, by=world.verwaltung_person)
    assert not is_signed_in(client)


def test_role_over_by_date_ends_the_right_in_a_running_session(client: Client, world: World) -> None:
    assert sign_in(client, world.koordination).get("/berichtsrunden/").status_code == 200
    Membership.objects.filter(user=world.koordination).update(valid_until="2020-12-31")
    assert client.get("/berichtsrunden/").status_code == 403


def test_others_of_the_administration_learn_of_a_role_with_rights(world: World, second_admin: User) -> None:
    grant_role(world.nobody, by=world.verwaltung_person, role=Role.COORDINATOR)
    told = Mail.objects.get(kind="account-notice")
    assert told.recipient == second_admin
    assert f"{world.verwaltung_person} hat {world.nobody} ({world.nobody.email}) die Rolle „Koordination“" in told.text


def test_reading_role_is_told_to_nobody(world: World, second_admin: User) -> None:
    grant_role(world.nobody, by=world.verwaltung_person, role=Role.COUNCIL_READER)
    assert not Mail.objects.exists()


def test_last_administration_stays(world: World, second_admin: User) -> None:
    end_role(second_admin.memberships.get(), by=world.verwaltung_person)
    with pytest.raises(Refused, match="letzte Fachadministration"):
        end_membership(world.verwaltung_person.memberships.get(), by=None)


def test_changed_address_is_told_to_the_old_and_the_new_one(world: World) -> None:
    person = world.koordination
    old = person.email
    change_user(person, by=world.verwaltung_person, email="neu@neuss.example", name=person.name, is_active=True)
    assert set(Mail.objects.values_list("address", flat=True)) == {old, "neu@neuss.example"}
