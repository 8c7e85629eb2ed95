"""Pages of the sections of a report: write, order, leave out, add."""

import uuid
from functools import partial
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.forms.pages import button, form_methods, form_page
from neuss_integration.foundation.forms.refusals import refusals_in
from neuss_integration.foundation.records.conflicts import conflict_page
from neuss_integration.foundation.records.history import Trail
from reporting.content.sections.source import Source
from reporting.formats.html import section_body
from reporting.forms.sections import OwnSectionForm, SectionForm
from reporting.models import OWN, Report, Section
from reporting.selectors.compose import composed_section, text_before
from reporting.services import sections as services
from reporting.services.review import show_presence
from reporting.views.common import crumbs_of, pictures_of, report_for, section_content

STALE = "Nicht gespeichert: Inzwischen wurde anderswo gespeichert. Klicken Sie auf „Speichern“."
HTTP_CONFLICT = 409


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def section_detail(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """Data and text of a section; the text saves itself, a second writer sees both versions."""
    report, section = section_for(request, pk, section_pk)
    form = SectionForm(form_data(request), instance=section, initial={"version": section.version})
    if request.method != "POST":
        return _page(request, report, form)
    is_autosave = request.POST.get("action") == "autosave"
    try:
        saved = _store(request, form)
    except Stale as conflict:
        if is_autosave:
            return JsonResponse({"message": STALE}, status=HTTP_CONFLICT)
        current = cast(Section, conflict.current)
        return conflict_page(request, form, SectionForm(instance=current), current, back=current.get_absolute_url())
    if is_autosave:
        show_presence(section, by=request.user)
        return _autosaved(form, saved)
    if form.errors:
        return _page(request, report, form)
    messages.success(request, f"„{section.title}“ ist gespeichert.")
    return redirect(report if "back" in request.POST else section)


def _store(request: SignedInRequest, form: SectionForm) -> Section:
    """What is valid is stored; otherwise the form holds what was typed, with its errors."""
    if not form.is_valid():
        return form.instance
    version = form.cleaned_data["version"] or 0
    with refusals_in(form):
        return services.write_section(form.instance, by=request.user, expected_version=version, values=form.values())
    return form.instance


def _autosaved(form: SectionForm, saved: Section) -> JsonResponse:
    if form.errors:
        sentence = " ".join(str(text) for texts in form.errors.values() for text in texts)
        return JsonResponse(
            {"message": f"Nicht gespeichert: {sentence}", "version": saved.version}, status=HTTP_CONFLICT
        )
    message = f"Gespeichert um {timezone.localtime():%H:%M} Uhr"
    return JsonResponse({"message": message, "version": saved.version})


def _page(request: SignedInRequest, report: Report, form: SectionForm) -> HttpResponse:
    section, source = form.instance, Source(report)
    rows = list(report.sections.all())
    at = [each.pk for each in rows].index(section.pk)
    context = {
        "others": [each for each in rows if each.pk != section.pk],
        "stands_after": rows[at - 1].pk if at else None,
        "page_title": section.title,
        "report": report,
        "section": section,
        "form": form,
        "composed": composed_section(section, source),
        "pictures": section.pictures.select_related("file").defer("file__content"),
        "takes_pictures": section.kind == OWN,
        "before": text_before(section, source),
        "previous": source.previous,
        "body": section_body(section_content(section, source), pictures_of(report)),
        "is_open": report.is_open,
        "editors": section.leases.of_others(request.user),
        "open_comments": section.comments.open().count(),
        "breadcrumbs": crumbs_of(report, (section.title, "")),
    }
    return render(request, "reporting/section_detail.html", context)


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def section_history(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """Who changed which word of a section, and when."""
    report, section = section_for(request, pk, section_pk)
    context = {
        "page_title": f"Verlauf: {section.title}",
        "page_obj": Trail(section, hidden=["report", "position"]).page(request.GET.get("seite", 1)),
        "breadcrumbs": crumbs_of(report, (section.title, section.get_absolute_url()), ("Verlauf", "")),
    }
    return render(request, "layout/history.html", context)


@require_POST
@require_permission(Permission.COMPOSE_REPORTS)
def section_move(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """One place up or down, or behind the section that is named; nothing is named for the first place."""
    report, section = section_for(request, pk, section_pk)
    if "after" in request.POST:
        after = section_for(request, pk, _number(request.POST["after"]))[1] if request.POST["after"] else None
        move = partial(services.place_section, section, by=request.user, after=after)
    else:
        move = partial(services.move_section, section, by=request.user, up=request.POST.get("direction") == "up")
    return button(
        request,
        move,
        back=f"{report.get_absolute_url()}#abschnitt-{section.pk}",
    )


@require_POST
@require_permission(Permission.COMPOSE_REPORTS)
def section_include(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """Leave a section out of the report, or take it in again."""
    report, section = section_for(request, pk, section_pk)
    return button(
        request,
        lambda: services.include_section(section, by=request.user, is_included=request.POST.get("include") == "yes"),
        back=f"{report.get_absolute_url()}#abschnitt-{section.pk}",
    )


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def section_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a section of one's own."""
    report = report_for(request, pk)
    sections = report.sections.all()
    form = OwnSectionForm(form_data(request), sections=sections, initial={"submission_key": uuid.uuid4()})

    def save() -> Section:
        given = form.cleaned_data
        return services.add_own_section(
            report, by=request.user, title=given["title"], after=given["after"], submission_key=given["submission_key"]
        )

    context = {"page_title": "Eigener Abschnitt", "breadcrumbs": crumbs_of(report, ("Abschnitt", ""))}
    return form_page(request, form, save, "reporting/report_form.html", context, done="")


@require_POST
@require_permission(Permission.COMPOSE_REPORTS)
def sections_complete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in what a full report has by now and this one has not."""
    report = report_for(request, pk)
    return button(
        request,
        lambda: services.complete_sections(report, by=request.user),
        back=report,
        done=lambda made: f"Ergänzt: {', '.join(each.title for each in made)}." if made else "Es fehlt nichts.",
    )


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Http404
    return int(text)


def section_for(request: SignedInRequest, pk: int, section_pk: int) -> tuple[Report, Section]:
    """The report and its section if the person may see them; 404 otherwise."""
    report = report_for(request, pk)
    section = get_object_or_404(report.sections.select_related("field_of_action"), pk=section_pk)
    section.report = report
    return report, section
