"""A new city: which master data it gets, and the list that leads its first people."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.audit.models import AuditEntry
from neuss_integration.city.models import (
    Committee,
    Department,
    District,
    Division,
    EnteredNames,
    Organisation,
    TargetGroup,
)
from neuss_integration.master_data import MasterData, chosen_set
from roundtables.models import RoundTable
from success_factors.models import Criterion, Indicator, SuccessFactor
from tests.factories import (
    World,
    make_committee,
    make_department,
    make_district,
    make_organisation,
    make_person,
    make_round,
    make_table,
    sign_in,
)

pytestmark = pytest.mark.django_db
OF_NEUSS = (Department, Committee, District, Organisation, RoundTable)


def load(*options: str) -> None:
    call_command("load_master_data", *options, stdout=StringIO())


def test_another_city_gets_what_fits_every_city(settings):
    settings.CITY_NAME = "Musterhausen"
    load()
    assert [model.objects.count() for model in (SuccessFactor, Criterion, TargetGroup)] == [9, 15, 18]
    assert not any(model.objects.exists() for model in OF_NEUSS)
    texts = [str(row) for model in (Criterion, Indicator, TargetGroup) for row in model.objects.values_list()]
    assert [text for text in texts if "neuss" in text.lower() or "Integrationsbüro" in text] == []


def test_new_city_nobody_named_gets_no_facts_of_neuss(settings) -> None:
    settings.CITY_NAME_IS_GIVEN = False
    load()
    assert SuccessFactor.objects.count() == 9
    assert not any(model.objects.exists() for model in OF_NEUSS)


@pytest.mark.parametrize(
    ("name", "value"), [("CITY_NAME_IS_GIVEN", True), ("DEMO_MODE", True), ("MASTER_DATA", "neuss")]
)
def test_example_is_for_the_demo_and_for_whoever_names_it(settings, name: str, value: object) -> None:
    settings.CITY_NAME_IS_GIVEN = False
    setattr(settings, name, value)
    load()
    assert District.objects.count() == 28


def test_update_completes_the_example_of_before_unless_another_name_was_typed(settings) -> None:
    settings.CITY_NAME_IS_GIVEN = False
    load("--set", "neuss")
    assert chosen_set() is MasterData.EXAMPLE
    EnteredNames.objects.create(
        pk=1, name="Musterhausen", full_name="Stadt Musterhausen", office="Amt", committee="Rat"
    )
    assert chosen_set() is MasterData.GENERAL


def test_first_steps_offer_the_example_while_the_lists_are_empty(client: Client) -> None:
    load("--set", "grundstock")
    person = make_person("v@stadt.example", role=Role.ADMINISTRATOR)
    sign_in(client, person)
    steps = {step.label: step for step in client.get("/").context["overview"].first_steps}
    assert (steps["Beispiel laden"].url, steps["Beispiel laden"].is_optional) == ("/stammdaten/beispiel/", True)
    assert "löschen Sie jeden Eintrag einzeln" in client.get("/stammdaten/beispiel/").content.decode()
    assert not Department.objects.exists()
    page = client.post("/stammdaten/beispiel/", follow=True).content.decode()
    assert "Das Beispiel ist geladen, " in page
    assert District.objects.count() == 28
    assert AuditEntry.objects.filter(detail__startswith="Stammdaten, ", actor=person).exists()
    assert "Beispiel laden" not in [step.label for step in client.get("/").context["overview"].first_steps]


MAKE_ONE = (
    lambda: make_department("Amt für Vielfalt"),
    lambda: make_committee("Kommission"),
    lambda: make_district(1, "Mitte"),
    lambda: make_organisation("Verein"),
    lambda: make_table(name="Tisch"),
)


@pytest.mark.parametrize("make_one", MAKE_ONE)
def test_example_is_never_mixed_with_lists_of_an_own_city(client: Client, make_one) -> None:
    make_one()
    sign_in(client, make_person("v@stadt.example", role=Role.COORDINATOR))
    assert "Beispiel laden" not in [step.label for step in client.get("/").context["overview"].first_steps]
    assert "eigene Einträge" in client.get("/stammdaten/beispiel/").content.decode()
    assert "eigene Einträge" in client.post("/stammdaten/beispiel/", follow=True).content.decode()
    assert sum(model.objects.count() for model in OF_NEUSS) == 1


def test_an_empty_start_stays_empty(settings):
    load("--set", "leer")
    User.objects.create_user(email="erste@stadt.example", name="Erste Person")
    load()
    assert not SuccessFactor.objects.exists()
    assert not Department.objects.exists()


def test_what_was_loaded_is_completed_later(settings):
    load("--set", "grundstock")
    TargetGroup.objects.filter(name="Kinder").delete()
    TargetGroup.history.filter(name="Kinder").delete()
    load()
    assert TargetGroup.objects.filter(name="Kinder").exists()
    assert not Department.objects.exists()


def test_the_setting_decides(settings):
    settings.CITY_NAME, settings.MASTER_DATA = "Musterhausen", "neuss"
    load()
    assert District.objects.count() == 28


def test_first_steps_lead_and_go_away_with_the_first_round(client: Client, world: World):
    sign_in(client, world.verwaltung_person)
    steps = {step.label: step for step in client.get("/").context["overview"].first_steps}
    assert steps["Fachdienststellen"].is_done
    assert steps["Erste Konten"].url == "/benutzer/neu/"
    assert steps["Erste Berichtsrunde"].url == ""
    assert "Erste Schritte" in client.get("/").content.decode()
    make_round()
    assert "Erste Schritte" not in client.get("/").content.decode()


def test_city_without_divisions_has_nothing_open_there(client: Client, db: None) -> None:
    sign_in(client, make_person("v@stadt.example", role=Role.ADMINISTRATOR))
    steps = {step.label: step.status for step in client.get("/").context["overview"].first_steps}
    assert "nur bei Bedarf" in steps["Dezernate"]
    assert "offen" in steps["Fachdienststellen"]
    Division.objects.create(name="Dezernat I", position=1)
    steps = {step.label: step.status for step in client.get("/").context["overview"].first_steps}
    assert "erledigt" in steps["Dezernate"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "geht per E-Mail hinaus"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, ".data/server.log"),
        ({"SEND_MAIL": False}, "wartet unter „Nachrichten“"),
    ],
)
def test_first_steps_and_invitation_say_where_the_mail_is(client: Client, db: None, settings, given, sentence) -> None:
    for name, value in given.items():
        setattr(settings, name, value)
    sign_in(client, make_person("v@stadt.example", role=Role.ADMINISTRATOR))
    steps = {step.label: step.hint for step in client.get("/").context["overview"].first_steps}
    assert sentence in steps["Erste Konten"]
    answer = client.post(
        "/benutzer/neu/", {"email": "neu@stadt.example", "name": "Neu", "role": "coordinator"}, follow=True
    )
    assert sentence in answer.content.decode()


def test_first_steps_are_for_those_who_set_the_city_up(client: Client, world: World):
    assert "Erste Schritte" not in sign_in(client, world.jugendamt_person).get("/").content.decode()
    assert "Erste Schritte" in sign_in(client, world.koordination).get("/").content.decode()


def test_city_without_measures_is_neither_praised_nor_blamed(client: Client, db: None) -> None:
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        person = make_person(f"{role.value}@stadt.example", role=role)
        page = sign_in(client, person).get("/").content.decode()
        assert "Erste Schritte" in page
        assert not re.search("Keine aktive Maßnahme|Nichts zu prüfen|Handlungsfelder ohne|kann jemand antworten", page)


def test_networks_of_nobody_have_no_seats(client: Client, db: None) -> None:
    sign_in(client, make_person("k@stadt.example", role=Role.COORDINATOR))
    assert "haben einen Sitz" not in client.get("/organisationen/netzwerk/").content.decode()
