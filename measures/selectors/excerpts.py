"""The part of the Zeitplan that is looked at: all of it, a year or a quarter, told by its address."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Self

PARAMETER: Final = "ausschnitt"
_KEY: Final = re.compile(r"(19\d\d|20\d\d)(?:-([1-4]))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A year, or one of its quarters; from `date` to `last_day`."""

    year: int
    quarter: int = 0

    @classmethod
    def named(cls, key: str) -> Self | None:
        """The excerpt "2026" or "2026-4"; None for anything else, which shows all."""
        found = _KEY.fullmatch(key)
        return cls(int(found[1]), int(found[2] or 0)) if found else None

    @property
    def date(self) -> dt.date:
        return dt.date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def last_day(self) -> dt.date:
        month = 3 * (self.quarter or 4)
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def key(self) -> str:
        return f"{self.year}-{self.quarter}" if self.quarter else str(self.year)

    def __str__(self) -> str:
        return f"{self.quarter}. Quartal {self.year}" if self.quarter else str(self.year)

    def moved(self, steps: int) -> "Excerpt":
        """The same length of time, so many of them later."""
        if not self.quarter:
            return Excerpt(self.year + steps)
        quarters = 4 * self.year + self.quarter - 1 + steps
        return Excerpt(quarters // 4, quarters % 4 + 1)


def zoom(shown: Excerpt | None, today: dt.date) -> list[tuple[str, str, bool]]:
    """What the Zeitplan can show: key of the address, words, and whether it is shown; and the time before and after.

    Year and quarter are those that are looked at, or else those of `today`.
    """
    quarter = (today.month + 2) // 3
    if shown:
        quarter = shown.quarter or (quarter if shown.year == today.year else 1)
    year = shown.year if shown else today.year
    offered: list[Excerpt | None] = [None, Excerpt(year), Excerpt(year, quarter)]
    links = [(each.key if each else "", str(each or "alles"), each == shown) for each in offered]
    if not shown:
        return links
    around = [("früher", shown.moved(-1)), ("später", shown.moved(1))]
    return links + [(each.key, f"{word}: {each}", False) for word, each in around if Excerpt.named(each.key)]
