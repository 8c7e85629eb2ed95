"""The way of a report through the Gremien as it went so far."""

from django.urls import reverse

from measures.selectors.resolutions import Station
from reporting.content.way import PROPOSAL, stations
from reporting.models import Report, ReportConsultation
from reporting.querysets import ReportResolutionQuerySet


def way_of_report(report: Report, links: ReportResolutionQuerySet, *, editable: bool = False) -> list[Station]:
    """Every Gremium in the order of time, with what it resolved by `links`; three queries."""
    proposes = report.sections.filter(kind=PROPOSAL, is_included=True).exclude(text="").exists()
    address = _address if editable else lambda row: ""
    return stations(report, links, proposes=proposes, address=address)


def _address(row: ReportConsultation) -> str:
    return reverse("reporting:report-consultation-edit", args=[row.report_id, row.pk])
