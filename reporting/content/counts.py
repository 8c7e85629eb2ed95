"""What a report counts, from its snapshot alone: the numbers of its sentences and tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from reporting.content.changes import is_worse

Json = Mapping[str, Any]


def measures(content: Json) -> Iterator[Json]:
    """All measures the report tells of, in the order of their Handlungsfelder."""
    for field in content["fields"]:
        yield from field["measures"]


def fields_with_measures(content: Json) -> int:
    """How many Handlungsfelder have at least one measure of the period."""
    return sum(field["total"] > 0 for field in content["fields"])


def place_of(measure: Json) -> str:
    """Exactly one of citywide, districts and unstated."""
    return "citywide" if measure["is_citywide"] else "districts" if measure["districts"] else "unstated"


def places(content: Json) -> dict[str, int]:
    """How many measures are in each kind of place; together all."""
    found = [place_of(measure) for measure in measures(content)]
    return {place: found.count(place) for place in ("citywide", "districts", "unstated")}


def worse_lights(changes: Json) -> int:
    """How many measures went to a worse colour."""
    return sum(is_worse(each) for each in changes.get("light", []))
