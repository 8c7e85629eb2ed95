"""Dates and numbers in German."""

import datetime as dt
from decimal import Decimal

import pytest

from neuss_integration.foundation.ui import texts
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.interface.helpers import shown

DAY = dt.date(2026, 3, 2)


def test_german_date_shows_day_for_people_and_machines() -> None:
    assert shown("{% german_date day %}", day=DAY) == '<time datetime="2026-03-02">02.03.2026</time>'


def test_german_date_shows_local_hour_when_asked() -> None:
    moment = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)
    assert texts.german_date(moment, time=True) == '<time datetime="2026-07-02T00:30">02.07.2026, 00:30 Uhr</time>'


@pytest.mark.parametrize("tag", ["german_date", "partial_date", "german_number"])
def test_nothing_is_shown_as_dash_with_words(tag: str) -> None:
    html = shown(f"{{% {tag} None %}}")
    assert html == '<span class="nothing">–<span class="kern-sr-only"> (nichts vorhanden)</span></span>'


@pytest.mark.parametrize(
    ("precision", "text", "machine"),
    [("day", "02.03.2026", "2026-03-02"), ("month", "März 2026", "2026-03"), ("year", "2026", "2026")],
)
def test_partial_date_is_as_exact_as_known(precision: str, text: str, machine: str) -> None:
    expected = f'<time datetime="{machine}">{text}</time>'
    assert shown("{% partial_date day precision %}", day=DAY, precision=precision) == expected
    assert texts.partial_date(PartialDate(DAY, precision)) == expected


NUMBERS = [(1234567, None, "1.234.567"), (Decimal("1234.50"), None, "1.234,50"), (0.125, 1, "0,1"), (-5, 2, "-5,00")]


@pytest.mark.parametrize(("value", "decimals", "text"), [*NUMBERS, (0, None, "0")])
def test_german_number_has_dots_and_comma(value: object, decimals: int | None, text: str) -> None:
    assert shown("{% german_number value decimals=decimals %}", value=value, decimals=decimals) == text
