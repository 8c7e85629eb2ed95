"""Published reports as council papers for programs (OParl 1.1)."""

from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from neuss_integration.city.models import Committee
from neuss_integration.portal.exports import oparl
from neuss_integration.portal.selectors.reports import WITHDRAWN, public_consultations, public_reports, with_files
from neuss_integration.portal.views.open_reading import json_answer, open_reading
from reporting.models import Publication, ReportResolution

PER_PAGE: Final = 25


@open_reading("application/json")
def papers(request: HttpRequest) -> HttpResponse:
    """Reports that hold, the newest first, a page at a time."""
    pages = Paginator(public_reports(), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = list(page.object_list)
    links = public_consultations(rows)
    told = [oparl.paper(each, links[each.report_id]) for each in rows]
    return json_answer(oparl.page_of(told, page.number, pages.num_pages, PER_PAGE, pages.count))


@open_reading("application/json")
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One report; of one that was withdrawn or replaced only that it was there."""
    publication = Publication.objects.that_hold().filter(report__pk=pk)
    row = with_files(publication).first()
    if row is None:
        gone = Publication.objects.filter(report__state__in=WITHDRAWN).select_related("report")
        return json_answer(oparl.withdrawn_paper(get_object_or_404(gone, report__pk=pk)))
    return json_answer(oparl.paper(row, public_consultations([row])[pk]))


@open_reading("application/json")
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One form of a report that holds."""
    publication = get_object_or_404(public_reports(), report__pk=pk)
    found = [each for each in publication.files.all() if each.kind == kind]
    if not found:
        raise Http404("The report has no such file.")
    return json_answer(oparl.file(publication, found[0]))


@open_reading("application/json")
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """What a Gremium resolved about a report that holds."""
    links = ReportResolution.objects.public().filter(report__in=public_reports().values("report"))
    return json_answer(oparl.consultation(get_object_or_404(links.select_related("resolution"), pk=pk)))


@open_reading("application/json")
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """A Gremium that resolved something about a report that holds."""
    links = ReportResolution.objects.public().filter(report__in=public_reports().values("report"))
    return json_answer(
        oparl.organization(get_object_or_404(Committee, pk__in=links.values("resolution__committee"), pk=pk))
    )
