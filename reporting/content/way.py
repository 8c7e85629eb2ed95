"""The way of a report through the Gremien: the one that it is made for, and those that deal with it besides."""

from collections.abc import Iterable
from typing import Final

from measures.enums import ConsultationKind
from measures.selectors.resolutions import Station, in_order_of_time, station_of
from neuss_integration.foundation.words.markdown import plain_text
from neuss_integration.foundation.words.partial_dates import PartialDate
from reporting.content.shape import StationOfReport
from reporting.models import Report, ReportConsultation, Section

PROPOSAL: Final = "proposed_resolution"
LAST: Final = (ConsultationKind.DECISION, ConsultationKind.INFORMATION)


def planned_way(report: Report, sections: Iterable[Section]) -> list[StationOfReport]:
    """Every Gremium by the day on which it deals with `report`, and last what has none yet; one query."""
    proposes = any(each.kind == PROPOSAL and plain_text(each.text) for each in sections)
    rows = list(report.consultations.select_related("committee"))
    return [
        {"committee": each.committee, "task": each.task, "when": str(each.when or "")}
        for each in in_order_of_time([*map(station_of, rows), *own_station(report, rows, proposes=proposes)])
    ]


def own_station(report: Report, rows: Iterable[ReportConsultation], *, proposes: bool) -> list[Station]:
    """The Gremium that `report` is made for: it decides where the report `proposes` a resolution.

    None where one of the `rows` is that of its meeting.
    """
    if any(each.committee_id == report.committee_id and each.kind in LAST for each in rows):
        return []
    task = ConsultationKind.DECISION if proposes else ConsultationKind.INFORMATION
    when = PartialDate(report.meeting_on, "day") if report.meeting_on else None
    return [Station(report.committee.name, task.label, when)]
