"""Published reports for everybody, without signing in."""

from http import HTTPStatus
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from reporting.enums import ReportState
from reporting.formats.html import report_body, report_contents
from reporting.models import Publication, Report, ReportResolution
from reporting.selectors.published_reports import archived, what_holds_instead
from reporting.selectors.way import way_of_report
from reporting.views.common import frozen, pictures_of
from reporting.views.files import file_response

PORTAL_CRUMB = ("Veröffentlichte Berichte", reverse_lazy("reporting:portal-reports"))
GONE: Final = (ReportState.WITHDRAWN, ReportState.SUPERSEDED)


@login_not_required
@require_safe
def portal_reports(request: HttpRequest) -> HttpResponse:
    """All reports that hold, by year; `q` searches inside them."""
    query = request.GET.get("q", "")[:200]
    context = {
        "page_title": "Veröffentlichte Berichte",
        "entries": archived(Report.objects.published(), links=ReportResolution.objects.public(), query=query),
        "query": query,
        "is_public": True,
    }
    return render(request, "reporting/portal_reports.html", context)


@login_not_required
@require_safe
def portal_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report as one page with contents; one that was withdrawn or replaced says so and where to look (410)."""
    if gone := gone_page(request, pk):
        return gone
    publications = Publication.objects.select_related("report", "snapshot")
    publication = get_object_or_404(publications, report__pk=pk, report__in=Report.objects.published())
    content, links = frozen(publication), publication.report.resolution_links.public()
    context = {
        "page_title": publication.report.title,
        "publication": publication,
        "snapshot": content,
        "links": links.newest_first(),
        "way": way_of_report(publication.report, links),
        "body": report_body(content or {}, pictures_of(publication.report, public=True)),
        "contents": report_contents(content or {}),
        "breadcrumbs": [PORTAL_CRUMB, (publication.report.title, "")],
    }
    return render(request, "reporting/portal_report.html", context)


@login_not_required
@require_safe
def portal_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One of the files of a report that holds; of another one the page that says what became of it (410)."""
    if gone := gone_page(request, pk):
        return gone
    return file_response(request, get_object_or_404(Report.objects.published(), pk=pk), kind)


def gone_page(request: HttpRequest, pk: int) -> HttpResponse | None:
    """The page of a report that was published and holds no longer; None for any other."""
    report = Report.objects.filter(pk=pk, publication__isnull=False, state__in=GONE).first()
    if report is None:
        return None
    context = {
        "page_title": "Dieser Bericht gilt nicht mehr",
        "is_replaced": report.state == ReportState.SUPERSEDED,
        "successor": what_holds_instead(report),
        "breadcrumbs": [PORTAL_CRUMB, ("Gilt nicht mehr", "")],
    }
    return render(request, "reporting/portal_gone.html", context, status=HTTPStatus.GONE)
