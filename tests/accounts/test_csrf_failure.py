"""A form that was open while somebody signed in again in another tab: nothing is written, nothing typed is lost."""

import pytest
from django.test import Client

from neuss_integration.accounts.form_recovery import OWNER_FIELD, SIGNED_IN_ANEW, owner_token
from neuss_integration.accounts.models import User
from tests.factories import PASSWORD, World, sign_in

PAGE = "/benutzer/neu/"
SIGN_IN = "/konto/anmelden/"
TYPED = {"name": "Mühsam getippt", "email": "neu@neuss.example", "csrfmiddlewaretoken": "x" * 64}


@pytest.fixture
def office(world: World) -> Client:
    """A browser of the Fachadministration that looks at CSRF tokens, as real ones meet them."""
    return sign_in(Client(enforce_csrf_checks=True), world.verwaltung_person)


def test_form_with_an_old_token_comes_back_filled_in(office: Client, world: World) -> None:
    answer = office.post(PAGE, TYPED | {OWNER_FIELD: owner_token(world.verwaltung_person)}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert answer.context["form"]["name"].value() == TYPED["name"]
    assert "Ihre Eingaben von vorhin sind wieder da. Sie sind noch nicht gespeichert." in answer.text
    assert not User.objects.filter(email=TYPED["email"]).exists()


def test_form_of_another_person_does_not_come_back(office: Client, world: World) -> None:
    answer = office.post(PAGE, TYPED | {OWNER_FIELD: owner_token(world.koordination)}, follow=True)
    assert TYPED["name"] not in answer.text


def test_form_of_another_site_is_refused_with_our_page(office: Client) -> None:
    answer = office.post(PAGE, TYPED)
    assert (answer.status_code, "Das Formular war zu alt" in answer.text) == (403, True)
    assert "CSRF" not in answer.text
    assert not User.objects.filter(email=TYPED["email"]).exists()


def test_autosave_says_what_helps(office: Client, world: World) -> None:
    typed = TYPED | {OWNER_FIELD: owner_token(world.verwaltung_person)}
    answer = office.post(PAGE, typed, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (403, {"message": SIGNED_IN_ANEW})


@pytest.mark.parametrize(("target", "expected"), [("/massnahmen/", "/massnahmen/"), ("https://evil.example/", "/")])
def test_sign_in_of_who_is_signed_in_by_now_leads_on(office: Client, world: World, target: str, expected: str) -> None:
    sent = {"login": world.verwaltung_person.email, "password": PASSWORD, "next": target}
    assert office.post(SIGN_IN, sent).url == expected


def test_sign_in_with_an_old_token_is_shown_again(world: World) -> None:
    answer = Client(enforce_csrf_checks=True).post(f"{SIGN_IN}?next=/berichte/", {"login": "a@b.example"})
    assert answer.url == f"{SIGN_IN}?next=/berichte/"
