"""The way of a report through the Gremien: the one that it is made for, and those that deal with it besides."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from measures.enums import ConsultationKind
from measures.selectors.resolutions import Station, in_order_of_time, resolved_at, station_of
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.foundation.words.markdown import plain_text
from neuss_integration.foundation.words.partial_dates import PartialDate
from reporting.content.shape import StationOfReport
from reporting.models import Report, ReportConsultation, Section
from reporting.querysets import ReportResolutionQuerySet

PROPOSAL: Final = "proposed_resolution"
LAST: Final = (ConsultationKind.DECISION, ConsultationKind.INFORMATION)


def way_until(report: Report, sections: Iterable[Section], day: dt.date) -> list[StationOfReport]:
    """Every Gremium as planned on `day`, with what those came to that had met by then; two queries.

    Of the resolutions about the report those count that everybody may read. What comes to be known after the release
    stands on the pages of the report alone.
    """
    proposes = any(each.kind == PROPOSAL and plain_text(each.text) for each in sections)
    links = report.resolution_links.public().filter(resolution__resolved_date__lte=day)
    return [told_station(each, day) for each in stations(report, links, proposes=proposes)]


def told_station(station: Station, day: dt.date) -> StationOfReport:
    """The Gremium with what it came to until `day`; what only the Koordination noted is left out."""
    told: StationOfReport = {
        "committee": station.committee,
        "task": station.task,
        "when": str(station.when or ""),
    }
    if station.result and station.when and station.when.date <= day:
        told |= {"result": ResolutionResult(station.result).label, "vote": station.vote}
    return told


def stations(
    report: Report,
    links: ReportResolutionQuerySet,
    *,
    proposes: bool,
    address: Callable[[ReportConsultation], str] = lambda row: "",
) -> list[Station]:
    """Every Gremium by the day on which it deals with `report`, with what it resolved by `links`; two queries.

    A resolution of the Gremium that the report is made for stands in place of its meeting, and so does one of a
    Beratung of the same day. What has no day yet is last.
    """
    resolved = [link.resolution for link in links.newest_first()]
    told = {(each.committee_id, each.resolved_date) for each in resolved}
    entered = list(report.consultations.select_related("committee"))
    rows = [
        station_of(each, address(each)) for each in entered if each.result or (each.committee_id, each.day) not in told
    ]
    shown = {(row.committee, row.when.date) for row in rows if row.when}
    decided = [resolved_at(each) for each in resolved if (each.committee.name, each.resolved_date) not in shown]
    is_done = any(each.committee_id == report.committee_id for each in resolved)
    coming = [] if is_done else own_station(report, entered, proposes=proposes)
    return in_order_of_time([*rows, *decided, *coming])


def own_station(report: Report, rows: Iterable[ReportConsultation], *, proposes: bool) -> list[Station]:
    """The Gremium that `report` is made for: it decides where the report `proposes` a resolution.

    None where one of the `rows` is that of its meeting.
    """
    if any(each.committee_id == report.committee_id and each.kind in LAST for each in rows):
        return []
    task = ConsultationKind.DECISION if proposes else ConsultationKind.INFORMATION
    when = PartialDate(report.meeting_on, "day") if report.meeting_on else None
    return [Station(report.committee.name, task.label, when)]
