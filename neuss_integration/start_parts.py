"""What the sections of the start page are made of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import TextChoices
from django.urls import reverse

from measures.enums import MeasureState, TrafficLight
from measures.models import ReportingRound
from measures.selectors.measures import state_segments
from measures.selectors.rounds import ResponseStatus
from measures.templatetags.measure_tags import BAR_VARIANTS

LIGHT_VARIANTS: Final = {
    TrafficLight.GREEN: "success",
    TrafficLight.YELLOW: "warning",
    TrafficLight.RED: "danger",
    TrafficLight.UNKNOWN: "muted",
}


@dataclass(frozen=True, slots=True)
class Glance:
    """All measures the person may see, counted by state and by traffic light of the last accepted report."""

    states: list[tuple[str, int, str]]
    lights: list[tuple[str, int, str]]
    total: int

    @property
    def state_links(self) -> dict[str, str]:
        """Where each state of the bar leads, by its name."""
        return _links("status", MeasureState)

    @property
    def light_links(self) -> dict[str, str]:
        """Where each colour of the bar leads, by its name."""
        return _links("ampel", TrafficLight)

    @property
    def has_lights(self) -> bool:
        """Whether anybody has reported a colour yet."""
        return any(number for label, number, _ in self.lights if label != TrafficLight.UNKNOWN.label)


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


def _links(name: str, choices: type[TextChoices]) -> dict[str, str]:
    url = reverse("measures:measure-list")
    return {str(each.label): f"{url}?{name}={each.value}" for each in choices}


def glance_of(rows: Iterable[tuple[str, str | None, int]]) -> Glance:
    """The bars of rows of state, colour and how many measures are in both."""
    states: Counter[str] = Counter()
    lights: Counter[str] = Counter()
    for state, light, number in rows:
        states[state] += number
        lights[light or TrafficLight.UNKNOWN] += number
    bars = [(light.label, lights[light], variant) for light, variant in LIGHT_VARIANTS.items()]
    return Glance(list(state_segments(states, BAR_VARIANTS)), bars, states.total())
