"""When things happened in the demo: all before now, whatever the day it is loaded on."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

SETTLED_AFTER = dt.timedelta(days=120)
"""The round of a year is closed in March of the next; until the end of April the year before still counts."""


@dataclass(frozen=True, slots=True)
class RoundDates:
    """One reporting round: for which period, when opened and due, and when closed (None while open)."""

    title: str
    period: tuple[dt.date, dt.date]
    opened: dt.date
    due: dt.date
    closed: dt.date | None

    def day(self, step: int, of: int) -> dt.date:
        """Working day number `step` of `of`, spread evenly over the time in which offices answer."""
        last = min(self.closed or timezone.localdate(), self.due)
        return workday(self.opened + (last - self.opened) * (step + 1) // (of + 1))


@dataclass(frozen=True, slots=True)
class DemoCalendar:
    """The dates of the demo as seen from `today`. `year` is the year of the open round."""

    today: dt.date

    @property
    def year(self) -> int:
        """The year the open round asks about."""
        return (self.today - SETTLED_AFTER).year

    @property
    def catalogue_entered(self) -> list[dt.date]:
        """The days on which the catalogue of measures was entered."""
        return [workday(dt.date(self.year - 2, 11, day)) for day in (13, 18, 21)]

    @property
    def late_measure_entered(self) -> dt.date:
        """When the measure was entered that began after the first report."""
        return workday(dt.date(self.year - 1, 10, 6))

    @property
    def first_round(self) -> RoundDates:
        """Two years at once, as the Fortschreibung asks for them."""
        year = self.year - 1
        return RoundDates(
            title=f"Berichtsrunde {year - 2}–{year - 1}",
            period=(dt.date(year - 2, 1, 1), dt.date(year - 1, 12, 31)),
            opened=workday(dt.date(year, 1, 13)),
            due=workday(dt.date(year, 2, 28)),
            closed=workday(dt.date(year, 3, 17)),
        )

    @property
    def second_round(self) -> RoundDates:
        """The year after the first report."""
        return self.yearly_round(self.year - 1)

    def yearly_round(self, report_year: int) -> RoundDates:
        """A closed round about the year `asked`, held in the spring after it."""
        year = report_year + 1
        return RoundDates(
            title=f"Berichtsrunde {report_year}",
            period=(dt.date(report_year, 1, 1), dt.date(report_year, 12, 31)),
            opened=workday(dt.date(year, 1, 12)),
            due=workday(dt.date(year, 2, 27)),
            closed=workday(dt.date(year, 3, 16)),
        )

    @property
    def open_round(self) -> RoundDates:
        """The round being answered now."""
        return RoundDates(
            title=f"Berichtsrunde {self.year}",
            period=(dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)),
            opened=workday(self.today - dt.timedelta(days=21)),
            due=workday(self.today + dt.timedelta(days=16)),
            closed=None,
        )

    @property
    def published(self) -> dt.date:
        """When the first report went to the committee."""
        return workday(dt.date(self.year - 1, 5, 20))

    @property
    def report_begun(self) -> dt.date:
        """When the Koordination began to write the first report: soon after its round was closed."""
        return workday(dt.date(self.year - 1, 3, 25))

    @property
    def assessed_again(self) -> dt.date:
        """When the criteria were judged a second time: after the second round was closed."""
        return workday(dt.date(self.year, 4, 14))

    @property
    def first_report_period(self) -> tuple[dt.date, dt.date]:
        """Two years, told by the first round."""
        return self.first_round.period

    @property
    def second_report_period(self) -> tuple[dt.date, dt.date]:
        """The two years after."""
        return dt.date(self.year - 1, 1, 1), dt.date(self.year, 12, 31)

    @property
    def profiles_written(self) -> dt.date:
        """When money, milestones and Kennzahlen were entered: before the next report is begun."""
        return workday(self.today - dt.timedelta(days=14))

    @property
    def draft_begun(self) -> dt.date:
        """When the Koordination began to write the next report."""
        return workday(self.today - dt.timedelta(days=10))

    @property
    def next_meeting(self) -> dt.date:
        """When the committee hears the next report: 22 weeks on, so that the way to it has just begun."""
        return workday(self.today + dt.timedelta(weeks=22))


def workday(day: dt.date) -> dt.date:
    """`day`, or the Friday before when it is a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def moment(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """That time of that day in the time zone of the city."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
