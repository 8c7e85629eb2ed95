"""Indicators, proposals and organisations: searched, filtered by the address, and as a file with the same rows."""

import csv
import io
from typing import Any

import pytest
import time_machine
from django.test import Client

from neuss_integration.city.enums import OrganisationKind
from neuss_integration.city.models import Organisation
from roundtables.enums.needs import ProposalState
from success_factors.enums import ValueKind
from tests.factories import (
    World,
    make_department,
    make_indicator,
    make_measure,
    make_need,
    make_organisation,
    make_proposal,
    make_table,
    make_value,
    sign_in,
)
from tests.portal.factories import make_profile

INDICATORS = "/indikatoren/"
PROPOSALS = "/runde-tische/handlungsvorschlaege/"
ORGANISATIONS = "/organisationen/"
FILES = {
    INDICATORS: f"{INDICATORS}indikatoren.csv",
    PROPOSALS: f"{PROPOSALS}liste.csv",
    ORGANISATIONS: f"{ORGANISATIONS}organisationen.csv",
}
EMPTY = {
    INDICATORS: ("Kein Indikator passt zu diesen Filtern", "Alle Indikatoren anzeigen"),
    PROPOSALS: ("Kein Vorschlag passt zu diesen Filtern", "Alle Vorschläge anzeigen"),
    ORGANISATIONS: ("Keine Organisation passt zu diesen Filtern", "Alle Organisationen anzeigen"),
}


@pytest.fixture
def filled(world: World, client: Client) -> Client:
    """The Koordination, signed in, with some rows in each list."""
    unwatched = {"is_active": False, "inactive_reason": "Quelle fehlt", "unit": ""}
    with time_machine.travel("2026-06-01"):
        old = make_indicator(name="Sprachstände", rhythm_months=12, field_of_action=world.bildung)
        make_value(indicator=old, year=2021)
        new = make_indicator(name="Wahlbeteiligung", department=world.jugendamt, success_factors=world.factors[:1])
        make_value(indicator=new, year=2025)
        make_indicator(name="Stufen", value_kind=ValueKind.STEPS, steps="niedrig\nhoch", **unwatched)
        north, south = make_table(name="Tisch Nord"), make_table(name="Tisch Süd")
        make_proposal(round_table=north, needs=[make_need(round_table=north)], title="Lotsen für Ämter")
    with time_machine.travel("2025-06-01"):
        ranked = {"state": ProposalState.RANKED, "rank": 1, "field_of_action": world.bildung}
        make_proposal(round_table=south, needs=[make_need(round_table=south)], title="Spielräume", **ranked)
    caritas, club = make_organisation("Caritas"), make_organisation("Turnverein", OrganisationKind.SPORT)
    make_measure(carriers=[caritas], districts=[world.weckhoven], field_of_action=world.bildung)
    make_profile(organisation=caritas)
    make_profile(organisation=club, consent_on=None)
    return sign_in(client, world.koordination)


def names_in_file(client: Client, url: str) -> list[str]:
    answer = client.get(url)
    assert answer.status_code == 200
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    return [row.get("Titel") or row.get("Indikator") or row["Organisation"] for row in table]


CASES = [
    (INDICATORS, "", ["Sprachstände", "Wahlbeteiligung", "Stufen"]),
    (INDICATORS, "suche=sprachstaende", ["Sprachstände"]),
    (INDICATORS, "erfolgsfaktor=1", ["Wahlbeteiligung"]),
    (INDICATORS, "handlungsfeld={field}", ["Sprachstände"]),
    (INDICATORS, "fachdienststelle={office}", ["Wahlbeteiligung"]),
    (INDICATORS, "art=steps", ["Stufen"]),
    (INDICATORS, "stand=veraltet", ["Sprachstände"]),
    (INDICATORS, "stand=faellig", ["Sprachstände"]),
    (INDICATORS, "stand=nicht-beobachtet", ["Stufen"]),
    (INDICATORS, "stand=ohne&stand=veraltet", ["Sprachstände", "Stufen"]),
    (PROPOSALS, "", ["Spielräume", "Lotsen für Ämter"]),
    (PROPOSALS, "suche=aemter", ["Lotsen für Ämter"]),
    (PROPOSALS, "status=ranked", ["Spielräume"]),
    (PROPOSALS, "jahr=2026", ["Lotsen für Ämter"]),
    (PROPOSALS, "jahr=2026&jahr=2025", ["Spielräume", "Lotsen für Ämter"]),
    (PROPOSALS, "handlungsfeld={field}", ["Spielräume"]),
    (ORGANISATIONS, "art=sport", ["Turnverein"]),
    (ORGANISATIONS, "handlungsfeld={field}", ["Caritas"]),
    (ORGANISATIONS, "stadtteil={district}", ["Caritas"]),
    (ORGANISATIONS, "zustimmung=ja", ["Caritas"]),
    (ORGANISATIONS, "zustimmung=nein", ["Turnverein"]),
]


@pytest.mark.parametrize(("url", "query", "found"), CASES)
def test_page_and_file_show_the_same_rows(world: World, filled: Client, url: str, query: str, found: list[str]) -> None:
    query = query.format(field=world.bildung.pk, office=world.jugendamt.pk, district=world.weckhoven.pk)
    assert names_in_file(filled, f"{FILES[url]}?{query}") == found
    shown = filled.get(f"{url}?{query}").text
    everything = names_in_file(filled, FILES[url])
    assert [name for name in everything if f">{name}</a>" in shown] == found


@pytest.mark.parametrize("url", FILES)
def test_nothing_found_has_a_way_back_and_no_files(filled: Client, url: str) -> None:
    shown = filled.get(f"{url}?suche=gibtesnicht").text
    sentence, way = EMPTY[url]
    assert (sentence in shown, f'href="?"><span class="kern-label">{way}' in shown) == (True, True)
    assert "Als CSV-Datei" not in shown


@pytest.mark.parametrize("url", [INDICATORS, PROPOSALS])
def test_unknown_value_is_named_and_does_not_filter(filled: Client, url: str) -> None:
    answer = filled.get(f"{url}?handlungsfeld=erfunden")
    assert "Den Filter „Handlungsfeld“ gibt es mit diesem Wert nicht." in answer.text
    assert answer.context["chips"] == []


def test_file_of_organisations_reaches_nobody_for_others(world: World, filled: Client) -> None:
    private = {"contact": "Frau Muster", "email": "muster@caritas.example", "phone": "02131 1", "address": "Am Tor 1"}
    Organisation.objects.filter(name="Caritas").update(**private)
    url = FILES[ORGANISATIONS]
    told = filled.get(url).text
    assert [each in told for each in private.values()] == [True] * 4
    for person in (world.jugendamt_person, world.rundertisch_person, world.integrationsrat_person):
        content = sign_in(Client(), person).get(f"{url}?zustimmung=ja").text
        assert [each in content for each in (*private.values(), "zugestimmt")] == [False] * 5
        assert "Turnverein" in content, "what the person may not ask for does not filter"


@pytest.mark.parametrize("rows", [1, 3])
def test_files_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        carrier = make_organisation(f"Träger {number}")
        make_measure(lead_department=make_department(f"Amt {number}"), carriers=[carrier], districts=[world.weckhoven])
        make_indicator(name=f"Indikator {number}", department=make_department(f"Stelle {number}"))
    sign_in(client, world.koordination)
    searched = ((FILES[ORGANISATIONS], 13), (f"{FILES[INDICATORS]}?suche=indikator", 13), (f"{PROPOSALS}?suche=x", 8))
    for url, queries in searched:
        with django_assert_num_queries(queries):
            client.get(url)
