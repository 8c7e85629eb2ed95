"""Sums of money: what is unknown stays unknown, and a deviation compares only what can be compared."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from measures.models import Funding
from measures.selectors.money import Money, money_table, money_totals
from tests.factories import World, make_field, make_measure
from tests.measures.factories import make_funding


def euro(planned: int | None, granted: int | None, spent: int | None) -> Money:
    return Money(*(None if each is None else Decimal(each) for each in (planned, granted, spent)))


@pytest.mark.parametrize(
    ("planned", "spent", "shown"),
    [
        (1000, 1120, "+120,00 € (+12 %)"),
        (1000, 880, "−120,00 € (−12 %)"),
        (1000, 1000, "±0,00 € (±0 %)"),
        (0, 50, "+50,00 €"),
        (None, 50, ""),
        (1000, None, ""),
    ],
)
def test_deviation_is_spent_minus_planned_where_both_are_known(
    planned: int | None, spent: int | None, shown: str
) -> None:
    assert euro(planned, None, spent).deviation_shown == shown


@pytest.mark.parametrize(("planned", "spent"), [(None, 50), (1000, None), (None, None), (0, 50)])
def test_deviation_has_no_share_where_one_amount_is_unknown_or_nothing_was_planned(
    planned: int | None, spent: int | None
) -> None:
    assert euro(planned, None, spent).deviation_share is None


def test_sum_of_what_nobody_knows_is_unknown() -> None:
    assert euro(1, None, None) + euro(2, None, 3) == euro(3, None, 3)
    assert euro(None, 4, None) + euro(None, 5, None) == euro(None, 9, None)


def test_table_of_a_measure_compares_only_lines_with_both_amounts() -> None:
    rows = [Funding(year=2025, source="city", planned=100, spent=150), Funding(year=2024, source="city", planned=900)]
    table = money_table(rows)
    assert (table.total, table.comparable) == (euro(1000, None, 150), euro(100, None, 150))
    assert [(row.money.planned, row.deviation_shown) for row in table.rows] == [(100, "+50,00 € (+50 %)"), (900, "")]
    assert (bool(table), bool(money_table([]))) == (True, False)


@pytest.fixture
def funded(world: World) -> World:
    """Two measures with money in two years; one has two rows of one year."""
    sport = make_measure(field_of_action=make_field(name="Sport"))
    for year, planned, spent in ((2025, 100, None), (2025, 50, 60), (2026, 10, 5)):
        make_funding(measure=sport, year=year, note=str(planned), planned=planned, spent=spent)
    make_funding(measure=make_measure(), source="state", year=2025, planned=None, spent=900)
    return world


def lines(table: Any) -> list[tuple[str, Any, Any, str, int]]:
    return [(row.label, row.money.planned, row.money.spent, row.deviation_shown, row.count) for row in table.rows]


def test_totals_group_by_source_and_year_and_count_each_measure_once(funded: World) -> None:
    found = money_totals(funded.koordination)
    assert lines(found.sources) == [
        ("Land", None, 900, "", 1), ("Stadt", 160, 65, "+5,00 € (+8 %)", 1),
    ]  # fmt: skip
    assert lines(found.years) == [
        ("2025", 150, 960, "+10,00 € (+20 %)", 2), ("2026", 10, 5, "−5,00 € (−50 %)", 1),
    ]  # fmt: skip
    assert (found.known_years, found.measure_count) == ([2026, 2025], 2)


def test_year_limits_fields_and_sources_but_not_the_years(funded: World) -> None:
    found = money_totals(funded.koordination, year=2026)
    assert (lines(found.fields), found.measure_count) == ([("Sport", 10, 5, "−5,00 € (−50 %)", 1)], 1)
    assert (len(found.sources.rows), len(found.years.rows)) == (1, 2)


def test_years_stand_in_their_order_and_sources_by_their_size(funded: World) -> None:
    make_funding(measure=make_measure(), source="eu", year=2027, planned=5000, spent=None)
    found = money_totals(funded.koordination)
    assert [row.label for row in found.years.rows] == ["2025", "2026", "2027"]
    assert [row.label for row in found.sources.rows] == ["EU", "Land", "Stadt"]
    make_funding(measure=make_measure(), source="city", year=2027, planned=9000, spent=None)
    assert [row.label for row in money_totals(funded.koordination).sources.rows] == ["Stadt", "EU", "Land"]


COVERED = """
    SELECT SUM(CASE WHEN planned IS NOT NULL AND spent IS NOT NULL THEN 1 ELSE 0 END), COUNT(*)
    FROM measures_funding f JOIN measures_measure m ON m.id = f.measure_id WHERE m.state <> 'idea'
"""


def test_every_table_says_over_how_many_entries_its_deviation_is(funded: World) -> None:
    make_funding(measure=make_measure(), year=2031, planned=5, spent=None)
    with connection.cursor() as cursor:
        cursor.execute(COVERED)
        known, entries = cursor.fetchone()
    assert 0 < known < entries
    totals = money_totals(funded.koordination)
    for table in (totals.fields, totals.sources, totals.years):
        assert f"bei {known} von {entries} Einträgen ist beides bekannt." in table.covered
    assert "bei keinem Eintrag" in money_table([Funding(planned=5)]).covered
    assert "bei jedem Eintrag" in money_table([Funding(planned=5, spent=6)]).covered
