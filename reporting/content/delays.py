"""Why measures do not go as planned, counted over the last accepted reports of the period."""

from typing import Any, Final

from measures.enums import TROUBLE_LIGHTS, DelayReason

Json = dict[str, Any]
UNSTATED: Final = {"key": "unstated", "label": "ohne Angabe"}


def is_delayed(measure: Json, key: str) -> bool:
    """Whether the last accepted report of `measure` is yellow or red and names this reason ("unstated" for none)."""
    told = measure["progress"]
    if not told or told["light"]["key"] not in TROUBLE_LIGHTS:
        return False
    return ((told.get("delay") or {}).get("key") or UNSTATED["key"]) == key


def delays(entries: list[Json]) -> list[Json]:
    """The reasons that are named, each with its number of measures, and at last how many name none."""
    reasons = [{"key": reason.value, "label": reason.label} for reason in DelayReason]
    found = [
        {**each, "count": sum(is_delayed(entry, each["key"]) for entry in entries)} for each in [*reasons, UNSTATED]
    ]
    return [each for each in found if each["count"]]
