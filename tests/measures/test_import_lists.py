"""Every closed list of a foreign file is mapped once, with proposals, and remembered."""

import uuid
from typing import Any

import pytest
from django.test import Client

from measures.catalogue.importing.headings import OLD_NUMBER, recognised
from measures.catalogue.importing.names import NameLookup
from measures.catalogue.importing.plan import RowAction
from measures.catalogue.importing.proposals import proposal
from measures.enums import MeasureState, NameKind
from measures.models import CatalogueImport, Measure
from neuss_integration.city.models import Organisation
from tests.factories import World, make_department, make_organisation, make_target_group, sign_in
from tests.measures.test_catalogue_import import planned
from tests.spreadsheets.files import upload, workbook_of

OFFICE = ["lfd. Nr.", "Bezeichnung", "Art", "Handlungsfeld", "zuständig", "Träger/Partner", "Zielgr.", "Stadtteil",
          "Status", "Kosten (€)", "Bemerkung"]  # fmt: skip


def sent(client: Client, *rows: list[Any]) -> str:
    data = {"file": upload(workbook_of(*rows)), "submission_key": uuid.uuid4()}
    return str(client.post("/massnahmen/import/", data).url).removesuffix("spalten/")


def test_place_and_stadtteil_in_one_heading_mean_the_stadtteil() -> None:
    found = recognised(["Maßnahme", "beteiligt", "Ort / Stadtteil", "Ort"])
    assert list(found.values()) == ["titel", "mitwirkend", "stadtteile", "ort"]


def test_headings_of_real_offices_are_recognised() -> None:
    found = recognised([*OFFICE, "Laufzeit von", "Laufzeit bis", "Be-\nschreibung"], [["1"] * 14])
    assert list(found.values()) == [
        OLD_NUMBER, "titel", "art", "handlungsfeld", "federfuehrung", "traeger", "zielgruppen", "stadtteile", "status",
        "finanzierung", "notiz", "beginn", "ende", "beschreibung",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "key"),
    [("Kurzbeschreibung / Inhalte", "beschreibung"), ("Kosten p. a.", "finanzierung"), ("Budget 2026", "finanzierung"),
     ("Haushaltsansatz 2026 in €", "geplant"), ("Stand der Umsetzung", "status"), ("OE", "federfuehrung"),
     ("Zielgruppe und Adressaten", "zielgruppen"), ("Beginn / Ende", None), ("Stand 2026", None)],
)  # fmt: skip
def test_heading_of_several_words_is_the_column_they_mean(heading: str, key: str | None) -> None:
    assert recognised([heading]).get(0) == key


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (NameKind.ORGANISATION, "AWO", "Arbeiterwohlfahrt Neuss"),
        (NameKind.ORGANISATION, "DRK", "Deutsches Rotes Kreuz"),
        (NameKind.ORGANISATION, "Caritasverband", "Caritas"), (NameKind.DISTRICT, "stadtweit", "ganze Stadt"),
        (NameKind.DISTRICT, "gesamtes Stadtgebiet", "ganze Stadt"), (NameKind.DISTRICT, "ganz Neuss", "ganze Stadt"),
        (NameKind.DEPARTMENT, "Amt 51 / Jugendamt", "Jugendamt"), (NameKind.FIELD, "Bildung", "Bildung und Sprache"),
        (NameKind.STATE, "in Umsetzung", "laufend"), (NameKind.KIND, "Modellprojekt", "Projekt"),
        (NameKind.ORGANISATION, "Völlig anderes", None), (NameKind.TARGET_GROUP, "Erwachsene", None),
        (NameKind.TARGET_GROUP, "Jugendliche", "Jugendliche und junge Erwachsene"),
    ],
)  # fmt: skip
def test_likely_names_are_proposed(world: World, kind: NameKind, text: str, expected: str | None) -> None:
    for name in ("Arbeiterwohlfahrt Neuss", "Deutsches Rotes Kreuz", "Caritas"):
        make_organisation(name)
    make_target_group("Jugendliche und junge Erwachsene")
    found = proposal(kind, text, NameLookup().rows[kind])
    assert getattr(found, "name", None) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (NameKind.DEPARTMENT, "Sportbund Rhein-Kreis e.V.", None),
        (NameKind.DEPARTMENT, "KI Rhein-Kreis", "Kommunales Zentrum (KI) Rhein-Kreis"),
        (NameKind.DEPARTMENT, "Bürgermeister / Integrationsamt", None),
        (NameKind.DEPARTMENT, "Amt für Integration", "Integrationsamt"),
        (NameKind.DEPARTMENT, "Schulamt des Kreises", "Schulamt für den Rhein-Kreis"),
        (NameKind.ORGANISATION, "Integrationsrat", None),
        (NameKind.ORGANISATION, "Arbeitskreis Asyl", None),
        (NameKind.ORGANISATION, "DRK Kreisverband", "Deutsches Rotes Kreuz Kreisverband"),
        (NameKind.TARGET_GROUP, "Menschen mit und ohne Einwanderungsgeschichte", None),
        (NameKind.TARGET_GROUP, "mit Einwanderungsgeschichte", "Menschen mit Einwanderungsgeschichte"),
    ],
)
def test_place_alone_proposes_nobody_and_each_word_counts(
    world: World, kind: NameKind, text: str, expected: str | None
) -> None:
    for name in ("Schulamt für den", "Jobcenter", "Kommunales Zentrum (KI)"):
        make_department(f"{name} Rhein-Kreis")
    make_department("Integrationsamt")
    for name in ("Arbeitskreis Integration der Migranten", "Deutsches Rotes Kreuz Kreisverband"):
        make_organisation(name)
    make_target_group("Menschen mit Einwanderungsgeschichte")
    assert getattr(proposal(kind, text, NameLookup().rows[kind]), "name", None) == expected


def test_list_of_an_office_is_taken_in_with_one_page_of_answers(world: World, client: Client) -> None:
    make_organisation("Arbeiterwohlfahrt")
    row = [7, "Sprachtreff", "Modellprojekt", "Bildung", "Amt 51 Jugendamt", "AWO", "", "stadtweit", "in Umsetzung",
           "1.200 €", "läuft gut"]  # fmt: skip
    sign_in(client, world.koordination)
    base = sent(client, ["Maßnahmen der Stadt"], [], OFFICE, row)
    page = client.get(f"{base}namen/")
    proposed = {name: str(page.context["form"].initial[name]) for name in page.context["form"].fields}
    assert client.post(f"{base}namen/", proposed).url == base
    digest = client.get(base).context["plan"].digest
    client.post(f"{base}uebernehmen/", {"digest": digest})
    measure = Measure.objects.get(title="Sprachtreff")
    assert (measure.kind, measure.state, measure.is_citywide) == ("project", MeasureState.RUNNING, True)
    assert (measure.lead_department, str(measure.carriers.get())) == (world.jugendamt, "Arbeiterwohlfahrt")
    assert measure.internal_note == "läuft gut\n\nNummer in der alten Liste: 7"


def test_missing_carrier_is_entered_on_the_spot(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    base = sent(client, ["Nummer", "Träger"], ["M-2017-001", "Neuer Verein"])
    assert client.post(f"{base}namen/", {"name_0": "neu"}).url == base
    assert Organisation.objects.get(name="Neuer Verein").history.get().history_user == world.koordination
    assert planned(CatalogueImport.objects.latest("pk")).counts[RowAction.CHANGED] == 1


@pytest.mark.parametrize("name", ["Lotsinnen und -lotsen", "Kinder- und Jugendhilfe", "Kinder-, Jugend- u. Altenhilfe"])
def test_names_that_share_a_part_of_a_word_stay_together(world: World, name: str) -> None:
    assert NameLookup(splits=True).split(NameKind.DEPARTMENT, f"AWO, {name} / DRK") == ["AWO", name, "DRK"]


def test_lists_are_split_on_request_and_known_names_stay_whole(world: World) -> None:
    make_organisation("Rat und Tat")
    make_department("Amt für Soziales, Wohnen und Pflege")
    names = NameLookup(splits=True)
    assert names.split(NameKind.ORGANISATION, "AWO, DRK und Rat und Tat/Caritas") == [
        "AWO",
        "DRK",
        "Rat und Tat",
        "Caritas",
    ]
    assert names.split(NameKind.TARGET_GROUP, "Schüler/-innen/Senior/innen") == ["Schüler/-innen", "Senior/innen"]
    assert len(names.split(NameKind.DEPARTMENT, "Amt für Soziales, Wohnen und Pflege")) == 1
    assert NameLookup().split(NameKind.ORGANISATION, "AWO, DRK") == ["AWO, DRK"]


def test_columns_that_mean_nothing_are_named(world: World, client: Client) -> None:
    base = sent(
        sign_in(client, world.koordination), ["Nummer", "Ort", "Farbe", "Leer"], ["M-2017-001", "Haus", "blau", ""]
    )
    assert client.get(base).context["unread"] == ["Farbe"]
    assert "Diese Spalte wird nicht übernommen: „Farbe“." in client.get(base).content.decode()
