"""A wish for an account names somebody who never asked: they are told, forgotten in time and erased when they ask."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration.accounts.models import ColleagueRequest
from neuss_integration.accounts.services.colleagues import ask_for_colleague, decline_colleague, release_colleague
from neuss_integration.accounts.services.retention import forget_wishes
from neuss_integration.data_protection.selectors import disclosure, findings
from neuss_integration.data_protection.services import erase_person
from neuss_integration.data_protection.texts import Person
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from tests.factories import World, sign_in
from tests.measures.answers import text_of

MIA, TIM = Person("mia@neuss.example", "Mia Neu"), Person("tim@neuss.example", "Tim Neu")
WISHES = {"Vorschläge für Konten", "Vorschläge für Konten, Änderungsverlauf"}


def wish(world: World, person: Person = MIA) -> ColleagueRequest:
    return ask_for_colleague(world.jugendamt, by=world.jugendamt_person, name=person.name, email=person.email)


def everything() -> str:
    rows = [*ColleagueRequest.objects.values(), *ColleagueRequest.history.values()]
    return json.dumps(rows, default=str, ensure_ascii=False)


def test_decided_wish_is_forgotten_with_its_history(world: World) -> None:
    decline_colleague(wish(world), by=world.verwaltung_person, answer="Mia Neu ist im Sportamt.")
    assert forget_wishes() == 0
    ColleagueRequest.objects.update(decided_at=timezone.now() - dt.timedelta(days=91))
    assert (forget_wishes(), forget_wishes()) == (1, 0)
    kept = ColleagueRequest.objects.get()
    assert (kept.state, kept.department, kept.decided_by) == ("declined", world.jugendamt, world.verwaltung_person)
    assert ("Mia" in everything(), "mia@" in everything()) == (False, False)
    assert kept.history.count() == 3


def test_open_wish_is_not_forgotten(world: World) -> None:
    wish(world)
    ColleagueRequest.objects.update(created_at=timezone.now() - dt.timedelta(days=400))
    assert (forget_wishes(), ColleagueRequest.objects.get().email) == (0, MIA.email)


def test_who_asks_is_told_of_the_wish_and_of_its_time(world: World) -> None:
    wish(world)
    told = disclosure(MIA)
    assert {*WISHES, "Nachrichten"} == set(told["Daten"])
    assert told["Daten"]["Vorschläge für Konten"][0]["E-Mail-Adresse"] == MIA.email
    purposes = {each["Zweck"]: each["Dauer"] for each in told["Zwecke"]}
    assert purposes["Vorgeschlagene Konten"] == "Name und Adresse 90 Tage nach der Entscheidung"


@pytest.mark.parametrize("decide", [None, "declined"])
def test_erasing_reaches_wishes_of_two_people_of_one_office(world: World, decide: str | None) -> None:
    for person in (MIA, TIM):
        made = wish(world, person)
        if decide:
            decline_colleague(made, by=world.verwaltung_person, answer=f"{person.name} ist im Sportamt.")
        changed, kept = erase_person(person, by=world.verwaltung_person)
        assert (changed > 1, kept, findings(person)) == (True, 0, [])
    assert "Neu" not in everything()
    assert "Mia" not in str([*Mail.objects.values_list("text", "subject", "address")])


def test_erased_person_is_not_released(world: World, client: Client) -> None:
    made = wish(world)
    erase_person(MIA, by=world.verwaltung_person)
    with pytest.raises(Refused, match="ließ ihre Daten löschen"):
        release_colleague(made, by=world.verwaltung_person)
    assert "gelöscht" in text_of(sign_in(client, world.verwaltung_person).get("/benutzer/vorschlaege/"))
    assert decline_colleague(made, by=world.verwaltung_person, answer="Gelöscht.").state == "declined"
