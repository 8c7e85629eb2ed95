"""Small values shared by all layers."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal, Self

PERIOD_NOT_OVER: Final = "Dieser Zeitraum ist noch nicht zu Ende. Bitte geben Sie einen vergangenen an."

DatePrecision = Literal["day", "month", "year"]

MONTH_NAMES = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or only the year.

    `date` is the first day of the known period; `last_day` its last one. Dates of measures are often only
    a year (design: facts from Neuss, 2), so an unknown day must never look like the first of January.
    """

    date: dt.date
    precision: DatePrecision

    @classmethod
    def from_parts(cls, year: int, month: int | None = None, day: int | None = None) -> Self:
        """The period named by the parts. Raises ValueError when there is no such date."""
        precision: DatePrecision = "day" if day else "month" if month else "year"
        return cls(dt.date(year, month or 1, day or 1), precision)

    @classmethod
    def containing(cls, day: dt.date, precision: str) -> Self:
        """The day, month or year (`precision`) that `day` lies in."""
        parts = {"year": (day.year,), "month": (day.year, day.month)}
        return cls.from_parts(*parts.get(precision, (day.year, day.month, day.day)))

    @property
    def last_day(self) -> dt.date:
        if self.precision == "year":
            return dt.date(self.date.year, 12, 31)
        if self.precision == "month":
            return self.date.replace(day=calendar.monthrange(self.date.year, self.date.month)[1])
        return self.date

    def __str__(self) -> str:
        """As people write it: 2026, März 2026 or 12.03.2026."""
        if self.precision == "year":
            return str(self.date.year)
        if self.precision == "month":
            return f"{MONTH_NAMES[self.date.month - 1]} {self.date.year}"
        return self.date.strftime("%d.%m.%Y")


def period_text(start: PartialDate | None, end: PartialDate | None) -> str:
    """From–until as far as it is known: "seit 2013", "März 2017 bis 2020", "2020", "bis 2020"; empty when unknown."""
    if start and end:
        return str(start) if str(start) == str(end) else f"{start} bis {end}"
    return f"seit {start}" if start else f"bis {end}" if end else ""
