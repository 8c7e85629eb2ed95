"""Pictures of a section: put in, describe, take away, and look at."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page
from reporting.forms.pictures import PictureForm, RemovePictureForm
from reporting.models import PictureFile, Report, Section, SectionPicture
from reporting.services.pictures import add_picture, describe_picture, remove_picture
from reporting.views.common import crumbs_of, told_report_for
from reporting.views.portal import gone_page
from reporting.views.sections import section_for

FORM_PAGE = "reporting/picture_form.html"
CACHE_SECONDS = 24 * 60 * 60


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
@fair_uploads
def picture_create(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """A picture for a section of one's own."""
    _, section = section_for(request, pk, section_pk)
    form = PictureForm(form_data(request), request.FILES or None)

    def save() -> Any:
        given = form.cleaned_data
        return add_picture(
            section, by=request.user, picture=given["file"], caption=given["caption"], alternative=given["alternative"]
        )

    context, done = _context(section, "Bild einfügen"), "Das Bild steht im Abschnitt."
    return form_page(request, form, save, FORM_PAGE, context, back=section, done=done, field="file")


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def picture_edit(request: SignedInRequest, pk: int, section_pk: int, picture_pk: int) -> HttpResponse:
    """Other words for a picture."""
    section, picture = _picture(request, pk, section_pk, picture_pk)
    form = PictureForm(form_data(request), picture=picture)

    def save() -> Any:
        return describe_picture(picture, by=request.user, **form.cleaned_data)

    return form_page(request, form, save, FORM_PAGE, _context(section, "Bild beschreiben", picture), back=section)


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def picture_remove(request: SignedInRequest, pk: int, section_pk: int, picture_pk: int) -> HttpResponse:
    section, picture = _picture(request, pk, section_pk, picture_pk)
    form = RemovePictureForm(form_data(request))

    def save() -> None:
        remove_picture(picture, by=request.user)

    context, done = _context(section, "Bild entfernen", picture), "Das Bild ist entfernt."
    return form_page(request, form, save, FORM_PAGE, context, back=section, done=done)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
def picture_file(request: SignedInRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of a report, for those who may read it."""
    return _answer(told_report_for(request, pk), sha256)


@login_not_required
@require_safe
def portal_picture(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of a report that holds, for everybody; of another one the page that says what became of it (410)."""
    if gone := gone_page(request, pk):
        return gone
    return _answer(get_object_or_404(Report.objects.published(), pk=pk), sha256)


def _answer(report: Report, sha256: str) -> HttpResponse:
    """Sections of a published report change no more: what stands in one that is included was published."""
    shown = PictureFile.objects.filter(places__section__report=report)
    if not report.is_open:
        shown = shown.filter(places__section__is_included=True)
    file = get_object_or_404(shown.distinct(), sha256=sha256)
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={CACHE_SECONDS}"
    return response


def _picture(request: SignedInRequest, pk: int, section_pk: int, picture_pk: int) -> tuple[Section, SectionPicture]:
    _, section = section_for(request, pk, section_pk)
    picture = get_object_or_404(SectionPicture.objects.filter(section=section), pk=picture_pk)
    picture.section = section
    return section, picture


def _context(section: Section, title: str, picture: SectionPicture | None = None) -> dict[str, Any]:
    return {
        "page_title": title,
        "picture": picture,
        "section": section,
        "breadcrumbs": crumbs_of(section.report, (section.title, section.get_absolute_url()), (title, "")),
    }
