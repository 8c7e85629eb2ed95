"""Accounts and roles as the Fachadministration meets them."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.forms.users import NewUserForm, UserForm
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.services import roles, users
from tests.accounts.test_passwords import link_in
from tests.factories import World, make_person, sign_in

LIST = "/benutzer/"


@pytest.fixture
def admin(client, world: World):
    """A browser of the Fachadministration."""
    return sign_in(client, world.verwaltung_person)


def page(user: User, rest: str = "") -> str:
    return f"{LIST}{user.pk}/{rest}"


def names(response) -> list[str]:
    return [person.name for person in response.context["page_obj"]]


def test_list_shows_everybody_in_german_order(admin, world: World) -> None:
    User.objects.filter(pk=world.nobody.pk).update(name="Ämter, Person ohne Rolle")
    assert names(admin.get(LIST))[:2] == ["Ämter, Person ohne Rolle", "Fachadministration"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=stadtbib", ["Sachbearbeitung Stadtbibliothek"]),
        ("text=jugendamt@neuss", ["Sachbearbeitung Jugendamt"]),
        ("text=integrationsbuero", ["Koordination Integrationsbüro"]),
        ("text=INTEGRATIONSBÜRO", ["Koordination Integrationsbüro"]),
        ("text=mitglied rat", ["Mitglied Integrationsrat"]),
        ("role=administrator", ["Fachadministration"]),
        ("role=none", ["Person ohne Rolle"]),
        ("active=no", []),
        ("role=coordinator&active=yes", ["Koordination Integrationsbüro", "Vertretung Koordination"]),
        ("text=gibtesnicht", []),
    ],
)
def test_list_is_narrowed_by_text_role_and_activity(admin, query: str, found: list[str]) -> None:
    assert names(admin.get(f"{LIST}?{query}")) == found


def test_list_with_a_forged_filter_shows_everybody(admin) -> None:
    assert len(names(admin.get(f"{LIST}?role=koenig"))) == 9


def test_list_names_its_filters_with_a_way_out(admin) -> None:
    response = admin.get(f"{LIST}?role=administrator&text=fach")
    assert ("Rolle: Fachadministration", "?text=fach") in response.context["chips"]
    assert ("Name oder E-Mail-Adresse: fach", "?role=administrator") in response.context["chips"]


@pytest.mark.parametrize("more", [0, 30])
def test_list_takes_the_same_number_of_queries_for_any_number_of_people(
    admin, more: int, django_assert_num_queries
) -> None:
    for number in range(more):
        make_person(f"person{number}@neuss.example", role=Role.COUNCIL_READER)
    with django_assert_num_queries(6):
        admin.get(LIST)


def test_list_is_cut_into_pages(admin) -> None:
    User.objects.bulk_create(User(email=f"p{n}@neuss.example", name=f"Zz {n:03d}") for n in range(60))
    assert len(names(admin.get(LIST))) == 50
    assert len(names(admin.get(f"{LIST}?seite=2"))) == 19
    assert len(names(admin.get(f"{LIST}?seite=viele"))) == 50


def test_create_invites_with_the_role_and_leads_to_the_account(admin, world: World, delivered) -> None:
    typed = {"name": "Neue Person", "email": "Neu@Neuss.example", "role": "council_reader"}
    response = admin.post(f"{LIST}neu/", typed)
    user = User.objects.get(email="neu@neuss.example")
    assert (response.url, user.memberships.get().role) == (page(user), "council_reader")
    assert user.history.get().history_user == world.verwaltung_person
    assert [mail.subject for mail in delivered()] == ["Ihr Konto für das Integrationskonzept"]


def test_create_twice_makes_one_account(admin, delivered) -> None:
    data = {"name": "Neue Person", "email": "neu@neuss.example", "role": "coordinator"}
    admin.post(f"{LIST}neu/", data)
    assert "Für diese E-Mail-Adresse gibt es schon ein Konto." in admin.post(f"{LIST}neu/", data).text
    assert len(delivered()) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": "", "email": "a@b.example"}, "Bitte füllen Sie „Name“ aus."),
        ({"name": "A", "email": "keine"}, "Bitte geben Sie „E-Mail-Adresse“ als E-Mail-Adresse an"),
        ({"name": "A\x00B", "email": "a@b.example"}, "Der Text enthält unsichtbare Steuerzeichen."),
        ({"name": "A" * 1_000_000, "email": "a@b.example"}, "„Name“ ist zu lang"),
    ],
)
def test_create_answers_bad_input_with_a_sentence(admin, data: dict[str, str], sentence: str) -> None:
    assert sentence in admin.post(f"{LIST}neu/", data).text
    assert User.objects.filter(email="a@b.example").exists() is False


def test_detail_shows_a_hostile_name_as_text(admin, world: World) -> None:
    User.objects.filter(pk=world.nobody.pk).update(name="<script>alert(1)</script>")
    text = admin.get(page(world.nobody)).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert(1)" not in text


def test_detail_shows_roles_and_who_gave_them(admin, world: World) -> None:
    start = timezone.localdate() - dt.timedelta(days=3)
    admin.post(page(world.nobody, "rollen/neu/"), {"role": "council_reader", "valid_from": f"{start:%d.%m.%Y}"})
    text = admin.get(page(world.nobody)).text
    assert f"seit {start:%d.%m.%Y}" in text
    assert "Rolle „Integrationsrat“ vergeben" in text


@pytest.mark.parametrize("more", [0, 4])
def test_detail_takes_the_same_number_of_queries_for_any_number_of_roles(
    admin, world: World, more: int, django_assert_num_queries
) -> None:
    role = {"by": world.verwaltung_person, "role": Role.COUNCIL_READER}
    for _ in range(more):
        roles.end_role(roles.grant_role(world.nobody, **role), by=world.verwaltung_person)
    with django_assert_num_queries(9):
        admin.get(page(world.nobody))


def test_detail_of_nobody_is_not_there(admin) -> None:
    assert admin.get(f"{LIST}999999/").status_code == 404


def test_edit_saves_and_tells_who_did_it(admin, world: World) -> None:
    data = {"name": "Neuer Name", "email": "neuer@neuss.example", "is_active": "on"}
    assert admin.post(page(world.nobody, "bearbeiten/"), data).url == page(world.nobody)
    assert world.nobody.history.latest().history_user == world.verwaltung_person


def test_edit_without_the_tick_asks_and_deactivates(admin, world: World) -> None:
    user = users.create_user(by=world.verwaltung_person, email="a@neuss.example", name="Anna")
    asked = admin.post(page(user, "bearbeiten/"), {"name": "Anna", "email": "a@neuss.example"})
    assert asked.url == page(user, "deaktivieren/")
    assert User.objects.get(pk=user.pk).is_active is True
    admin.post(asked.url)
    assert User.objects.get(pk=user.pk).is_active is False
    assert "Konto deaktiviert" in admin.get(page(user)).text


def test_edit_refuses_to_deactivate_oneself(admin, world: World) -> None:
    me = world.verwaltung_person
    response = admin.post(page(me, "bearbeiten/"), {"name": me.name, "email": me.email})
    assert "Das eigene Konto lässt sich nicht deaktivieren." in response.text
    assert admin.get(LIST).status_code == 200


def test_edit_refuses_the_address_of_another(admin, world: World) -> None:
    data = {"name": "A", "email": world.koordination.email.upper(), "is_active": "on"}
    response = admin.post(page(world.nobody, "bearbeiten/"), data)
    assert "Für diese E-Mail-Adresse gibt es schon ein Konto." in response.text


def test_invite_again_sends_a_new_link(admin, world: World, delivered) -> None:
    assert admin.post(page(world.nobody, "einladen/")).url == page(world.nobody)
    assert [mail.to for mail in delivered()] == [["niemand@neuss.example"]]


def test_second_invitation_ends_the_link_of_the_first(admin, client, world: World, delivered) -> None:
    links = []
    for _ in range(2):
        admin.post(page(world.nobody, "einladen/"))
        links.append(link_in(delivered()[-1].body))
    assert "Dieser Link gilt nicht mehr" in Client().get(links[0]).text
    assert Client().get(links[1]).url.endswith("-set-password/")


def test_log_of_mails_tells_until_when_the_link_of_an_invitation_leads_on(
    admin, world: World, delivered, time_machine
) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC), tick=False)
    admin.post(page(world.nobody, "einladen/"))
    delivered()
    log = sign_in(Client(), world.koordination).get("/nachrichten/").text
    assert re.search("Link gilt bis [^>]*>02.12.2026, 10:00 Uhr<", log)


def test_invite_of_a_deactivated_person_says_what_to_do(admin, world: World, delivered) -> None:
    User.objects.filter(pk=world.nobody.pk).update(is_active=False)
    response = admin.post(page(world.nobody, "einladen/"), follow=True)
    assert "Bitte aktivieren Sie es, bevor Sie einladen." in response.text
    assert delivered() == []


def test_grant_of_an_office_wants_its_name(admin, world: World) -> None:
    response = admin.post(page(world.nobody, "rollen/neu/"), {"role": "department_editor"})
    assert "Bitte wählen Sie die Fachdienststelle, für die die Person handelt." in response.text


def test_grant_of_another_role_wants_no_office(admin, world: World) -> None:
    data = {"role": "coordinator", "department": world.jugendamt.pk}
    assert "Bitte lassen Sie die Fachdienststelle leer" in admin.post(page(world.nobody, "rollen/neu/"), data).text


def test_grant_refuses_an_end_before_the_start(admin, world: World) -> None:
    data = {"role": "coordinator", "valid_from": "02.01.2026", "valid_until": "01.01.2026"}
    assert "Das Ende liegt vor dem Beginn." in admin.post(page(world.nobody, "rollen/neu/"), data).text


def test_grant_refuses_what_the_person_has(admin, world: World) -> None:
    response = admin.post(page(world.koordination, "rollen/neu/"), {"role": "coordinator"})
    assert "Diese Rolle hat die Person schon." in response.text


def test_grant_offers_the_offices_of_today_only(admin, world: World) -> None:
    world.integrationsamt.valid_until = timezone.localdate() - dt.timedelta(days=1)
    world.integrationsamt.save()
    text = admin.get(page(world.nobody, "rollen/neu/")).text
    assert "Jugendamt" in text
    assert "Integrationsamt" not in text


def test_grant_gives_the_role(admin, world: World) -> None:
    data = {"role": "department_editor", "department": world.jugendamt.pk, "valid_until": "31.12.2090"}
    assert admin.post(page(world.nobody, "rollen/neu/"), data).url == page(world.nobody)
    membership = world.nobody.memberships.get()
    assert (membership.department, membership.valid_until) == (world.jugendamt, dt.date(2090, 12, 31))


def test_end_asks_first_and_then_ends(admin, world: World) -> None:
    membership = world.koordination.memberships.get()
    url = f"{LIST}rollen/{membership.pk}/beenden/"
    assert "verliert ab sofort alle Rechte dieser Rolle" in admin.get(url).text
    assert Membership.objects.current().filter(pk=membership.pk).exists() is True
    assert admin.post(url).url == page(world.koordination)
    assert Membership.objects.current().filter(pk=membership.pk).exists() is False


def test_end_of_the_own_administration_says_why_not(admin, world: World) -> None:
    membership = world.verwaltung_person.memberships.get()
    response = admin.post(f"{LIST}rollen/{membership.pk}/beenden/", follow=True)
    assert "Die eigene Fachadministration lässt sich nicht beenden." in response.text


def test_profile_shows_the_own_name_and_roles(client, world: World) -> None:
    text = sign_in(client, world.jugendamt_person).get("/konto/").text
    assert "Sachbearbeitung Jugendamt" in text
    assert "Fachdienststelle Jugendamt" in text
    assert "Beenden" not in text


def test_profile_without_a_role_says_whom_to_ask(client, world: World) -> None:
    assert "Sie haben noch keine Rolle." in sign_in(client, world.nobody).get("/konto/").text


def test_create_at_the_same_moment_as_another_says_so(admin, world: World, monkeypatch) -> None:
    monkeypatch.setattr(NewUserForm, "clean_email", lambda form: form.cleaned_data["email"])
    typed = {"name": "Doppelt", "email": world.nobody.email, "role": "coordinator"}
    response = admin.post(f"{LIST}neu/", typed)
    assert "Für diese E-Mail-Adresse gibt es schon ein Konto." in response.text


def test_edit_at_the_same_moment_as_another_says_so(admin, world: World, monkeypatch) -> None:
    monkeypatch.setattr(UserForm, "validate_unique", lambda form: None)
    data = {"name": "Doppelt", "email": world.koordination.email, "is_active": "on"}
    assert "gibt es schon ein Konto." in admin.post(page(world.nobody, "bearbeiten/"), data).text


def test_administrator_is_told_on_the_form_that_own_roles_come_from_others(admin, world: World) -> None:
    response = admin.post(
        page(world.verwaltung_person, "rollen/neu/"), {"role": "coordinator", "valid_from": "01.01.2026"}
    )
    assert "Eine Rolle kann sich niemand selbst geben." in response.text
