"""Which passwords are refused (issue: found by attack) and which are taken."""

import pytest
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError

from neuss_integration import settings as ours
from neuss_integration.accounts.models import User

PERSON = User(name="Anna Kowalska", email="a.kowalska@neuss.example")


def problems(password: str) -> list[str]:
    """The codes of the rules that `password` breaks."""
    try:
        validate_password(password, PERSON)
    except ValidationError as error:
        return [each.code for each in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "passwort1234",
        "stadtneuss1234",
        "Integrationsbüro",
        "P@sswort!2026",
        "Sommer2026!!",
        "Kowalska-2026",
        "Rathaus#Neuss#1",
    ],
)
def test_guessable_words_are_refused(password: str) -> None:
    assert "password_guessable" in problems(password)


@pytest.mark.parametrize("password", ["a" * 100, "abababababab", "qwertzuiopasdf", "abcdefghijklmno", "zyxwvutsrqponm"])
def test_uniform_characters_are_refused(password: str) -> None:
    assert "password_too_uniform" in problems(password)


def test_five_thousand_characters_are_refused() -> None:
    assert problems("Vier Worte am Fluss " * 250) == ["password_too_long"]


@pytest.mark.parametrize(
    "password",
    [
        "Vier Worte am Fluss",
        "korrekt Pferd Batterie",
        "x7!Kp_3vQz9$",
        "Zwölf Gänse lesen Zeitung",
        "Vier Worte am Fluss " * 6,
    ],
)
def test_other_passwords_are_taken(password: str) -> None:
    assert problems(password) == []


def test_common_passwords_of_our_length_are_refused() -> None:
    common = [word for word in CommonPasswordValidator().passwords if len(word) >= 12]
    assert len(common) > 150
    assert [word for word in common if "password_too_common" not in problems(word)] == []


def test_passwords_are_stored_with_as_much_work_as_owasp_asks_for() -> None:
    assert not hasattr(ours, "PASSWORD_HASHERS")
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert PBKDF2PasswordHasher().iterations >= 600_000
