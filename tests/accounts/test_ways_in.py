"""An administrator who alone leads somebody else's account to themselves is seen by the others."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.accounts.services.second_factor import remove_second_factor
from neuss_integration.accounts.services.users import change_user
from neuss_integration.mailing.models import Mail
from tests.factories import World, make_person

OWN = "eigene@anderswo.example"
Step = Callable[[User, User], object]


@pytest.fixture
def second_admin(world: World) -> User:
    return make_person("zweite@neuss.example", "Zweite Verwaltung", Role.ADMINISTRATOR)


def take_address(person: User, by: User) -> None:
    change_user(person, by=by, email=OWN, name=person.name, is_active=True)


def wake(person: User, by: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    change_user(person, by=by, email=person.email, name=person.name, is_active=True)


def take_factor(person: User, by: User) -> None:
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    remove_second_factor(person, by=by)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (take_address, "die E-Mail-Adresse von {name} geändert: von {email} zu eigene@anderswo.example. Das Konto"),
        (wake, "das Konto von {name} ({email}) wieder aktiviert. Das Konto"),
        (take_factor, "den zweiten Faktor von {name} ({email}) entfernt. Das Konto"),
    ],
)
def test_way_into_an_account_with_rights_is_told(world: World, second_admin: User, step: Step, sentence: str) -> None:
    person = world.koordination
    told = f"{world.verwaltung_person} hat {sentence.format(name=person.name, email=person.email)} hat: Koordination."
    step(person, world.verwaltung_person)
    assert told in Mail.objects.get(recipient=second_admin).text
    assert not Mail.objects.filter(recipient=world.verwaltung_person).exists()


@pytest.mark.parametrize("step", [take_address, wake, take_factor])
def test_way_into_a_reading_account_is_told_to_its_owner_alone(world: World, second_admin: User, step: Step) -> None:
    step(world.rundertisch_person, world.verwaltung_person)
    assert not Mail.objects.filter(recipient=second_admin).exists()


def test_new_name_is_told_to_nobody(world: World, second_admin: User) -> None:
    person = world.koordination
    change_user(person, by=world.verwaltung_person, email=person.email, name="Neuer Name", is_active=True)
    assert not Mail.objects.exists()
