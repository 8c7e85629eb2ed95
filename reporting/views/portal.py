"""Published reports for everybody, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from reporting.formats.html import report_body, report_contents
from reporting.models import Publication, Report, ReportResolution
from reporting.selectors.published_reports import archived
from reporting.selectors.way import way_of_report
from reporting.views.common import frozen, pictures_of
from reporting.views.files import file_response

PORTAL_CRUMB = ("Veröffentlichte Berichte", reverse_lazy("reporting:portal-reports"))


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
    """One report as one page with contents."""
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
    """One of the files of a report that holds."""
    return file_response(request, get_object_or_404(Report.objects.published(), pk=pk), kind)
