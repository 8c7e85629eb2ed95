"""Holidays of Nordrhein-Westfalen against the calendars of three years."""

import datetime as dt

import pytest

from neuss_integration.foundation.calendar.holidays import day_off, due_warning, holidays_of, next_working_day

KNOWN = {
    2024: "01-01 03-29 03-31 04-01 05-01 05-09 05-19 05-20 05-30 10-03 11-01 12-25 12-26",
    2026: "01-01 04-03 04-05 04-06 05-01 05-14 05-24 05-25 06-04 10-03 11-01 12-25 12-26",
    2027: "01-01 03-26 03-28 03-29 05-01 05-06 05-16 05-17 05-27 10-03 11-01 12-25 12-26",
}


@pytest.mark.parametrize("year", sorted(KNOWN))
def test_holidays_are_those_of_the_calendar(year: int) -> None:
    assert " ".join(f"{day:%m-%d}" for day in sorted(holidays_of(year))) == KNOWN[year]


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (dt.date(2026, 6, 4), "Fronleichnam"),
        (dt.date(2026, 6, 6), "Samstag"),
        (dt.date(2026, 6, 7), "Sonntag"),
        (dt.date(2026, 6, 8), ""),
        (dt.date(2026, 10, 31), "Samstag"),
        (dt.date(2027, 11, 1), "Allerheiligen"),
    ],
)
def test_day_off_says_why(day: dt.date, word: str) -> None:
    assert day_off(day) == word


def test_next_working_day_leaps_over_easter() -> None:
    assert next_working_day(dt.date(2026, 4, 3)) == dt.date(2026, 4, 7)


def test_due_warning_names_day_reason_and_the_way_out() -> None:
    assert due_warning(dt.date(2026, 12, 25)) == (
        "Der 25.12.2026 ist kein Arbeitstag (1. Weihnachtstag). Der nächste Arbeitstag ist der 28.12.2026."
    )
    assert due_warning(dt.date(2026, 12, 28)) == ""
