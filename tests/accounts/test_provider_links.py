"""Whose account an identity of the city's service opens: linked once, by an address that the service confirmed."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.test import Client

from neuss_integration.accounts.models import User
from neuss_integration.accounts.services.directory import LINKED
from neuss_integration.accounts.services.roles import end_membership
from neuss_integration.accounts.services.users import change_user
from neuss_integration.accounts.sign_in.provider import OTHER
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry
from neuss_integration.mailing.models import Mail
from tests.accounts.test_provider import city, provider, roles_of, signed_in
from tests.factories import World

__all__ = ["city", "provider"]


def is_in(client: Client) -> bool:
    return client.get("/massnahmen/").status_code == 200


def linked(person: User) -> list[str]:
    return list(SocialAccount.objects.filter(user=person).values_list("uid", flat=True))


def activity(world: World, *, is_active: bool) -> None:
    person = User.objects.get(pk=world.koordination.pk)
    given = {"email": person.email, "name": person.name, "is_active": is_active}
    change_user(person, by=world.verwaltung_person, **given)


def test_first_identity_is_linked_and_the_owner_told(client: Client, world: World) -> None:
    signed_in(client, "koord")
    assert linked(world.koordination) == ["koord"]
    assert "mit Ihrem Dienstkonto der Stadt verbunden" in Mail.objects.get(recipient=world.koordination).text
    assert AuditEntry.objects.get(event=AuditEvent.ACCOUNT_CHANGED, subject=world.koordination).detail == LINKED


def test_second_identity_with_the_same_address_opens_nothing(world: World) -> None:
    signed_in(Client(), "koord")
    page = signed_in(client := Client(), "zwei")
    assert "schon ein anderes Dienstkonto verbunden" in page.text
    assert (is_in(client), linked(world.koordination)) == (False, ["koord"])
    assert AuditEntry.objects.get(event=AuditEvent.SIGN_IN_FAILED, subject=world.koordination).detail == OTHER


def test_activated_again_the_account_takes_the_next_identity(world: World) -> None:
    signed_in(Client(), "koord")
    activity(world, is_active=False)
    assert "Ihr Konto ist deaktiviert" in signed_in(Client(), "zwei").text
    assert linked(world.koordination) == ["koord"]
    activity(world, is_active=True)
    signed_in(client := Client(), "zwei")
    assert (is_in(client), linked(world.koordination)) == (True, ["zwei"])


def test_deactivated_account_is_not_linked_and_gets_no_role(client: Client, world: World) -> None:
    activity(world, is_active=False)
    before = roles_of(world.koordination.email)
    assert "Ihr Konto ist deaktiviert" in signed_in(client, "weg").text
    assert (linked(world.koordination), roles_of(world.koordination.email)) == ([], before)


def test_silent_service_is_believed_if_the_city_says_so(client: Client, world: World, settings: Any) -> None:
    signed_in(client, "stumm")
    assert (is_in(client), linked(world.koordination)) == (False, [])
    settings.OIDC_VERIFIED_EMAIL = True
    signed_in(client, "stumm")
    assert (is_in(client), linked(world.koordination)) == (True, ["stumm"])


def test_one_of_two_roles_that_ended_ends_alone(client: Client, world: World, settings: Any) -> None:
    settings.OIDC_ROLES = settings.OIDC_ROLES | {"fremd": "council_reader"}
    signed_in(client, "neu")
    assert roles_of("neu@neuss.example") == {"Fachdienststelle Jugendamt", "Integrationsrat"}
    person = User.objects.get(email="neu@neuss.example")
    end_membership(person.memberships.get(role="council_reader"), by=world.verwaltung_person)
    assert (is_in(client), roles_of(person.email)) == (False, {"Fachdienststelle Jugendamt"})
