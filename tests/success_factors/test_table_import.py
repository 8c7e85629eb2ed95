"""Tables with several series, as the offices of statistics write them: own city only, remembered, divided."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import SheetTable
from neuss_integration.foundation.spreadsheets.reading import read_table
from success_factors.imports.layouts import (
    ColumnRole,
    Municipality,
    known_columns,
    roles_of,
    signature,
    timed,
    with_time,
)
from success_factors.imports.tables import Entry, divided, own_rows, series_in, source_of
from success_factors.models import IndicatorValue, TableLayout
from tests.factories import World, make_indicator, sign_in
from tests.spreadsheets.files import upload
from tests.success_factors.office_tables import employees, monitoring, month_in_the_title, months_of_districts

URL = "/indikatoren/einlesen/"
NEUSS = Municipality("05162024", "Neuss")
TABLES = Path(__file__).parent / "tables"
"""Headings as GENESIS writes them, with invented numbers."""
OLD_FLAT = (TABLES / "regionalstatistik_flat.csv").read_text()
NEW_FLAT = (TABLES / "zensus_flat.csv").read_text()
AGENCY = [
    ["Gemeinde", "Merkmal (Stichtag 31. Dezember)", "2022", "2023", "2024"],
    ["05162024 Neuss, Stadt", "Arbeitslose", "5.312", "5.640", "*"],
    ["05162024 Neuss, Stadt", "dar. Ausländer", "2.100", "2.412", "2.500"],
    ["05162008 Grevenbroich, Stadt", "Arbeitslose", "2.000", "2.100", "2.200"],
]
LONG = [
    ["Stichtag", "Kommune", "Fälle im Case Management", "abgeschlossene Fälle", "Bemerkung"],
    ["30.06.2025", "Neuss", "412", "96", ""],
    ["31.12.2025", "Neuss", "430", "120", "ohne Dezember"],
]


def table(rows: Any) -> SheetTable:
    """Headings and rows of a text with semicolons, or of a list."""
    lines = [line.split(";") for line in rows.splitlines()] if isinstance(rows, str) else rows
    return SheetTable(lines[0], lines[1:], [], list(range(2, len(lines) + 1)))


def told(rows: Any) -> dict[str, list[tuple[str, str, str]]]:
    """Time, group and cell of each series of the own city."""
    found = table(rows)
    roles = roles_of(found.headings, found.rows, NEUSS)
    series = series_in(own_rows(found, roles, NEUSS, "Neuss"), roles)
    return {key: [(each.time, each.group, each.cell) for each in entries] for key, entries in series.items()}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            OLD_FLAT,
            {"Bevoelkerungsstand (Anzahl)": [("31.12.2023", "", "155163"), ("31.12.2023", "weiblich", "79512")]},
        ),
        (NEW_FLAT, {"Personen": [("15.05.2022", "", "151204 e"), ("15.05.2022", "Ausland", "/")]}),
        (
            AGENCY,
            {
                "Arbeitslose": [("2022", "", "5.312"), ("2023", "", "5.640"), ("2024", "", "*")],
                "dar. Ausländer": [("2022", "", "2.100"), ("2023", "", "2.412"), ("2024", "", "2.500")],
            },
        ),
        (
            LONG,
            {
                "Fälle im Case Management": [("30.06.2025", "", "412"), ("31.12.2025", "", "430")],
                "abgeschlossene Fälle": [("30.06.2025", "", "96"), ("31.12.2025", "", "120")],
            },
        ),
    ],
    ids=["Regionalstatistik", "Zensus 2022", "Bundesagentur", "lange Liste"],
)
def test_tables_of_the_offices_are_understood(rows: Any, expected: Any) -> None:
    assert told(rows) == expected


def test_flat_file_says_where_it_is_from() -> None:
    assert source_of(table(NEW_FLAT)) == "Zensus 2022: Bevölkerung kompakt, 1000A"
    assert source_of(table(OLD_FLAT)) == "GENESIS: Fortschreibung des Bevölkerungsstandes, 12411"
    assert source_of(table(AGENCY)) == ""


@pytest.mark.parametrize("cell", ["05162024", "5162024", "051620024024", "Neuss, Stadt", "Stadt Neuss", "NEUSS"])
def test_own_city_is_known_by_key_and_name(cell: str) -> None:
    assert NEUSS.is_own(cell)
    assert not Municipality("05162008", "Grevenbroich").is_own(cell)


def test_table_of_other_places_alone_is_refused() -> None:
    found = table([AGENCY[0], AGENCY[3]])
    with pytest.raises(Refused, match="keine Zeile zu Neuss"):
        own_rows(found, roles_of(found.headings, found.rows, NEUSS), NEUSS, "Neuss")


def test_same_kind_of_table_next_year() -> None:
    assert signature(["Gebiet", "Was", "2022", "2023"]) == signature(["Gebiet", "Was", "2022", "2023", "2024"])
    assert signature(["Gebiet", "Was", "2022"]) != signature(["Gebiet", "Wo", "2022"])


def test_numerator_is_divided_by_denominator() -> None:
    above = [Entry(2, "2023", "", "2.412"), Entry(3, "2024", "", "*"), Entry(4, "2022", "", "5")]
    below = [Entry(5, "2023", "", "5.640 p"), Entry(6, "2024", "", "10")]
    found = divided(above, below, "%")
    assert [(each.cell, each.note) for each in found] == [
        ("42,77 p", "2.412 von 5.640 p"),
        ("*", ""),
        ("Zähler ohne Nenner", ""),
    ]
    assert divided(above[:1], below, "je 1.000 Arbeitslose")[0].cell == "427,66 p"


def test_share_of_an_uncertain_number_is_uncertain() -> None:
    weak, sure = [Entry(2, "2022", "", "(3 250)")], [Entry(3, "2022", "", "21 500")]
    assert divided(weak, sure, "%")[0].cell == "(15,12)"
    assert divided(sure, weak, "%")[0].cell == "(661,54)"
    assert divided(weak, [Entry(3, "2022", "", "21 500 e")], "%")[0].cell == "(15,12)"


def filled(page: Any, **changes: str) -> dict[str, str]:
    """What the form of the page would send."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changes


def chosen(people: Any, share: Any) -> dict[str, str]:
    """One series as it is, the other as its share."""
    return {"series_0": str(people.pk), "series_1": str(share.pk), "by_1": "0", "source": "BA-Statistik"}


AGENCY_SENT = {"text": "\n".join("\t".join(row) for row in AGENCY), "key": "05162024"}


@override_settings(CITY_NAME="Neuss")
def test_two_indicators_are_taken_from_one_table(world: World, client: Client) -> None:
    people, share = make_indicator(unit="Personen"), make_indicator(unit="%")
    page = sign_in(client, world.koordination).post(URL, AGENCY_SENT)
    data = filled(page, **chosen(people, share))
    assert "1 Zeile zu anderen Gebieten" in page.text
    assert "6 Werte übernehmen" in client.post(URL, data).text
    assert not IndicatorValue.objects.exists()
    assert client.post(URL, data | {"step": "import", "confirmed": "1"}).status_code == 302
    assert IndicatorValue.objects.get(indicator=share, reference_date__year=2023).value == Decimal("42.77")
    assert IndicatorValue.objects.filter(indicator=people, sign="secret", source="BA-Statistik").count() == 1


@override_settings(CITY_NAME="Neuss")
def test_what_columns_and_series_mean_is_remembered(world: World, client: Client) -> None:
    meant = chosen(make_indicator(unit="Personen"), make_indicator(unit="%"))
    page = sign_in(client, world.koordination).post(URL, AGENCY_SENT)
    client.post(URL, filled(page, **meant) | {"step": "import", "confirmed": "1"})
    again = client.post(URL, AGENCY_SENT)
    assert "schon einmal eingelesen" in again.text
    assert {name: str(filled(again)[name]) for name in meant} == meant
    assert "3 Werte sind schon so erfasst" in client.post(URL, filled(again)).text
    assert TableLayout.objects.get().history.count() == 1


def test_other_columns_are_read_anew(world: World, client: Client) -> None:
    page = sign_in(client, world.koordination).post(
        URL, {"file": upload(OLD_FLAT.encode(), "a.csv"), "key": "05162024"}
    )
    place = [field.label for field in page.context["form"]].index("2_Auspraegung_Label")
    name = list(page.context["form"].fields)[place]
    other = client.post(URL, filled(page, **{name: ColumnRole.WHAT.value}))
    assert [name for name in other.context["form"].fields if name.startswith("series_")] == ["series_0", "series_1"]


def test_table_of_nobody_is_sent_back(world: World, client: Client) -> None:
    page = sign_in(client, world.koordination).post(URL, {"table": '[["a"], [["b", "c"]], [2], []]'}, follow=True)
    assert "noch einmal hoch" in page.text
    empty = client.post(URL, {"key": "5162"})
    assert "die acht Ziffern der Gemeinde" in empty.text


def told_of_file(content: bytes, own: Municipality = NEUSS, name: str = "Neuss") -> tuple[Any, str, list[str]]:
    """Each series of the own city as time, group and cell; where it is from; what is said about it."""
    file = upload(content, "a.xlsx" if content.startswith(b"PK") else "a.csv")
    found = read_table(file, max_rows=100, max_bytes=10**6, score=known_columns)
    source = source_of(found)
    found = with_time(found, roles_of(found.headings, found.rows, own))
    roles = roles_of(found.headings, found.rows, own)
    found = own_rows(found, roles, own, name)
    series = series_in(found, roles)
    cells = {key: [(each.time, each.group, each.cell) for each in entries] for key, entries in series.items()}
    return cells, source, found.notices


def test_months_of_the_bundesagentur_are_read_for_the_own_district() -> None:
    cells, source, notices = told_of_file(months_of_districts(), Municipality("05162", "Rhein-Kreis"), "Rhein-Kreis")
    months = ["Oktober 2024", "November 2024", "Dezember 2024"]
    assert cells == {"Werte": list(zip(months, ["", "", ""], ["14000", "14100", "*"], strict=True))}
    assert source == "Statistik der Bundesagentur für Arbeit"
    assert notices[0] == "Gelesen wurde nur „Übersicht_Kreise“, nicht gelesen: Impressum."


def test_place_in_the_first_row_of_its_block_holds_for_all_of_it() -> None:
    cells, _, notices = told_of_file(employees())
    assert list(cells) == ["Insgesamt", "darunter Frauen", "darunter Ausländer"]
    assert cells["darunter Ausländer"] == [
        ("30.06.2023", "SvB", "12000"), ("30.06.2024", "SvB", "12500"), ("30.06.2023", "GeB", "*"),
        ("30.06.2024", "GeB", "x"),
    ]  # fmt: skip
    assert notices[-1] == "2 Zeilen ohne Gebiet gehören zum Gebiet darüber."


def test_heading_over_several_columns_is_known_in_a_csv_file_too() -> None:
    text = (
        "Arbeitslose;;;;\nRegion;Oktober 2024;;November 2024;\n;Insgesamt;Ausländer;Insgesamt;Ausländer\n"
        "05162024 Neuss, Stadt;5.312;2.100;5.290;*\n05162008 Grevenbroich, Stadt;1;2;3;4\n"
    )
    cells, _, _ = told_of_file(text.encode())
    assert cells == {
        "Insgesamt": [("Oktober 2024", "", "5.312"), ("November 2024", "", "5.290")],
        "Ausländer": [("Oktober 2024", "", "2.100"), ("November 2024", "", "*")],
    }


def test_time_that_only_the_title_names_holds_for_all_values() -> None:
    cells, _, notices = told_of_file(month_in_the_title())
    assert {key: each[0][0] for key, each in cells.items()} == dict.fromkeys(
        ["Insgesamt", "davon Männer", "davon Frauen", "Ausländer"], "Dezember 2024"
    )
    assert cells["davon Frauen"] == [("Dezember 2024", "", "*")]
    assert "Die Zeit steht nur im Titel und gilt für alle Werte: Dezember 2024." in notices


def test_years_above_shares_are_their_times() -> None:
    cells, source, _ = told_of_file(monitoring())
    assert cells == {
        "Nichtdeutsche": [("2022", "", "30 000"), ("2023", "", "/")],
        "Anteil in %": [("2022", "", "19,4"), ("2023", "", "–")],
    }
    assert source == "IT.NRW"


@pytest.mark.parametrize(
    ("heading", "found"),
    [("30.06.2024 Insgesamt", ("30.06.2024", "Insgesamt")), ("Anteil 2023", ("2023", "Anteil")),
     ("2024", ("2024", "")), ("Mai 2024 Frauen", ("Mai 2024", "Frauen")),
     ("2022 und 2023 zusammen", ("2022", "und 2023 zusammen")),
     ("Konzept 2030plus", None), ("Insgesamt", None)],
)  # fmt: skip
def test_time_beside_what_is_counted(heading: str, found: Any) -> None:
    assert timed(heading) == found


def test_table_with_a_time_in_its_title_is_taken_in(world: World, client: Client, settings: Any) -> None:
    settings.CITY_NAME = "Neuss"
    people = make_indicator(unit="Personen")
    sent: Any = {"file": upload(month_in_the_title()), "key": "05162024"}
    page = sign_in(client, world.koordination).post(URL, sent)
    data = filled(page, series_0=str(people.pk)) | {"step": "import", "confirmed": "1"}
    assert client.post(URL, data).status_code == 302
    value = IndicatorValue.objects.get(indicator=people)
    assert (value.value, value.source) == (5300, "Statistik der Bundesagentur für Arbeit")


def test_what_is_not_taken_in_of_a_table_is_named(world: World, client: Client) -> None:
    rows = [["Jahr", "Personen", "Bemerkungstext", "Spalte leer"], ["2023", "5", "neu gezählt", ""]]
    sent = {"text": "\n".join("\t".join(row) for row in rows), "key": "05162024"}
    page = sign_in(client, world.koordination).post(URL, sent)
    again = client.post(URL, filled(page, role_2="nichts"))
    assert "Diese Spalte wird nicht übernommen: „Bemerkungstext“." in again.text
    many = [["Jahr", *(f"R{at}" for at in range(42))], ["2023", *["5"] * 42]]
    page = client.post(URL, {"text": "\n".join("\t".join(row) for row in many), "key": "05162024"})
    assert "Mehr als 40 Reihen auf einmal werden nicht gezeigt. Es fehlen: R40, R41." in page.text
