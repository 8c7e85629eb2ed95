"""Public holidays for due dates, as the `holidays` package knows them for the Land of the city."""

import datetime as dt
from functools import cache
from typing import Final

import holidays

from neuss_integration.foundation.words.city_names import city_names

WEEKEND: Final = {5: "Samstag", 6: "Sonntag"}


@cache
def _calendar(subdivision: str) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=subdivision, language="de")


def day_off(day: dt.date) -> str:
    """Why nobody works in the city on `day`, as a word; empty on a working day."""
    return _calendar(city_names().land).get(day) or WEEKEND.get(day.weekday(), "")


def next_working_day(day: dt.date) -> dt.date:
    """`day`, or the first working day after it."""
    while day_off(day):
        day += dt.timedelta(days=1)
    return day


def due_warning(day: dt.date) -> str:
    """A sentence about a due date on which nobody works; empty when it is a working day."""
    reason = day_off(day)
    if not reason:
        return ""
    return (
        f"Der {day:%d.%m.%Y} ist kein Arbeitstag ({reason}). Der nächste Arbeitstag ist der "
        f"{next_working_day(day):%d.%m.%Y}."
    )
