"""Numbers that a report hides and an earlier one, which still stands, names: side by side they tell a small one."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from reporting.enums import ReportState
from reporting.models import Publication, Report
from success_factors.selectors.indicators import SUPPRESSED

WHOLE: Final = "insgesamt"
STAFF: Final = "Beschäftigte mit Einwanderungsgeschichte"
Place = tuple[str, str, str]
"""Indicator or Kennzahl, group and time, or what is said of the staff, office and year."""


def given_away(report: Report, content: Mapping[str, Any]) -> list[tuple[Report, list[str]]]:
    """The published reports that name a number which `report` with its `content` hides, newest first, with the places.

    Such a number became telling afterwards, when a small group was entered or the threshold rose.
    """
    hidden = {place for place, _, shown in _points(content) if shown == SUPPRESSED}
    if not hidden:
        return []
    earlier = Publication.objects.filter(report__state=ReportState.PUBLISHED).exclude(report=report)
    found = []
    for publication in earlier.select_related("report", "snapshot").order_by("-published_at", "-pk"):
        before = json.loads(publication.snapshot.content)
        named = {place for place, value, _ in _points(before) if value is not None} & hidden
        if named:
            found.append((publication.report, [_told(place) for place in sorted(named)]))
    return found


def _points(content: Mapping[str, Any]) -> Iterator[tuple[Place, str | None, str]]:
    """(place, number, as shown) of each number in a snapshot of whatever version."""
    factors = (each for factor in content.get("factors", []) for each in factor.get("indicators", []))
    for indicator in (*factors, *content.get("population", [])):
        for series in (indicator.get("chart") or {}).get("series", []):
            for _, value, label, shown, *_ in series["points"]:
                yield (indicator["name"], series["name"] or WHOLE, label), value, shown
    for measure in (each for field in content.get("fields", []) for each in field["measures"]):
        for figure in measure.get("key_figures", []):
            shown = figure["value"]
            place = (f"{measure['number']}, {figure['name']}", WHOLE, figure["period"])
            yield place, shown if shown[:1].isdigit() else None, shown
    employer = content.get("employer") or {"offices": []}
    for office in employer["offices"]:
        shown = office["with_migration"]
        yield (STAFF, office["department"], str(employer["year"])), shown if shown[:1].isdigit() else None, shown


def _told(place: Place) -> str:
    indicator, group, time = place
    return f"{indicator} ({group}, {time})"
