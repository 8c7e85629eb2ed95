"""Figures of Stadtteile and of areas to compare with: entered, refused, hidden, per 1,000, on map and profile."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from neuss_integration.accounts import cached_pages
from neuss_integration.accounts.models import User
from neuss_integration.city.models import District
from neuss_integration.foundation.words.yes_no import said
from neuss_integration.maintenance.imports import ListPlan
from success_factors.imports.area_values import plan_areas, read_areas
from success_factors.models import AreaValue, Indicator
from success_factors.selectors.area_values import comparison_lines, comparison_rows, district_figures
from success_factors.services.area_values import AreaFigure, store_area_values
from tests.factories import World, make_indicator, make_value, sign_in
from tests.spreadsheets.files import upload, workbook_of

RATES = """
    SELECT round(c.value * 1000 / p.value, 1) FROM success_factors_areavalue c JOIN success_factors_areavalue p
    ON p.district_id = c.district_id AND p.reference_date = c.reference_date AND p.indicator_id = %s
    WHERE c.indicator_id = %s
"""
HEADINGS = "Gebiet;Jahr;Wert;Neuer Zuschnitt\n"


def signed(person: User) -> Client:
    return sign_in(Client(), person)


def planned(indicator: Indicator, text: str, source: str = "Register") -> ListPlan:
    return plan_areas(indicator, read_areas(None, text), kind="districts", source=source)


def sent(browser: Client, indicator: Indicator, **given: Any) -> Any:
    address = reverse("success_factors:area-import", args=[indicator.pk])
    return browser.post(address, {"kind": "districts", "source": "Register", **given})


def confirmed(browser: Client, indicator: Indicator, shown: Any) -> Any:
    address = reverse("success_factors:area-import", args=[indicator.pk])
    kept = {"table": shown.context["table"], "digest": shown.context["plan"].digest}
    return browser.post(address, kept, follow=True)


def stored(indicator: Indicator, world: World, *figures: tuple[Any, int, Any], **more: Any) -> None:
    rows = [AreaFigure(place, dt.date(year, 12, 31), Decimal(str(value)), **more) for place, year, value in figures]
    store_area_values(indicator, by=world.koordination, source="Statistikstelle", figures=rows)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Atlantis;2020;5", "„Atlantis“ ist kein Stadtteil"),
        ("09;2020;101", "mehr als das Ganze"),
        ("Weckhoven;2999;5", "noch nicht zu Ende"),
        ("Weckhoven;bald;5", "ist kein Jahr"),
        ("Weckhoven;2020;viel", "ist keine Zahl"),
        ("9;2020;5\n09 Weckhoven;2020;6", "schon in Zeile 2"),
    ],
)
def test_row_that_cannot_be_is_named(world: World, line: str, sentence: str) -> None:
    rows = planned(make_indicator(unit="%"), HEADINGS + line).rows
    assert sentence in " ".join(rows[-1].problems)
    assert [row.action for row in rows[:-1]] == ["neu"] * (len(rows) - 1)


def test_table_is_shown_then_stored_corrected_and_taken_back(world: World) -> None:
    indicator, browser = make_indicator(unit="%", decimals=1), signed(world.koordination)
    for rows in ("09;2020;5,5\nErfttal;2020;.", "Weckhoven;2020;6,5;ja", "Weckhoven;2020;entfernen"):
        before = AreaValue.history.count()
        shown = sent(browser, indicator, text=HEADINGS + rows)
        assert AreaValue.history.count() == before
        assert "1 Zeile übernommen." in confirmed(browser, indicator, shown).text
    assert AreaValue.objects.count() == 0
    changes = AreaValue.history.order_by("history_id").values_list("history_type", "value", "starts_new_series")
    assert list(changes) == [("+", Decimal("5.5"), False), ("~", Decimal("6.5"), True), ("-", Decimal("6.5"), True)]
    assert b"entfernt" in browser.get(reverse("success_factors:area-history", args=[indicator.pk])).content


def test_preview_tells_what_becomes_of_each_row(world: World) -> None:
    indicator = make_indicator(unit="%", decimals=1)
    stored(indicator, world, (world.weckhoven, 2019, 5), (world.weckhoven, 2020, 6), (world.erfttal, 2020, 7))
    text = f"{HEADINGS}9;2019;5\n9;2020;6,5\n9;2021;7\nErfttal;2020;entfernen\n9;2018;.\n9;2017;entfernen\nMond;2020;1"
    rows = planned(indicator, text, "Statistikstelle").rows
    aside = "nicht übernommen"
    assert [row.action for row in rows] == ["unverändert", "geändert", "neu", "geändert", aside, aside, "falsch"]
    assert rows[1].differences == [("Wert", "6", "6,5")]
    assert rows[3].differences == [("Wert", "7", "entfernt")]
    assert rows[4].aside == "In der Zeile steht ein Zeichen statt einer Zahl."
    assert rows[5].aside == "Es gibt keinen Wert, der zu entfernen wäre."


def test_what_was_not_read_is_named_in_the_preview(world: World) -> None:
    indicator, browser = make_indicator(), signed(world.koordination)
    content = workbook_of(
        ["Gebiet", "Jahr", "Wert", "Quelle", "Farbe"],
        ["09", 2020, 5, "Amt", "rot"],
        change=lambda book: book.create_sheet("Deckblatt", 0).append(["S"]),
    )
    page = sent(browser, indicator, file=upload(content)).text
    assert "nicht gelesen: Deckblatt." in page
    assert "Die Spalte „Quelle“ wird nicht übernommen: Für die ganze Tabelle gilt, was im Feld „Quelle“ steht." in page
    assert "Diese Spalte wird nicht übernommen: „Farbe“." in page
    quoted = sent(browser, indicator, text='Gebiet;Jahr;Wert;Bemerkung\n9;2020;5;"so "genannt" hier"')
    assert "In Zeile 2 stehen Anführungszeichen mitten im Text." in quoted.text
    assert ("Hinweis", "", 'so genannt" hier"') in quoted.context["plan"].rows[0].differences


def test_change_of_a_colleague_shows_the_preview_again(world: World) -> None:
    indicator, browser = make_indicator(unit="%"), signed(world.koordination)
    shown = sent(browser, indicator, text=f"{HEADINGS}Weckhoven;2020;5")
    stored(indicator, world, (world.weckhoven, 2020, 9))
    assert "Inzwischen hat sich etwas geändert." in confirmed(browser, indicator, shown).text
    assert indicator.area_values.get().value == 9


def test_wrong_table_leaves_what_was_typed(world: World) -> None:
    page = sent(signed(world.koordination), make_indicator(), text="Ort;Jahr\nWeckhoven;2020").text
    assert "Die Spalte „Gebiet“ fehlt." in page
    assert "Weckhoven;2020" in page


def test_only_the_coordination_writes(world: World) -> None:
    with pytest.raises(PermissionDenied):
        store_area_values(make_indicator(), by=world.jugendamt_person, source="x", figures=[])


def test_rate_is_the_number_by_the_people_of_the_same_year(world: World) -> None:
    people = make_indicator(is_population=True, counts_people=True)
    counted = make_indicator(counts_people=True)
    stored(people, world, (world.weckhoven, 2020, 8000), (world.weckhoven, 2021, 9000))
    stored(counted, world, (world.weckhoven, 2020, 40), (world.erfttal, 2020, 30), (world.erfttal, 2021, 45))
    figures = district_figures(counted, inside=True, year=2020)
    assert figures is not None
    with connection.cursor() as cursor:
        cursor.execute(RATES, [people.pk, counted.pk])
        assert [float(rate) for (rate,) in cursor.fetchall()] == [5.0]
    assert [(row.shown, row.rate) for row in figures.rows] == [("40", "5,0"), ("30", "")]


def test_small_number_stays_hidden_with_a_second_one(world: World) -> None:
    counted = make_indicator(counts_people=True)
    make_others = [District.objects.create(number=20 + at, name=f"Bezirk {at}") for at in range(2)]
    places = [world.weckhoven, world.erfttal, *make_others]
    stored(counted, world, *zip(places, [2020] * 4, [2, 7, 300, 4000], strict=True))
    stored(counted, world, (world.weckhoven, 2021, 500))
    browser, address = signed(world.integrationsrat_person), reverse("success_factors:area-values", args=[counted.pk])
    figures = district_figures(counted, inside=False, year=2020)
    assert figures is not None
    assert [row.shown for row in figures.rows] == ["·", "·", "300", "4.000"]
    assert [row.change for row in district_figures(counted, inside=False).rows] == ["·"]  # type: ignore[union-attr]
    csv = browser.get(reverse("success_factors:area-download", args=[counted.pk])).content.decode()
    assert csv.count("·") == 2
    assert "+498" not in browser.get(f"{address}?jahr=2021").content.decode()


def test_rate_does_not_tell_how_few_people_live_somewhere(world: World) -> None:
    """40 are 500,0 of 1,000 where 80 live: their number is hidden, because the 2 elsewhere are."""
    people, counted = make_indicator(is_population=True, counts_people=True), make_indicator(counts_people=True)
    stored(people, world, (world.weckhoven, 2020, 80), (world.erfttal, 2020, 2))
    stored(counted, world, (world.weckhoven, 2020, 40), (world.erfttal, 2020, 30))
    rates = {
        inside: [row.rate for row in district_figures(counted, inside=inside).rows]  # type: ignore[union-attr]
        for inside in (True, False)
    }
    assert rates == {True: ["500,0", "15.000,0"], False: ["", ""]}
    profile = signed(world.integrationsrat_person).get(f"/stadtteile/{world.weckhoven.pk}/").text
    assert "500,0" not in profile


def test_stadtteile_do_not_add_up_to_a_whole_that_is_hidden(world: World) -> None:
    counted = make_indicator(counts_people=True)
    make_value(indicator=counted, value=500, qualifier="blocked", year=2020)
    stored(counted, world, (world.weckhoven, 2020, 300), (world.erfttal, 2020, 200), (world.erfttal, 2021, 210))
    shown = {
        year: [row.shown for row in district_figures(counted, inside=False, year=year).rows]  # type: ignore[union-attr]
        for year in (2020, 2021)
    }
    assert shown == {2020: ["·", "·"], 2021: ["210"]}


def test_small_number_of_another_city_is_hidden(world: World) -> None:
    counted = make_indicator(counts_people=True)
    stored(counted, world, ("Musterhausen", 2020, 2), ("Land", 2020, 900))
    assert [row.shown for row in comparison_rows(counted, inside=False)] == ["900", "·"]
    assert [row.shown for row in comparison_rows(counted, inside=True)] == ["900", "2"]


def test_changed_boundary_breaks_the_series(world: World) -> None:
    indicator = make_indicator(unit="%", decimals=1)
    stored(indicator, world, (world.weckhoven, 2019, 5), (world.weckhoven, 2020, 6))
    stored(indicator, world, (world.weckhoven, 2021, 9), starts_new_series=True)
    changes = {year: district_figures(indicator, inside=True, year=year).rows[0].change for year in (2019, 2020, 2021)}  # type: ignore[union-attr]
    assert changes == {2019: "", 2020: "+1,0 seit 2019", 2021: "neue Grenze, nicht vergleichbar"}


def test_shares_of_other_areas_are_lines_of_their_own(world: World) -> None:
    share, count = make_indicator(unit="%", decimals=1), make_indicator(counts_people=True)
    for each in (share, count):
        stored(each, world, ("Kreis", 2019, 5), ("Kreis", 2020, 6), ("Land", 2020, 9))
    drawn = [(line.name, [point.shown for point in line.points]) for line in comparison_lines(share)]
    assert drawn == [("Kreis", ["5,0", "6,0"]), ("Land", ["9,0"])]
    assert comparison_lines(count) == []


def test_value_has_one_place_and_stands_once(world: World) -> None:
    indicator = make_indicator()
    fields = {"indicator": indicator, "reference_date": dt.date(2020, 12, 31), "value": 1, "source": "x"}
    AreaValue.objects.create(**fields, area="Kreis")
    for wrong in ({}, {"area": "Kreis"}, {"area": "Land", "district": world.erfttal}, {"area": "L", "source": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AreaValue.objects.create(**fields | wrong)


@pytest.mark.parametrize("name", ["success_factors:area-values", "measures:district-detail"])
def test_pages_ask_the_same_for_one_and_three(world: World, name: str) -> None:
    people = make_indicator(is_population=True, counts_people=True)
    places = [world.weckhoven, world.erfttal, District.objects.create(number=21, name="Bezirk")]
    browser, asked = signed(world.koordination), []
    for many in (1, 3):
        *_, counted = (make_indicator(counts_people=True) for _ in range(many))
        for each in (people, *Indicator.objects.exclude(pk=people.pk)):
            stored(each, world, *[(place, 2020 + many, 50) for place in places[:many]])
        pk = counted.pk if "area" in name else world.weckhoven.pk
        asked.append(_queries(browser, reverse(name, args=[pk])))
    assert asked == [asked[0]] * 2
    assert asked[0] <= 20


def _queries(browser: Client, address: str) -> int:
    browser.get(address)
    cached_pages.forget()
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(address).content.decode()
    assert "je 1.000" in page
    return len(queries)


def test_table_that_names_no_break_and_no_note_leaves_those_there(world: World) -> None:
    indicator, browser = make_indicator(unit="%"), signed(world.koordination)
    for text in (
        "Gebiet;Jahr;Wert;Neuer Zuschnitt;Hinweis\nWeckhoven;2020;6,5;ja;Grenze",
        "Gebiet;Jahr;Wert\n9;2020;6,6",
    ):
        confirmed(browser, indicator, sent(browser, indicator, text=text))
    value = indicator.area_values.get()
    assert (value.value, value.starts_new_series, value.note) == (Decimal("6.6"), True, "Grenze")


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("6,5;ja, ab 2020;", "„ja, ab 2020“ bei „Neuer Zuschnitt“ ist weder ja noch nein."),
        (f"6,5;;{'x' * 301}", "Der Hinweis hat 301 Zeichen, Platz ist für 300."),
    ],
)
def test_cell_that_cannot_be_kept_whole_is_told(world: World, cells: str, problem: str) -> None:
    text = f"Gebiet;Jahr;Wert;Neuer Zuschnitt;Hinweis\nWeckhoven;2020;{cells}"
    [row] = planned(make_indicator(unit="%"), text).rows
    assert problem in " ".join(row.problems)


def test_sign_at_a_number_stands_in_its_note(world: World) -> None:
    text = "Gebiet;Jahr;Wert;Hinweis\nWeckhoven;2020;7,1 p;Amtlich"
    figure = planned(make_indicator(unit="%"), text).rows[0].values["figure"]
    assert (figure.value, figure.note) == (Decimal("7.1"), "Amtlich; vorläufig")


@pytest.mark.parametrize(
    ("words", "answer"), [("X", True), ("j", True), ("–", False), ("", False), ("vielleicht", None)]
)
def test_yes_and_no_are_read_by_one_list(words: str, answer: bool | None) -> None:
    assert said(words) is answer


@pytest.mark.parametrize(("kind", "other"), [("districts", 1), ("areas", 2)])
def test_own_download_reads_back_as_unchanged(world: World, kind: str, other: int) -> None:
    indicator = make_indicator(unit="%", decimals=0)
    figures = [(world.weckhoven, "12.5"), (world.erfttal, "12.75"), ("Nordrhein-Westfalen", "33.33")]
    told = [AreaFigure(place, dt.date(2024, 12, 31), Decimal(value), False, "=Hinweis") for place, value in figures]
    store_area_values(indicator, by=world.koordination, source="Register", figures=told)
    address = reverse("success_factors:area-download", args=[indicator.pk])
    content = signed(world.koordination).get(address).content
    plan = plan_areas(indicator, read_areas(upload(content, "gebiete.csv"), ""), kind=kind, source="Register")
    assert [row.problems + row.differences for row in plan.rows] == [[]] * 3
    assert (len(list(plan.effective)), sum(bool(row.aside) for row in plan.rows)) == (0, other)
