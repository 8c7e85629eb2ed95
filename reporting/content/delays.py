"""Why measures do not go as planned, counted over the last accepted reports of the period."""

from collections.abc import Mapping
from typing import Any, Final

from measures.enums import TROUBLE_LIGHTS, DelayReason
from reporting.content.shape_of_measures import MeasureInReport
from reporting.content.shape_of_values import CountOf, State

UNSTATED: Final[State] = {"key": "unstated", "label": "ohne Angabe"}


def is_delayed(measure: Mapping[str, Any], key: str) -> bool:
    """Whether the last accepted report of `measure` is yellow or red and names this reason ("unstated" for none)."""
    told = measure["progress"]
    if not told or told["light"]["key"] not in TROUBLE_LIGHTS:
        return False
    return ((told["delay"]["key"] if told.get("delay") else "") or UNSTATED["key"]) == key


def delays(entries: list[MeasureInReport]) -> list[CountOf]:
    """The reasons that are named, each with its number of measures, and at last how many name none."""
    reasons: list[State] = [{"key": reason.value, "label": str(reason.label)} for reason in DelayReason]
    found: list[CountOf] = [
        {**each, "count": sum(is_delayed(entry, each["key"]) for entry in entries)} for each in [*reasons, UNSTATED]
    ]
    return [each for each in found if each["count"]]
