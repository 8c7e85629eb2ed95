"""What Django refuses before our code: the page says what helps, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from neuss_integration.accounts.form_recovery import OWNER_FIELD, owner_token
from neuss_integration.accounts.models import User
from tests.factories import World, sign_in

PAGE = "/benutzer/neu/"
FORM = "application/x-www-form-urlencoded"
NAME = "Eine Person mit einem Namen, der sich sehen lassen kann"


@pytest.fixture
def office(client: Client, world: World) -> Client:
    return sign_in(client, world.verwaltung_person)


def body(owner: User, more: str = "") -> str:
    """The form as a browser sends it."""
    return f"name={NAME.replace(' ', '+')}&password1=geheim&{OWNER_FIELD}={owner_token(owner)}{more}"


@pytest.mark.parametrize(
    ("limit", "most", "word"),
    [("DATA_UPLOAD_MAX_MEMORY_SIZE", 60, "zu groß"), ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 2, "zu viele Felder")],
)
def test_form_beyond_a_limit_comes_back_filled_in(
    office: Client, world: World, settings: Any, limit: str, most: int, word: str
) -> None:
    setattr(settings, limit, most)
    answer = office.post(PAGE, body(world.verwaltung_person), content_type=FORM, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert answer.context["form"]["name"].value() == NAME
    assert "Es wurde nichts gespeichert." in answer.text
    assert word in answer.text
    assert not User.objects.filter(name=NAME).exists()


def test_page_of_a_form_with_too_many_fields_opens_with_what_was_typed(office: Client, world: World) -> None:
    many = "".join(f"&more-{number}=1" for number in range(6000))
    answer = office.post(PAGE, body(world.verwaltung_person, many), content_type=FORM, follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([(PAGE, 302)], 200)
    assert answer.context["form"]["name"].value() == NAME
    assert "zu viele Felder" in answer.text


def test_form_beyond_a_limit_comes_back_after_signing_in(client: Client, world: World, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 60
    answer = client.post(PAGE, body(world.verwaltung_person), content_type=FORM)
    assert answer.url == f"/konto/anmelden/?next={PAGE}"
    assert sign_in(client, world.verwaltung_person).get(PAGE).context["form"]["name"].value() == NAME


def test_form_of_nobody_we_know_is_not_shown(office: Client, world: World, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 60
    for foreign in (body(world.koordination), f"name={NAME}&{OWNER_FIELD}=1:falsch"):
        answer = office.post(PAGE, foreign, content_type=FORM, follow=True)
        assert (answer.status_code, NAME in office.get(PAGE).text) == (400, False)


def test_unknown_host_names_the_right_one_and_shows_the_text(client: Client, world: World, settings: Any) -> None:
    answer = client.post(
        PAGE, body(world.koordination, "&email=a"), content_type=FORM, headers={"Host": "boese.example"}
    )
    assert answer.status_code == 400
    assert f"Sie steht unter {settings.SITE_URL}." in answer.text
    assert NAME in answer.text
    assert "geheim" not in answer.text


def test_autosave_of_too_much_says_what_helps(office: Client, world: World, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 60
    sent = {"content_type": FORM, "headers": {"Accept": "application/json"}}
    answer = office.post(PAGE, body(world.verwaltung_person), **sent)
    assert (answer.status_code, answer.json()["message"][:47]) == (
        400,
        "Nicht gespeichert. Die Eingaben sind zusammen z",
    )


def test_sign_in_page_of_who_is_signed_in_leads_on(office: Client) -> None:
    assert office.get("/konto/anmelden/?next=/benutzer/").url == "/benutzer/"
    assert office.get("/konto/anmelden/?next=https://evil.example/").url == "/"
