"""Public holidays of Nordrhein-Westfalen, for due dates.

Source: Feiertagsgesetz NW (Gesetz über die Sonn- und Feiertage, 23.04.1989), § 2. Easter comes from dateutil.
"""

import datetime as dt
from functools import cache
from typing import Final

from dateutil.easter import easter

FIXED: Final = {
    (1, 1): "Neujahr",
    (5, 1): "Tag der Arbeit",
    (10, 3): "Tag der Deutschen Einheit",
    (11, 1): "Allerheiligen",
    (12, 25): "1. Weihnachtstag",
    (12, 26): "2. Weihnachtstag",
}
AFTER_EASTER: Final = {
    -2: "Karfreitag",
    0: "Ostersonntag",
    1: "Ostermontag",
    39: "Christi Himmelfahrt",
    49: "Pfingstsonntag",
    50: "Pfingstmontag",
    60: "Fronleichnam",
}
WEEKEND: Final = {5: "Samstag", 6: "Sonntag"}


@cache
def holidays_of(year: int) -> dict[dt.date, str]:
    """The holidays of `year` by day, with their names."""
    fixed = {dt.date(year, month, day): name for (month, day), name in FIXED.items()}
    sunday = easter(year)
    return fixed | {sunday + dt.timedelta(days=days): name for days, name in AFTER_EASTER.items()}


def day_off(day: dt.date) -> str:
    """Why nobody works in the city on `day`, as a word; empty on a working day."""
    return holidays_of(day.year).get(day) or WEEKEND.get(day.weekday(), "")


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
