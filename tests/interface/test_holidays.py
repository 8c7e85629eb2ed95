"""Holidays of Nordrhein-Westfalen against the law, in three years."""

import datetime as dt

import pytest
from django.core.checks import run_checks

from neuss_integration.foundation.calendar.holidays import day_off, due_warning, next_working_day

WEEKDAYS = ("Samstag", "Sonntag", "")
BY_LAW = {
    2024: "01-01 03-29 04-01 05-01 05-09 05-20 05-30 10-03 11-01 12-25 12-26",
    2026: "01-01 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26",
    2027: "01-01 03-26 03-29 05-01 05-06 05-17 05-27 10-03 11-01 12-25 12-26",
}
"""Feiertagsgesetz NW, § 2: Easter Sunday and Whit Sunday are Sundays and nothing more."""
EASTER_AND_WHITSUN = ("2024-03-31", "2024-05-19", "2026-04-05", "2026-05-24", "2027-03-28", "2027-05-16")


def days_of(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1)
    return [day for number in range(366) if (day := first + dt.timedelta(days=number)).year == year]


@pytest.mark.parametrize("year", sorted(BY_LAW))
def test_holidays_are_those_of_the_law(year: int) -> None:
    found = [f"{day:%m-%d}" for day in days_of(year) if day_off(day) not in WEEKDAYS]
    assert " ".join(found) == BY_LAW[year]


@pytest.mark.parametrize("day", EASTER_AND_WHITSUN)
def test_easter_and_whit_sunday_are_no_working_days(day: str) -> None:
    assert day_off(dt.date.fromisoformat(day)) == "Sonntag"


def test_other_land_has_its_own_holidays(settings) -> None:
    settings.HOLIDAY_SUBDIVISION = "BE"
    assert day_off(dt.date(2026, 6, 4)) == ""
    assert day_off(dt.date(2027, 3, 8)) == "Frauentag"


@pytest.mark.parametrize(("subdivision", "hints"), [("NW", []), ("NRW", ["neuss_integration.E020"])])
def test_unknown_land_is_said_before_the_server_starts(settings, subdivision: str, hints: list[str]) -> None:
    settings.HOLIDAY_SUBDIVISION = subdivision
    assert [each.id for each in run_checks() if each.id == "neuss_integration.E020"] == hints


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
        "Der 25.12.2026 ist kein Arbeitstag (Erster Weihnachtstag). Der nächste Arbeitstag ist der 28.12.2026."
    )
    assert due_warning(dt.date(2026, 12, 28)) == ""
