"""Files of a publication: for people who are signed in, and for everybody."""

import datetime as dt
from functools import partial

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.pdf.parts import render_cached
from neuss_integration.foundation.words.folding import fold
from neuss_integration.operations.pdf import Order, waited_pdf
from reporting.content.shape import Content
from reporting.enums import FileKind, ReportState
from reporting.formats.parts import PARTS, part_html, part_names
from reporting.models import PreparedFile, Publication, PublicationFile, Report
from reporting.services.downloads import count_download
from reporting.views.common import frozen, report_for, told_report_for


@require_safe
@require_permission(Permission.VIEW_REPORTS)
def report_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The published PDF, byte for byte as it was published. Nothing before publication."""
    return report_file(request, pk, FileKind.REPORT.value)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
def report_file(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """One of the files as it was published; of a withdrawn report only for the record of the Koordination."""
    return file_response(request, told_report_for(request, pk), kind)


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def prepared_file(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """One of the files of a released report as it will be published, for the Koordination to look at."""
    file = get_object_or_404(PreparedFile, run__report=report_for(request, pk), kind=kind)
    return attachment(bytes(file.content), file.name, file.media_type)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
@fair_share
def report_part(request: SignedInRequest, pk: int) -> HttpResponse:
    """The published report about one Handlungsfeld, Fachdienststelle or Stadtteil, set when it is first asked for."""
    report = report_for(request, pk)
    content = frozen(Publication.objects.filter(report=report).select_related("snapshot").first())
    return part_response(request, report, content if report.state != ReportState.WITHDRAWN else None)


def part_response(request: SignedInRequest, report: Report, content: Content | None, draft: str = "") -> HttpResponse:
    """The Themenbericht that the address names as an extract of `content`; 404 where there is none."""
    kind = next((key for key in PARTS if key in request.GET), "")
    name = request.GET.get(kind, "")
    if content is None or name not in part_names(content, kind or "stadtteil"):
        raise Http404
    created = dt.datetime.fromisoformat(content["created_at"])
    html = part_html(content, kind, name, draft=draft)
    make = partial(render_cached, html, cache=caches["pdf"], created=created)
    file = f"{'entwurf-' if draft else ''}themenbericht-{slugify(fold(name))}.pdf"
    return waited_pdf(request, Order(html, created, in_parts=True), make, file, back=report)


def file_response(request: HttpRequest, report: Report, kind: str) -> HttpResponse:
    """The file of `kind`, counted; 304 for who has it: it never changes, but the report may be withdrawn. Else 404."""
    publication = get_object_or_404(Publication.objects.only("chain_sha256"), report=report, files__kind=kind)
    etag = quote_etag(f"{publication.chain_sha256[:32]}-{kind}")
    answer = get_conditional_response(request, etag)
    if answer is None:
        file = PublicationFile.objects.get(publication=publication, kind=kind)
        count_download(file)
        answer = attachment(bytes(file.content), file.name, file.media_type)
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    return answer


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    """`content` to be stored under `name`; no browser guesses another type, shows it in a page or keeps it unasked."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    return response
