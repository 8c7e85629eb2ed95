"""Who stands for an Erfolgsfaktor or a Handlungsfeld: Dezernat and politische Patenschaft."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from neuss_integration.city.models import Department, Division
from neuss_integration.foundation.exceptions import Stale
from success_factors.models import FieldOfAction, SuccessFactor
from success_factors.services.factors import update_factor
from tests.factories import World, sign_in

URL = "/erfolgsfaktoren/7/verantwortung/"


@pytest.fixture
def social(world: World) -> Division:
    return Division.objects.create(name="Dezernat Soziales", position=1)


def seven() -> SuccessFactor:
    return SuccessFactor.objects.get(number=7)


def sent(client: Client, **changes: Any) -> Any:
    return client.post(URL, {"division": "", "sponsor": "Vorsitz des Personalausschusses", "version": 1} | changes)


def test_factor_names_dezernat_and_patenschaft_with_its_history(world: World, social: Division, client: Client) -> None:
    sign_in(client, world.koordination)
    assert sent(client, division=social.pk).url == "/erfolgsfaktoren/7/"
    shown = client.get("/erfolgsfaktoren/7/").text
    assert ("Dezernat Soziales" in shown, "Vorsitz des Personalausschusses" in shown) == (True, True)
    trail = client.get("/erfolgsfaktoren/7/verlauf/").text
    assert ("Politische Patenschaft" in trail, "Dezernat Soziales" in trail) == (True, True)


@pytest.mark.parametrize("name", ["Frau Muster", "Dr. Muster", "person@stadt.example"])
def test_name_of_a_person_is_refused_and_kept_in_the_form(world: World, client: Client, name: str) -> None:
    shown = sent(sign_in(client, world.koordination), sponsor=name).text
    assert "Bitte nennen Sie die Funktion oder das Gremium, nicht den Namen einer Person." in shown
    assert (name in shown, seven().sponsor) == (True, "")
    with pytest.raises(ValidationError):
        update_factor(seven(), by=world.koordination, expected_version=1, values={"sponsor": name})


def test_second_writer_is_told_and_nothing_is_lost(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    sent(client)
    shown = sent(client, sponsor="Vorsitz des Rates").text
    assert ("Vorsitz des Rates" in shown, seven().sponsor) == (True, "Vorsitz des Personalausschusses")
    with pytest.raises(Stale):
        update_factor(seven(), by=world.koordination, expected_version=1, values={"sponsor": "Rat"})


def test_same_again_writes_nothing(world: World) -> None:
    update_factor(seven(), by=world.koordination, expected_version=1, values={"sponsor": ""})
    assert (seven().version, seven().history.count()) == (1, 0)


def test_only_the_koordination_chooses(world: World) -> None:
    with pytest.raises(PermissionDenied):
        update_factor(seven(), by=world.jugendamt_person, expected_version=1, values={"sponsor": "Rat"})


def test_wording_of_a_factor_cannot_be_written(world: World) -> None:
    with pytest.raises(ValidationError, match="Unbekannte Angaben"):
        update_factor(seven(), by=world.koordination, expected_version=1, values={"title": "Anders"})


def test_field_is_maintained_with_the_master_data(world: World, social: Division, client: Client) -> None:
    sign_in(client, world.verwaltung_person)
    values = {"name": "Bildung und Sprache", "is_priority": "on", "position": 1, "version": 1, "division": social.pk}
    client.post(f"/stammdaten/handlungsfelder/{world.bildung.pk}/bearbeiten/", values | {"sponsor": "Schulausschuss"})
    field = FieldOfAction.objects.get(pk=world.bildung.pk)
    assert (field.division, field.sponsor) == (social, "Schulausschuss")


def test_measure_names_the_patenschaft_of_its_field(world: World, client: Client) -> None:
    FieldOfAction.objects.filter(pk=world.bildung.pk).update(sponsor="Vorsitz des Schulausschusses")
    sign_in(client, world.integrationsrat_person)
    told = "Vorsitz des Schulausschusses (Handlungsfeld Bildung und Sprache)"
    shown = [told in client.get(f"/massnahmen/{number}/").text for number in ("M-2013-001", "M-2017-001")]
    assert shown == [True, False]


def test_organigramm_says_who_stands_for_what_and_what_is_open(world: World, social: Division, client: Client) -> None:
    SuccessFactor.objects.filter(number=7).update(division=social, sponsor="Personalausschuss")
    shown = sign_in(client, world.integrationsrat_person).get("/organigramm/")
    rows = {str(item): (str(item.division or ""), item.sponsor) for _, item in shown.context["chart"].sponsored}
    assert rows["7. Erfolgsfaktor 7"] == ("Dezernat Soziales", "Personalausschuss")
    assert (len(rows), shown.text.count("noch offen")) == (11, 20)


def test_dezernat_in_use_is_ended_not_deleted(world: World, social: Division, client: Client) -> None:
    SuccessFactor.objects.filter(number=7).update(division=social)
    Department.objects.filter(pk=world.jugendamt.pk).update(division=social)
    shown = sign_in(client, world.koordination).post(f"/stammdaten/dezernate/{social.pk}/loeschen/", follow=True).text
    assert "lässt sich nicht löschen" in shown
    assert Division.objects.filter(pk=social.pk).exists()
