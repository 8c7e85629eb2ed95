"""The way of a report through the Gremien as it went so far."""

from django.urls import reverse

from measures.selectors.resolutions import Station, in_order_of_time, resolved_at, station_of
from reporting.content.way import PROPOSAL, own_station
from reporting.models import Report
from reporting.querysets import ReportResolutionQuerySet


def way_of_report(report: Report, links: ReportResolutionQuerySet, *, editable: bool = False) -> list[Station]:
    """Every Gremium in the order of time, with what it resolved by `links`; three queries.

    A resolution of the Gremium that the report is made for stands in place of its meeting, and so does one of a
    Beratung of the same day.
    """
    resolved = [link.resolution for link in links.newest_first()]
    told = {(each.committee_id, each.resolved_date) for each in resolved}
    entered = list(report.consultations.select_related("committee"))
    rows = [
        station_of(each, reverse("reporting:report-consultation-edit", args=[report.pk, each.pk]) if editable else "")
        for each in entered
        if each.result or (each.committee_id, each.day) not in told
    ]
    shown = {(row.committee, row.when.date) for row in rows if row.when}
    decided = [resolved_at(each) for each in resolved if (each.committee.name, each.resolved_date) not in shown]
    is_done = any(each.committee_id == report.committee_id for each in resolved)
    coming = [] if is_done else own_station(report, entered, proposes=_proposes(report))
    return in_order_of_time([*rows, *decided, *coming])


def _proposes(report: Report) -> bool:
    return report.sections.filter(kind=PROPOSAL, is_included=True).exclude(text="").exists()
