"""Habits of other cities and districts: headings over two rows, colours as a state, a sheet for each Handlungsfeld."""

from typing import Any

import pytest

from measures.catalogue.importing.headings import recognised
from measures.catalogue.importing.moved import put_right
from measures.catalogue.importing.names import MANY_SEPARATORS
from measures.catalogue.importing.proposals import Proposals, means_whole_city
from measures.enums import NameKind
from measures.services.catalogue_import import assign_columns, start_import
from tests.factories import World, make_target_group
from tests.measures.test_catalogue_import import planned
from tests.spreadsheets.files import upload, workbook_of


@pytest.mark.parametrize(
    ("headings", "keys"),
    [(["Nr.", "Koop.- partner", "Verant- wortlich"], ["nummer", "partner", "federfuehrung"]),
     (["Zeitschiene Beginn", "Zeitschiene Abschluss"], ["beginn", "ende"]),
     (["Finanzierung Betrag in €", "Finanzierung Mittel- geber"], ["geplant", "finanzierung"]),
     (["Vorhaben", "von - bis"], ["titel", "zeitraum"])],
)  # fmt: skip
def test_headings_of_a_district_are_recognised(headings: list[str], keys: list[str]) -> None:
    assert list(recognised(headings).values()) == keys


def test_state_told_in_colours_is_the_light_of_the_old_list() -> None:
    rows = [["Treff", "grün"], ["Kurs", "Rot"], ["Fest", ""]]
    assert recognised(["Vorhaben", "Stand der Umsetzung (Ampel)"], rows) == {0: "titel", 1: "altampel"}
    assert recognised(["Vorhaben", "Stand"], [*rows, ["Chor", "läuft"]]) == {0: "titel", 1: "status"}


def test_and_others_is_no_name_of_its_own() -> None:
    cells = ["Jugendamt u. a.", "Jugendamt u.a.", "Jugendamt u. ä.", "Jugendamt u. Sozialamt"]
    assert [len(MANY_SEPARATORS.split(each)) for each in cells] == [1, 1, 1, 3]


HEAD = ["Nr.", "Maßnahme / Projekt", "Ziel (Wirkungsziel)", "Verant-\nwortlich", "Zeitschiene", "",
        "Umsetzungs-\nstand", "Finanzierung", "", "Sozialraum"]  # fmt: skip
BELOW = ["", "", "", "", "Beginn", "Abschluss", "", "Betrag in €", "Mittel-\ngeber", ""]
LIST = (["Landkreis Musterland – Integrationskonzept"], ["Stand: 15.09.2026"], [], HEAD, BELOW,
        ["Handlungsfeld 1: Bildung und Sprache"],
        ["1.1", "Elternlotsen", "Eltern kennen sich aus", "Jugendamt", "III/2027", "IV/2028", "geplant", "12.500",
         "Land NRW", "Weckhoven"],
        ["", "Summe Handlungsfeld 1", "", "", "", "", "", "12.500", "", ""],
        ["Handlungsfeld 2: Beteiligung und Dialog"],
        ["2.1", "Sprachcafé", "", "dto.", "laufend seit 2018", "bis auf Weiteres", "laufend", "3 T€", "Kreis",
         "Erfttal"],
        [], ["* Beträge vorbehaltlich Haushalt"])  # fmt: skip


ONE = {"Titel": "Elternlotsen", "Art": "Projekt", "Handlungsfeld": "Bildung und Sprache", "Federführung": "Jugendamt",
       "Stadtteile": "Weckhoven", "Status": "geplant", "Beginn": "Juli 2027", "Ende": "Dezember 2028",
       "Ziel der Maßnahme": "Eltern kennen sich aus", "Finanzierung": "Land NRW",
       "Interne Notiz": "Nummer in der alten Liste: 1.1", "Geplant in Euro": "12500,00"}  # fmt: skip
TWO = {"Titel": "Sprachcafé", "Art": "Projekt", "Handlungsfeld": "Beteiligung und Dialog", "Federführung": "Jugendamt",
       "Stadtteile": "Erfttal", "Status": "laufend", "Beginn": "2018", "Finanzierung": "Kreis",
       "Interne Notiz": "Nummer in der alten Liste: 2.1", "Geplant in Euro": "3000,00"}  # fmt: skip


def told(row: Any) -> dict[str, str]:
    return {each.label: each.new for each in row.differences}


def merge(book: Any) -> None:
    for area in ("A1:J1", "E4:F4", "H4:I4", "A6:J6", "A9:J9", *(f"{each}4:{each}5" for each in "ABCDGJ")):
        book.active.merge_cells(area)


def test_list_of_a_district_is_read_cell_by_cell(world: World) -> None:
    draft = start_import(upload(workbook_of(*LIST, change=merge)), by=world.koordination)
    chosen: Any = {"default_kind": "project", "funding_source": "city", "funding_year": 2027}
    draft = assign_columns(draft, by=world.koordination, assignment=draft.places, empties_delete=False, **chosen)
    one, two = planned(draft).rows
    assert [row.problems for row in (one, two)] == [[], []]
    assert [told(row) for row in (one, two)] == [ONE, TWO]


def test_whole_district_is_everywhere() -> None:
    assert [means_whole_city(each) for each in ("kreisweit", "gesamter Landkreis", "Kreisstadt")] == [True, True, False]


def test_rows_above_others_are_the_handlungsfeld_also_without_the_word(world: World) -> None:
    head = ["Nr.", "Maßnahme", "Verantwortlich", "Ende"]
    rows = [["A Bildung und Sprache"], ["A1", "Lesepaten", "Jugendamt", "2028"],
            ["B Beteiligung und Dialog"], ["B1", "Dialog", "Integrationsamt", ""]]  # fmt: skip

    def across(book: Any) -> None:
        for number in (2, 4):
            book.active.merge_cells(f"A{number}:D{number}")

    draft = start_import(upload(workbook_of(head, *rows, change=across)), by=world.koordination)
    assert draft.assignment["handlungsfeld"] == 4
    assert [row[4] for row in draft.table["rows"]] == ["A Bildung und Sprache", "B Beteiligung und Dialog"]
    others = [["A Laufende Vorhaben"], rows[1], ["B Neue Vorhaben"], rows[3]]
    draft = start_import(upload(workbook_of(head, *others, change=across)), by=world.koordination)
    assert "handlungsfeld" not in draft.assignment


@pytest.mark.parametrize("text", ["ab sofort", "nach Bedarf", "kurzfristig", "November bis Februar 2027"])
def test_period_without_a_day_stays_and_is_asked_about(text: str) -> None:
    cells, questions = {"zeitraum": text}, list[str]()
    put_right(cells, questions, is_new=True)
    told = f"„{text}“ bei „Hinweis zum Zeitraum“ bleibt, wie es dasteht; Beginn und Ende bleiben leer. Ist das gemeint?"
    assert (cells, questions) == ({"zeitraum": text}, [told])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("April bis Juni 2027", "April 2027", "Juni 2027"), ("Mai–Juli 2027", "Mai 2027", "Juli 2027"),
     ("12.5.–14.5.2027", "12.05.2027", "14.05.2027")],
)  # fmt: skip
def test_beginning_has_the_year_that_only_the_end_names(text: str, start: str, end: str) -> None:
    cells, questions = {"zeitraum": text}, list[str]()
    put_right(cells, questions, is_new=True)
    assert cells == {"beginn": start, "ende": end}
    assert questions == [f"„{text}“ ist gelesen als Beginn {start} und Ende {end}. Ist das gemeint?"]


def test_list_is_not_proposed_as_one_of_its_parts(world: World) -> None:
    places = Proposals(NameKind.DISTRICT, [world.erfttal, world.weckhoven])
    assert [places.of(text) for text in ("Weckhoven/Erfttal", "Weckhoven, Norf", "Weckhofen")] == [
        None, None, world.weckhoven,
    ]  # fmt: skip
    many = make_target_group("Seniorinnen und Senioren")
    assert Proposals(NameKind.TARGET_GROUP, [many]).of("Senior/innen") == many
