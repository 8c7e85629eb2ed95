"""How dates, periods and numbers read in a report."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings

from measures.models import ProgressReport
from measures.selectors.resolutions import station_line
from neuss_integration.foundation.words.partial_dates import MONTH_NAMES
from reporting.content.shape_of_values import LabelledValue


def date_label(day: dt.date) -> str:
    """12. März 2026."""
    return f"{day.day}. {MONTH_NAMES[day.month - 1]} {day.year}"


def short_date(day: dt.date) -> str:
    """12.03.2026."""
    return day.strftime("%d.%m.%Y")


def period_label(start: dt.date, end: dt.date) -> str:
    """Whole years as 2023 or 2023 bis 2024, all else with both dates."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} bis {end.year}"
    return f"{date_label(start)} bis {date_label(end)}"


def german_number(value: int | Decimal, places: int = 0) -> str:
    """1.234,5 with the given number of places."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def in_running_text(amount: str) -> str:
    """A sum of money such as „1.000,00 €“ in a sentence: without cents where there are none."""
    return amount.replace(",00", "")


def count_label(value: int) -> str:
    """A count of people; below the threshold "·", because small counts can identify somebody."""
    return "·" if 0 < value < settings.SMALL_NUMBER_THRESHOLD else german_number(value)


def station_words(station: Mapping[str, str]) -> str:
    """A Gremium of a frozen Beratungsfolge on one line; what is still to come has no result."""
    came_to = (station.get(name, "") for name in ("result", "vote"))
    return station_line(station["committee"], station["task"], station["when"], *came_to)


def numbers_of(report: ProgressReport) -> list[LabelledValue]:
    """The numbers committees ask for, as label and value, only those that were given."""
    rows: list[tuple[str, str | None]] = [
        ("Teilnehmende", None if report.participants is None else count_label(report.participants)),
        ("Personalstunden", None if report.staff_hours is None else german_number(report.staff_hours, 1)),
        ("Kosten", None if report.cost is None else f"{german_number(report.cost, 2)} €"),
        ("Eingeworbene Mittel", None if report.raised_funds is None else f"{german_number(report.raised_funds, 2)} €"),
        ("Zeitraum der Zahlen", report.period_covered or None),
    ]
    return [{"label": label, "value": value} for label, value in rows if value is not None]
