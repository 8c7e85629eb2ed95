"""Series as official tables write them: signs, limits, units, school years, and the own download."""

from decimal import Decimal

import pytest
from django.test import Client

from success_factors.imports.numbers import measured
from success_factors.imports.series import read_series
from success_factors.models import IndicatorValue
from tests.factories import World, make_indicator, make_value, sign_in

HEAD = "Zeit;Wert;Quelle\n"


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [("(12,5)", "12.5", "weak"), ("−3,5", "-3.5", ""), ("12,5 %", "12.5", ""), ("12,5%", "12.5", ""),
     ("1 234 p", "1234", "provisional"), ("12,5e", "12.5", "estimated"), ("12,5 s", "12.5", "estimated"),
     ("p 12,5", "12.5", "provisional"), ("45,1683", "45.17", ""), ("–3,5", "-3.5", ""),
     ("‑3,5", "-3.5", ""), ("‒ 3,5", "-3.5", "")],
)  # fmt: skip
def test_numbers_of_official_tables(text: str, value: str, qualifier: str) -> None:
    found = measured(text, "%")
    assert (found.value, found.qualifier, found.problem) == (Decimal(value), qualifier, "")


@pytest.mark.parametrize("text", ["1.234 1)", "1.234 ¹", "1.234²⁾"])
def test_footnote_behind_a_number_is_none_of_it(text: str) -> None:
    found = measured(text, "Personen")
    assert (found.value, found.note) == (Decimal(1234), "mit Fußnote in der Quelle")


@pytest.mark.parametrize(
    ("text", "sign"),
    [("*", "secret"), ("X", "senseless"), ("x", "senseless"), (".", "secret"), ("…", "later"), ("/", "unsure"),
     ("-", "nothing"), ("–", "nothing"), ("‒", "nothing"), ("‐", "nothing")],
)  # fmt: skip
def test_signs_of_official_tables(text: str, sign: str) -> None:
    assert measured(text, "%").sign == sign


@pytest.mark.parametrize("text", ["#NV", "12,5 %", "abc", "(12,5", "1,5E+05"])
def test_what_is_no_number_of_this_unit_is_a_sentence(text: str) -> None:
    assert measured(text, "Personen").problem.endswith((".", ")."))


@pytest.mark.django_db
def test_school_year_is_read_with_a_question() -> None:
    preview = read_series(make_indicator(), f"{HEAD}2023/24;5;Amt\n31.12.22;6;Amt\n2.021;7;Amt")
    assert [str(period) for period, _ in preview.rows] == ["2023", "31.12.2022", "2021"]
    assert preview.notices == ["Zeile 2: „2023/24“ ist gelesen als 2023, das Jahr des Beginns. Ist das gemeint?"]


@pytest.mark.django_db
def test_source_for_all_rows_and_columns_that_are_not_taken() -> None:
    preview = read_series(make_indicator(), "Jahr;Anteil;Gemeinde\n2021;5;Neuss", source="Zensus")
    assert (preview.rows[0][1]["source"], preview.problems) == ("Zensus", [])
    assert preview.notices == ["Diese Spalte wird nicht übernommen: „Gemeinde“."]


def test_own_download_reads_back_as_unchanged(world: World, client: Client) -> None:
    indicator = make_indicator()
    sign_in(client, world.koordination)
    text = f"{HEAD}2021;12,5;Amt\n2022;(3);Amt\n2023;/;Amt\n03.2023;1234 p;Amt"
    client.post(f"/indikatoren/{indicator.pk}/reihe/", {"text": text, "step": "import", "confirmed": "1"})
    assert IndicatorValue.objects.count() == 4
    own = client.get(f"/indikatoren/{indicator.pk}/daten.csv").content.decode("utf-8-sig")
    preview = read_series(indicator, own)
    assert (preview.rows, preview.problems, len(preview.unchanged)) == ([], [], 4)


@pytest.mark.django_db
def test_shares_under_a_unit_of_percent_are_asked_about(world: World, client: Client) -> None:
    indicator = make_indicator(unit="%")
    url = f"/indikatoren/{indicator.pk}/reihe/"
    data = {"text": f"{HEAD}2021;0,45;Amt\n2022;0,47;Amt", "step": "import"}
    shown = sign_in(client, world.koordination).post(url, data).content.decode()
    assert "Alle Werte liegen zwischen 0 und 1" in shown
    assert IndicatorValue.objects.count() == 0
    assert client.post(url, data | {"confirmed": "1"}).status_code == 302
    assert IndicatorValue.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "is_same"),
    [
        ("2020;15;Amt;alt;", True),
        ("2020;15;Amt;;", True),
        ("2020;1.5;Amt;alt;", False),
        ("2020;15;Amt;Zählfehler berichtigt;", False),
        ("2020;15;Amt;alt;geschätzt", False),
        ("2020;15 p;Amt;alt;", False),
    ],
)
def test_what_differs_from_what_is_stored_is_not_called_the_same(world: World, row: str, *, is_same: bool) -> None:
    indicator = make_indicator(decimals=0)
    make_value(indicator=indicator, year=2020, value=15, source="Amt", note="alt")
    preview = read_series(indicator, f"Zeit;Wert;Quelle;Hinweis;Einschränkung\n{row}")
    assert len(preview.unchanged) == is_same
    assert bool(preview.problems) is not is_same
