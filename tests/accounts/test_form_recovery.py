"""Text typed before the session ran out comes back to the person who typed it, and to nobody else."""

import datetime as dt

import pytest
from django.core.signing import TimestampSigner
from django.test import Client

from neuss_integration.accounts import form_recovery
from neuss_integration.accounts.form_recovery import OWNER_FIELD, SESSION_KEY, owner_token
from neuss_integration.accounts.models import User
from tests.factories import PASSWORD, World, sign_in

PAGE = "/benutzer/neu/"
TYPED = {"name": "Mühsam getippt & <b>geprüft</b>", "email": "neu@neuss.example"}


def enter(client: Client, person: User, url: str = "/konto/anmelden/?next=/konto/") -> str:
    return client.post(url, {"login": person.email, "password": PASSWORD}).url


def typed_by(person: User, **fields: str) -> dict[str, str]:
    return TYPED | {OWNER_FIELD: owner_token(person)} | fields


def test_text_is_back_after_sign_in(client, world: World) -> None:
    sign_in_page = client.post(PAGE, typed_by(world.verwaltung_person)).url
    assert "Ihr Text ist nicht verloren." in client.get(sign_in_page).text
    assert enter(client, world.verwaltung_person, sign_in_page) == PAGE
    page = client.get(PAGE)
    assert page.context["form"]["name"].value() == TYPED["name"]
    assert "Ihre Eingaben von vorhin sind wieder da. Sie sind noch nicht gespeichert." in page.text


def test_page_says_once_that_the_text_is_back(client, world: World) -> None:
    client.post(PAGE, typed_by(world.verwaltung_person))
    enter(client, world.verwaltung_person)
    request = client.get(PAGE).wsgi_request
    form_recovery.form_data(request)
    assert form_recovery.form_data(request)["name"] == TYPED["name"]
    assert len(request._messages._queued_messages) == 0


def test_text_is_escaped_when_it_comes_back(client, world: World) -> None:
    client.post(PAGE, typed_by(world.verwaltung_person))
    enter(client, world.verwaltung_person)
    assert "Mühsam getippt &amp; &lt;b&gt;geprüft&lt;/b&gt;" in client.get(PAGE).text


def test_nothing_is_written_before_the_person_sends_it_again(client, world: World) -> None:
    client.post(PAGE, typed_by(world.verwaltung_person))
    enter(client, world.verwaltung_person)
    client.get(PAGE)
    assert User.objects.filter(email=TYPED["email"]).exists() is False


def test_text_is_forgotten_once_it_was_sent_again(client, world: World) -> None:
    client.post(PAGE, typed_by(world.verwaltung_person))
    enter(client, world.verwaltung_person)
    client.post(PAGE, typed_by(world.verwaltung_person, name=""))
    assert SESSION_KEY not in client.session


def test_text_is_on_its_own_page_only(client, world: World) -> None:
    client.post(PAGE, typed_by(world.verwaltung_person))
    enter(client, world.verwaltung_person)
    other = client.get(f"/benutzer/{world.nobody.pk}/bearbeiten/")
    assert other.context["form"]["name"].value() == world.nobody.name


def test_text_is_not_shown_to_another_person_and_then_gone(client, world: World) -> None:
    other = sign_in(Client(), world.verwaltung_person)
    other.post(f"/benutzer/{world.nobody.pk}/rollen/neu/", {"role": "administrator"})
    client.post(PAGE, typed_by(world.verwaltung_person))
    enter(client, world.nobody)
    assert TYPED["name"] not in client.get(PAGE, headers={"accept": "text/html"}).text
    assert client.get(PAGE).context["form"].is_bound is False
    assert SESSION_KEY not in client.session


def test_text_without_a_note_of_its_owner_is_not_kept(client, world: World) -> None:
    client.post(PAGE, TYPED)
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    "token", ["", "1", "1:falsch", TimestampSigner(salt="anderes").sign("1")], ids=["none", "bare", "wrong", "other"]
)
def test_text_with_a_forged_note_is_not_kept(client, world: World, token: str) -> None:
    client.post(PAGE, TYPED | {OWNER_FIELD: token})
    assert SESSION_KEY not in client.session


def test_note_about_no_number_is_not_believed(client, world: World) -> None:
    token = TimestampSigner(salt="neuss_integration.form_owner").sign("alle")
    client.post(PAGE, TYPED | {OWNER_FIELD: token})
    assert SESSION_KEY not in client.session


def test_note_is_believed_for_two_weeks(client, world: World, time_machine) -> None:
    data = typed_by(world.verwaltung_person)
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=14, hours=3))
    client.post(PAGE, data)
    assert SESSION_KEY not in client.session


def test_very_long_text_is_not_kept(client, world: World, monkeypatch) -> None:
    monkeypatch.setattr(form_recovery, "MAX_DATA", 200)
    client.post(PAGE, typed_by(world.verwaltung_person, name="x" * 201))
    assert SESSION_KEY not in client.session


def test_a_megabyte_of_text_comes_back_whole(client, world: World) -> None:
    client.post(PAGE, typed_by(world.verwaltung_person, name="x" * 1_000_000))
    enter(client, world.verwaltung_person)
    assert client.get(PAGE).context["form"]["name"].value() == "x" * 1_000_000


def test_passwords_are_never_kept(client, world: World) -> None:
    data = {"oldpassword": PASSWORD, "password1": "Geheim und lang genug", "password2": "Geheim und lang genug"}
    client.post("/konto/passwort/aendern/", data | {OWNER_FIELD: owner_token(world.koordination)})
    assert SESSION_KEY not in client.session


def test_neither_token_is_kept(client, world: World) -> None:
    client.post(PAGE, typed_by(world.verwaltung_person, csrfmiddlewaretoken="x"))
    assert sorted(form_recovery.QueryDict(client.session[SESSION_KEY]["data"])) == ["email", "name"]


def test_many_values_of_one_field_are_kept(client, world: World) -> None:
    client.post(PAGE, typed_by(world.verwaltung_person) | {"districts": ["1", "2"]})
    assert form_recovery.QueryDict(client.session[SESSION_KEY]["data"]).getlist("districts") == ["1", "2"]


@pytest.mark.parametrize(
    "referer",
    [
        "https://boese.example/falle/",
        "//boese.example/falle/",
        "javascript:alert(1)",
        "http://testserver//boese.example",
    ],
)
def test_way_back_never_leads_to_another_host(client, world: World, referer: str) -> None:
    response = client.post(PAGE, typed_by(world.verwaltung_person), headers={"referer": referer})
    assert response.url == f"/konto/anmelden/?next={PAGE}"
    assert enter(client, world.verwaltung_person, response.url) == PAGE


def test_path_that_looks_like_a_host_stays_here(client, db: None) -> None:
    assert client.post("/", TYPED, PATH_INFO="//boese.example/").status_code == 404


def test_button_leads_back_to_the_page_it_stood_on(client, world: World) -> None:
    page = f"/benutzer/{world.nobody.pk}/"
    response = client.post(f"{page}einladen/", headers={"referer": f"http://testserver{page}?seite=2"})
    assert response.url == f"/konto/anmelden/?next={page}%3Fseite%3D2"


def test_text_stands_on_the_page_of_its_form(client, world: World) -> None:
    data = typed_by(world.verwaltung_person)
    client.post("/benutzer/1/einladen/", data, headers={"referer": f"http://testserver{PAGE}"})
    enter(client, world.verwaltung_person)
    assert client.get(PAGE).context["form"]["email"].value() == TYPED["email"]


def test_post_without_csrf_token_is_refused_and_not_kept(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(PAGE, typed_by(world.verwaltung_person)).status_code == 403
    assert SESSION_KEY not in client.session


def test_public_forms_are_left_alone(client, world: World) -> None:
    response = client.post("/barrierefreiheit/", {"message": ""} | {OWNER_FIELD: owner_token(world.koordination)})
    assert response.status_code == 200
    assert SESSION_KEY not in client.session


def test_note_stands_in_forms_of_signed_in_people(client, world: World) -> None:
    assert 'name="form_owner"' in sign_in(client, world.verwaltung_person).get(PAGE).text
    assert 'name="form_owner"' not in Client().get("/konto/anmelden/").text
