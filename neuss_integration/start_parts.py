"""What the sections of the start page are made of."""

from dataclasses import dataclass
from typing import Any

from measures.models import ReportingRound
from measures.selectors.rounds import ResponseStatus


@dataclass(frozen=True, slots=True)
class Glance:
    """All measures the person may see, counted by state and by traffic light of the last accepted report."""

    states: list[tuple[str, int, str]]
    lights: list[tuple[str, int, str]]
    total: int


@dataclass(frozen=True, slots=True)
class Few:
    """The first things of a list, and how many there are in all."""

    items: list[Any]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.items)


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that is being answered: everything together, and who still owes most."""

    round: ReportingRound
    sum: ResponseStatus
    outstanding: Few
