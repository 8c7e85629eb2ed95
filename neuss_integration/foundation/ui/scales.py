"""Scales of charts: numbers and days to places in a picture, and where to write on the axes."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_TICKS: Final = 6
MAX_YEARS: Final = 9
DAYS_OF_A_YEAR: Final = 365.25
NEAR_ZERO: Final = 0.6


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers from `low` to `high` onto the places from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (self.end - self.start) * (value - self.low) / ((self.high - self.low) or 1)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days from `first` to `last` onto the places from `start` to `end`; a single day stands in the middle."""

    first: dt.date
    last: dt.date
    start: float
    end: float

    def __call__(self, day: dt.date) -> float:
        span = (self.last - self.first).days
        if not span:
            return (self.start + self.end) / 2
        return self.start + (self.end - self.start) * (day - self.first).days / span

    def ticks(self) -> Iterator[tuple[dt.date, str]]:
        """Where the axis is written on: years, or the first and last day when there is less than a year between."""
        years = range(self.first.year, self.last.year + 2)
        starts = [dt.date(year, 1, 1) for year in years if self.first <= dt.date(year, 1, 1) <= self.last]
        if len(starts) < 2:
            yield self.first, f"{self.first:%d.%m.%Y}"
            if self.last != self.first:
                yield self.last, f"{self.last:%d.%m.%Y}"
            return
        step = -(-len(starts) // MAX_YEARS)
        for day in starts[::step]:
            yield day, str(day.year)


def ticks_between(low: float, high: float) -> list[float]:
    """Round numbers around `low` and `high`, about five; zero is among them unless both are far from it."""
    if low >= 0 and low <= high * NEAR_ZERO:
        low = 0
    if high <= 0 and high >= low * NEAR_ZERO:
        high = 0
    if low == high:
        low, high = low - 1, high + 1
    rough = (high - low) / (MAX_TICKS - 1)
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(magnitude * factor for factor in (1, 2, 2.5, 5, 10) if magnitude * factor >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [_clean(number * step) for number in range(first, last + 1)]


def _clean(value: float) -> float:
    rounded = round(value, 10)
    return int(rounded) if rounded == int(rounded) else rounded
