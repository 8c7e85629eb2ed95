"""What the pages of reports share."""

import json
from collections.abc import Callable
from typing import Any, Final

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.requests import SignedInRequest
from reporting.content.schema import upgraded
from reporting.content.sections.source import Source
from reporting.content.shape import Content
from reporting.content.snapshot import build_section
from reporting.enums import ReportState
from reporting.models import Publication, Report, Section

LIST_CRUMB: Final = ("Berichte", reverse_lazy("reporting:report-list"))


def report_for(request: SignedInRequest, pk: int) -> Report:
    """The report if the person may see it; 404 otherwise."""
    reports = Report.objects.visible_to(request.user).select_related("committee", "replaces", "replaced_by")
    return get_object_or_404(reports, pk=pk)


def told_report_for(request: SignedInRequest, pk: int) -> Report:
    """The same to read what it says: of a withdrawn report only for the record of the Koordination."""
    report = report_for(request, pk)
    if report.state == ReportState.WITHDRAWN and not request.user.access.has(Permission.COMPOSE_REPORTS):
        raise Http404
    return report


def crumbs_of(report: Report, *more: tuple[str, Any]) -> list[tuple[str, Any]]:
    """The way from the list to a page of `report`."""
    return [LIST_CRUMB, (report.title, report.get_absolute_url()), *more]


def frozen(publication: Publication | None) -> Content | None:
    """The published content in today's schema, None before publication."""
    return upgraded(json.loads(publication.snapshot.content)) if publication else None


def frozen_of(report: Report) -> Content | None:
    """What is frozen of a published or released report, in today's schema; None of one that is being composed."""
    if report.state == ReportState.RELEASED:
        return upgraded(json.loads(report.snapshots.order_by("-pk")[0].content))
    return frozen(getattr(report, "publication", None))


def section_content(section: Section, source: Source) -> Content:
    """What the report shows of `section` alone: as it was frozen, else as it would be today."""
    content = frozen_of(source.report)
    if content is None:
        return build_section(source, section)
    told = [each for each in content["sections"] if (each["kind"], each["title"]) == (section.kind, section.title)]
    return {**content, "sections": told}


def pictures_of(report: Report, *, public: bool = False) -> Callable[[str], str]:
    """The address of each picture of `report` on a page, by its checksum."""
    name = "reporting:portal-picture" if public else "reporting:picture-file"
    return lambda sha256: reverse(name, args=[report.pk, sha256])
