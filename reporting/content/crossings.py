"""What pays into the Erfolgsfaktoren: measures by Handlungsfeld, and indicators by the way they go."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from reporting.content import counts
from reporting.content.figure import Figure, counted
from success_factors.enums import MOVEMENT_DIRECTIONS

Json = Mapping[str, Any]
PERIOD: Final = "massnahme-des-berichtszeitraums"
INDICATOR: Final = "wert-eines-indikators"


def crossing(snapshot: Json) -> Json:
    """How many measures of each Handlungsfeld pay into each Erfolgsfaktor: {numbers, rows, sums}; 0 where none does."""
    numbers = [factor["number"] for factor in snapshot["factors"]]
    rows = [
        {
            "name": field["name"],
            "cells": [{"number": number, "total": len(_paying(field["measures"], number))} for number in numbers],
            "total": field["total"],
        }
        for field in snapshot["fields"]
    ]
    everything = list(counts.measures(snapshot))
    sums = [{"number": number, "total": len(_paying(everything, number))} for number in numbers]
    return {"numbers": numbers, "rows": rows, "sums": sums}


def crossing_figures(content: Json) -> Iterator[Figure]:
    """Each crossing that has measures."""
    for factor in content.get("factors", []):
        for field in content["fields"]:
            own = _paying(field["measures"], factor["number"])
            if own:
                key = f"crossing:{field['name']}:{factor['number']}"
                label = f"Handlungsfeld {field['name']}, Erfolgsfaktor {factor['number']}: Maßnahmen"
                yield counted(key, label, own, "factors", PERIOD)


def movements_of(factor: Json) -> list[tuple[str, str, str, int]]:
    """(key, label, arrow, how many) of each way that an indicator of the factor goes, as far as ways are judged."""
    found = Counter(each["movement"]["key"] for each in factor.get("indicators") or () if each["movement"])
    return [(each.value, each.label, arrow, found[each]) for each, arrow in MOVEMENT_DIRECTIONS.items() if found[each]]


def movement_figures(content: Json) -> Iterator[Figure]:
    """How many indicators of each factor go which way."""
    for factor in content.get("factors", []):
        for key, label, _, number in movements_of(factor):
            own = [each for each in factor["indicators"] if each["movement"] and each["movement"]["key"] == key]
            rows = tuple((each["name"], f"{each['value']}, {each['period']}") for each in own)
            title = f"Erfolgsfaktor {factor['number']}: Indikatoren, {label}"
            yield Figure(f"factor:{factor['number']}:moves:{key}", title, str(number), "factors", INDICATOR, rows)


def _paying(measures: list[Json], number: int) -> list[Json]:
    return [each for each in measures if number in each["success_factors"]]
