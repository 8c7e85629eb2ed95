"""The list: all its filters, its columns, and the same thing as a file."""

import csv
import datetime as dt
import io
import re

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from measures.enums import MeasureState, ProgressState, TrafficLight
from measures.models import Measure, SavedView
from measures.selectors.filter_choices import filter_choices
from tests.factories import (
    World,
    make_measure,
    make_organisation,
    make_progress,
    make_resolution,
    make_target_group,
    sign_in,
)

ALL_COLUMNS = "spalten=" + "&spalten=".join(["stadtteile", "erfolgsfaktoren", "traeger", "zielgruppen", "beschluesse"])


@pytest.fixture
def filled(world: World) -> World:
    """The Präventionsnetz is red, carried by the Diakonie for children, resolved, and over since 2020."""
    make_progress(
        measure=world.praeventionsnetz,
        state=ProgressState.ACCEPTED,
        traffic_light=TrafficLight.RED,
        traffic_light_reason="Es fehlt Personal.",
        decided_at=dt.datetime(2019, 5, 1, tzinfo=dt.UTC),
    )
    world.praeventionsnetz.carriers.add(make_organisation("Diakonie"))
    world.praeventionsnetz.target_groups.add(make_target_group("Kinder"))
    make_resolution(measures=[world.praeventionsnetz])
    Measure.objects.filter(pk=world.praeventionsnetz.pk).update(end_date=dt.date(2020, 12, 31), end_precision="year")
    return world


def numbers(client: Client, query: str = "") -> list[str]:
    return [row[0] for row in client.get(f"/massnahmen/?{query}").context["page_obj"].object_list]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ampel=rot-gelb", ["M-2017-001"]),
        ("aktualitaet=veraltet", ["M-2017-001"]),
        ("aktualitaet=aktuell", []),
        ("aktualitaet=keiner", ["M-2013-001", "M-2026-001"]),
        ("status=aktiv", ["M-2013-001", "M-2017-001"]),
        ("status=beendet", []),
        ("art=project", ["M-2017-001"]),
        ("von=2021", ["M-2013-001", "M-2026-001"]),
        ("von=2020", ["M-2013-001", "M-2017-001", "M-2026-001"]),
        ("bis=2015", ["M-2013-001", "M-2026-001"]),
        ("bis=02.2017", ["M-2013-001", "M-2017-001", "M-2026-001"]),
        ("fehlt=beschluss", ["M-2013-001", "M-2026-001"]),
        ("fehlt=traeger&fehlt=beschluss", ["M-2013-001", "M-2026-001"]),
        ("fehlt=zielgruppe&suche=netz", []),
    ],
)
def test_list_filters_by_every_fact(filled: World, client: Client, query: str, found: list[str]) -> None:
    assert numbers(sign_in(client, filled.koordination), query) == found


def test_list_filters_by_organisation_and_target_group(filled: World, client: Client) -> None:
    sign_in(client, filled.koordination)
    diakonie, children = make_organisation("Diakonie"), make_target_group("Kinder")
    filled.vorlesestunden.partners.add(diakonie)
    assert numbers(client, f"traeger={diakonie.pk}") == ["M-2013-001", "M-2017-001"]
    assert numbers(client, f"zielgruppe={children.pk}") == ["M-2017-001"]


def test_list_offers_organisations_in_use_in_german_order(filled: World, client: Client) -> None:
    for name in ("Zebra", "Ärztebund", "Bündnis", "Ohne Maßnahme"):
        make_organisation(name)
    filled.vorlesestunden.partners.add(make_organisation("Zebra"), make_organisation("Ärztebund"))
    filled.vorlesestunden.carriers.add(make_organisation("Bündnis"), make_organisation("Zebra"))
    listing = sign_in(client, filled.koordination).get("/massnahmen/").context["listing"]
    choices = listing.filter.form.fields["traeger"].choices
    assert [name for _, name in choices] == ["alle", "Ärztebund", "Bündnis", "Diakonie", "Zebra"]


def test_list_has_chips_for_periods_and_gaps(filled: World, client: Client) -> None:
    sign_in(client, filled.koordination)
    assert client.get("/massnahmen/?von=03.2017&fehlt=faktor&fehlt=ort").context["chips"] == [
        ("Läuft ab: März 2017", "?fehlt=faktor&fehlt=ort"),
        ("ohne Erfolgsfaktor", "?von=03.2017&fehlt=ort"),
        ("ohne Stadtteil", "?von=03.2017&fehlt=faktor"),
    ]


def test_list_says_how_many_filters_apply_when_they_are_folded(filled: World, client: Client) -> None:
    page = sign_in(client, filled.koordination).get("/massnahmen/?status=aktiv&fehlt=ort&suche=x").content.decode()
    assert "Filter <strong>(2 aktiv)</strong>" in page


@pytest.mark.parametrize("more", [0, 2])
def test_list_with_relations_needs_the_same_queries_at_any_length(
    filled: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    SavedView.objects.create(owner=filled.koordination, name="Rot")
    Measure.objects.exclude(pk__in=[filled.praeventionsnetz.pk]).delete()
    for _ in range(more):
        make_measure(districts=[filled.erfttal], carriers=[make_organisation("Caritas")])
    sign_in(client, filled.koordination)
    filter_choices()  # read once per version
    with django_assert_num_queries(12):
        assert len(numbers(client, ALL_COLUMNS)) == 1 + more


def test_list_shows_the_chosen_columns_in_the_order_of_the_catalogue(filled: World, client: Client) -> None:
    response = sign_in(client, filled.koordination).get("/massnahmen/?spalten=ende&spalten=stadtteile&spalten=xyz")
    assert [column.key for column in response.context["listing"].columns] == ["nummer", "titel", "stadtteile", "ende"]
    rows = [[str(value) for value in row] for row in response.context["page_obj"].object_list]
    assert rows[1] == ["M-2017-001", filled.praeventionsnetz.title, "['Weckhoven']", "2020"]
    assert rows[0][2] == "['ganze Stadt']"


def test_internal_note_is_no_column_for_others(filled: World, client: Client) -> None:
    Measure.objects.update(internal_note="Nur für uns")
    for person, found in ((filled.koordination, True), (filled.jugendamt_person, False)):
        sign_in(client, person)
        assert ("Nur für uns" in client.get("/massnahmen/?spalten=notiz").content.decode()) is found
        assert ("Nur für uns" in client.get("/massnahmen/export/csv/?spalten=alle").content.decode()) is found


def table(content: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_export_holds_exactly_the_view(filled: World, client: Client) -> None:
    make_measure(title="=cmd|' /C calc'!A0", state=MeasureState.RUNNING)
    query = "status=running&sortierung=-titel&spalten=ende&spalten=ampel&anzahl=25&seite=7"
    rows = table(sign_in(client, filled.koordination).get(f"/massnahmen/export/csv/?{query}").content)
    assert rows[0] == ["Nummer", "Titel", "Ende", "Ampel"]
    assert rows[1] == ["M-2017-001", filled.praeventionsnetz.title, "2020", "rot"]
    assert [row[1] for row in rows[2:]] == ["Mehrsprachige Vorlesestunden", "'=cmd|' /C calc'!A0"]


def test_export_as_workbook_has_real_dates(filled: World, client: Client) -> None:
    Measure.objects.filter(pk=filled.praeventionsnetz.pk).update(end_precision="day")
    response = sign_in(client, filled.koordination).get("/massnahmen/export/xlsx/?spalten=ende&suche=netz")
    page = load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in page[2]] == [
        "M-2017-001",
        filled.praeventionsnetz.title,
        dt.datetime.fromisoformat("2020-12-31"),
    ]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Ma%C3%9Fnahmen%20")


def test_export_shows_nobody_more_than_the_list(filled: World, client: Client) -> None:
    lengths = {}
    for person in (filled.koordination, filled.bibliothek_person, filled.jugendamt_person):
        rows = table(sign_in(client, person).get("/massnahmen/export/csv/").content)
        lengths[person.email] = len(rows) - 1
    assert list(lengths.values()) == [3, 3, 2]


def test_export_knows_two_formats(filled: World, client: Client) -> None:
    assert sign_in(client, filled.koordination).get("/massnahmen/export/pdf/").status_code == 404


def test_filter_takes_several_values_each_with_its_chip(filled: World, client: Client) -> None:
    sign_in(client, filled.koordination)
    query = "status=idea&status=paused&stadtteil=9&stadtteil=10"
    assert numbers(client, "status=idea&status=running") == ["M-2013-001", "M-2017-001", "M-2026-001"]
    assert numbers(client, "stadtteil=9&stadtteil=10") == ["M-2017-001", "M-2026-001"]
    chips = client.get(f"/massnahmen/?{query}").context["chips"]
    assert ("Status: Idee", "?stadtteil=9&stadtteil=10&status=paused") in chips
    assert sorted(label for label, _ in chips) == [
        "Stadtteil: 09 Weckhoven",
        "Stadtteil: 10 Erfttal",
        "Status: Idee",
        "Status: ruhend",
    ]


def test_value_leads_to_all_measures_that_have_it(filled: World, client: Client) -> None:
    page = sign_in(client, filled.koordination).get("/massnahmen/?suche=netz").content.decode()
    assert 'href="?suche=netz&amp;status=running"' in page
    assert f'href="?suche=netz&amp;fachdienststelle={filled.jugendamt.pk}"' in page


def test_groups_stand_together_with_their_count(filled: World, client: Client) -> None:
    page = sign_in(client, filled.koordination).get("/massnahmen/?gruppe=status&spalten=nummer").content.decode()
    heads = re.findall(r'class="group-row">.*?</tr>', page)
    assert [[word in head for head in heads] for word in ("1 Maßnahme<", "2 Maßnahmen<")] == [
        [True, False],
        [False, True],
    ]


def test_columns_stand_in_the_order_made_by_hand(filled: World, client: Client) -> None:
    sign_in(client, filled.koordination)
    chosen = "spalten=nummer&spalten=titel&spalten=status"
    listing = client.get(f"/massnahmen/?{chosen}&reihenfolge=status.titel").context["listing"]
    assert [column.key for column in listing.columns] == ["status", "titel", "nummer"]
    assert listing.order_steps[1][1] == f"?{chosen}&reihenfolge=titel.status.nummer"
