"""Goals, programmes, resolutions and indicators as files: what the page shows with the same filters, no more."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client

from neuss_integration.city.models import Department
from tests.factories import (
    World,
    make_edition,
    make_gauge,
    make_goal,
    make_indicator,
    make_measure,
    make_programme,
    make_resolution,
    make_value,
)
from tests.factories import sign_in as signed_in
from tests.measures.factories import make_key_figure

pytestmark = pytest.mark.django_db


def rows(client: Client, url: str) -> list[dict[str, str]]:
    """The lines of a CSV file of ours, each by its headings."""
    answer = client.get(url)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_goals_are_written_with_how_far_each_is(world: World, client: Client) -> None:
    indicator = make_indicator(name="Sprachstand", unit="%")
    make_value(indicator=indicator, year=2025, value=52)
    make_gauge(make_goal(text="Alle lernen Deutsch", target_year=2030), indicator)
    make_goal(text="=Ziel ohne Zahl", state="reached")
    make_goal(text="Geheim", edition=make_edition(state="draft", title="Entwurf"))
    signed_in(client, world.integrationsrat_person)
    told = {each["Ziel"]: each for each in rows(client, "/ziele/ziele.csv")}
    assert sorted(told) == ["'=Ziel ohne Zahl", "Alle lernen Deutsch"]
    measured = told["Alle lernen Deutsch"]
    names = ("Messgröße", "Ausgangswert", "Letzter Wert", "Zielwert", "Zielerreichung in Prozent", "Bis")
    assert [measured[name] for name in names] == ["Sprachstand", "40", "52", "60", "60", "2030"]
    assert told["'=Ziel ohne Zahl"]["Messgröße"] == "ohne Messgröße"
    assert [each["Ziel"] for each in rows(client, "/ziele/ziele.csv?status=reached")] == ["'=Ziel ohne Zahl"]


def test_file_of_goals_hides_a_small_number_as_the_page_does(world: World, client: Client) -> None:
    indicator = make_indicator(name="Einzelne", unit="Personen", counts_people=True)
    make_value(indicator=indicator, year=2025, value=2)
    make_gauge(make_goal(), indicator)
    told = [
        rows(signed_in(Client(), who), "/ziele/ziele.csv")[0]["Letzter Wert"]
        for who in (world.koordination, world.integrationsrat_person)
    ]
    assert told == ["2", "·"]


def test_funding_programmes_are_written_as_the_page_shows_them(world: World, client: Client) -> None:
    make_programme(
        title="Ankommen",
        measures=[world.praeventionsnetz, world.lesegarten],
        granted=Decimal("1200.5"),
        interim_due=dt.date(2026, 1, 31),
        proof_due=dt.date(2030, 1, 31),
    )
    make_programme(title="Ohne Frist", starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2031, 1, 1))
    signed_in(client, world.integrationsrat_person)
    told = {each["Förderprogramm"]: each for each in rows(client, "/foerderprogramme/foerderprogramme.csv")}
    first = told["Ankommen"]
    assert (first["Maßnahmen"], first["bewilligt in Euro"]) == (world.praeventionsnetz.number, "1200,50")
    assert (first["Zwischenbericht bis"], first["Frist verpasst"]) == ("31.01.2026", "Zwischenbericht")
    missed = rows(client, "/foerderprogramme/foerderprogramme.csv?frist=verpasst")
    assert [each["Förderprogramm"] for each in missed] == ["Ankommen"]


def overdue(office: Department) -> dict[str, Any]:
    order = {"order_text": "Berichten", "state": "open", "responsible_department": office}
    return order | {"due_date": dt.date(2024, 6, 1), "paper_number": "50-2024"}


def test_resolutions_are_written_as_filtered_and_without_hidden_measures(world: World, client: Client) -> None:
    linked = [world.praeventionsnetz, make_measure(title="Idee", state="idea")]
    make_resolution(title="Ausbau", measures=linked, votes_for=9, votes_against=2, **overdue(world.jugendamt))
    make_resolution(title="Frage", kind="question", result="asked")
    signed_in(client, world.integrationsrat_person)
    told = {each["Titel"]: each for each in rows(client, "/beschluesse/beschluesse.csv")}
    names = ("Vorlage", "Abstimmung", "Zuständig", "Frist", "Stand", "überfällig", "Maßnahmen")
    number = world.praeventionsnetz.number
    assert [told["Ausbau"][name] for name in names] == [
        "50-2024", "9 Ja, 2 Nein", "Jugendamt", "01.06.2024", "offen", "ja", number
    ]  # fmt: skip
    assert (told["Frage"]["Stand"], told["Frage"]["überfällig"]) == ("", "")
    asked = rows(client, "/beschluesse/beschluesse.csv?art=question&auftrag=ohne")
    assert [each["Titel"] for each in asked] == ["Frage"]


def test_indicators_are_written_with_what_is_not_watched_last(world: World, client: Client) -> None:
    make_indicator(name="Beendet", is_active=False, inactive_reason="Quelle fehlt")
    make_value(indicator=make_indicator(name="Sprachstand", unit="%"), year=2024, value=52)
    make_value(indicator=make_indicator(name="Zählung", unit="Personen", counts_people=True), year=2025, value=2)
    told = rows(signed_in(client, world.integrationsrat_person), "/indikatoren/indikatoren.csv")
    names = ("Indikator", "Letzter Wert", "Zeit", "beobachtet", "Warum nicht")
    assert [[each[name] for name in names] for each in told] == [
        ["Sprachstand", "52", "2024", "ja", ""], ["Zählung", "·", "2025", "ja", ""],
        ["Beendet", "", "", "nein", "Quelle fehlt"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/ziele/ziele.xlsx", 10),
        ("/foerderprogramme/foerderprogramme.xlsx", 8),
        ("/beschluesse/beschluesse.xlsx", 15),
        ("/indikatoren/indikatoren.xlsx", 12),
    ],
)
@pytest.mark.parametrize("number", [1, 3])
def test_workbooks_need_the_same_queries_for_any_number(
    world: World, client: Client, django_assert_num_queries: Any, url: str, queries: int, number: int
) -> None:
    for each in range(number):
        make_programme(title=f"Programm {each}", measures=[world.praeventionsnetz])
        make_gauge(make_goal(text=f"Ziel {each}"), make_key_figure(measure=world.praeventionsnetz))
        make_resolution(measures=[world.praeventionsnetz])
        make_value(indicator=make_indicator(), year=2025, value=52)
    signed_in(client, world.integrationsrat_person)
    with django_assert_num_queries(queries):
        answer = client.get(url)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.worksheets[0].max_row == number + 1
