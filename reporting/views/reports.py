"""Pages of reports: the list, one report, its frame, its preview, its files."""

import uuid
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.calendar.icalendar_files import MEDIA_TYPE
from neuss_integration.foundation.forms.pages import form_page, version_of
from neuss_integration.foundation.records.history import PER_PAGE
from reporting.content.snapshot import build_snapshot
from reporting.enums import ReportState
from reporting.formats.html import report_body, report_contents
from reporting.formats.parts import parts_of
from reporting.forms.reports import ReportForm
from reporting.models import Publication, Report, ReportEvent, ReportResolution
from reporting.selectors.compose import composed, missing_sections
from reporting.selectors.highlights import picked_before
from reporting.selectors.history import chronicle_of_report
from reporting.selectors.plan import plan_calendar, plan_of
from reporting.selectors.published_reports import archived, downloads_of, files_of
from reporting.selectors.rhythm import next_deadline
from reporting.selectors.runs import run_status
from reporting.selectors.way import way_of_report
from reporting.services.reports import FIELDS, create_report, update_report
from reporting.views.common import LIST_CRUMB, crumbs_of, frozen, frozen_of, pictures_of, report_for, told_report_for
from reporting.views.files import attachment
from reporting.workflows import REPORT_WORKFLOW

RESOLUTION: Final = {"mit": True, "ohne": False}
"""What the filter of the list asks: whether a Gremium resolved something about the report."""


@require_safe
@require_permission(Permission.VIEW_REPORTS)
def report_list(request: SignedInRequest) -> HttpResponse:
    """Published reports for everybody with a role, drafts above them for the Koordination."""
    reports = Report.objects.visible_to(request.user).select_related("committee", "publication")
    query, wanted = request.GET.get("q", "")[:200], request.GET.get("beschluss", "")
    public = reports.public() if wanted not in RESOLUTION else reports.public().with_resolution(RESOLUTION[wanted])
    links = ReportResolution.objects.standing().visible_to(request.user)
    context = {
        "entries": archived(public, links=links, query=query),
        "query": query,
        "wanted": wanted if wanted in RESOLUTION else "",
        "in_work": reports.in_work(),
        "deadline": next_deadline(),
        "may_compose": request.user.access.has(Permission.COMPOSE_REPORTS),
    }
    return render(request, "reporting/report_list.html", context)


@require_permission(Permission.COMPOSE_REPORTS)
def report_create(request: SignedInRequest) -> HttpResponse:
    form = ReportForm(form_data(request), initial={"submission_key": uuid.uuid4()})

    def save() -> Report:
        return create_report(by=request.user, values=_values(form), submission_key=form.cleaned_data["submission_key"])

    context = {"page_title": "Neuer Bericht", "breadcrumbs": [LIST_CRUMB, ("Neu", "")]}
    done = "Der Entwurf des Berichts ist angelegt."
    return form_page(request, form, save, "reporting/report_form.html", context, done=done)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
def report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report: for readers what was published, for the Koordination also its sections, state and next steps."""
    report = report_for(request, pk)
    publication = Publication.objects.filter(report=report).prefetch_related("previous__report").first()
    may_compose = request.user.access.has(Permission.COMPOSE_REPORTS)
    files = files_of(publication)
    context: dict[str, Any] = {
        "report": report,
        "publication": publication,
        "files": files,
        "downloads": downloads_of(publication),
        "snapshot": frozen(publication),
        "revocation": _revocation(report),
        "parts": parts_of(frozen(publication)),
        "way": way_of_report(report, report.resolution_links.standing().visible_to(request.user), editable=may_compose),
        "may_compose": may_compose,
        "may_view_measures": request.user.access.has(Permission.VIEW_MEASURES),
        "breadcrumbs": [LIST_CRUMB, (report.title, "")],
    }
    if may_compose:
        context |= _work(report)
    elif report.is_open:
        context["own_review"] = report.reviewers.get(user=request.user)
        context["sections_to_review"] = report.sections.included().with_open_comments()
    return render(request, "reporting/report_detail.html", context)


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def report_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """The way to the meeting of the committee as checklist."""
    report = report_for(request, pk)
    context = {
        "page_title": "Weg zur Sitzung",
        "report": report,
        "steps": plan_of(report),
        "breadcrumbs": crumbs_of(report, ("Weg zur Sitzung", "")),
    }
    return render(request, "reporting/report_plan.html", context)


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def report_plan_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same for the calendar."""
    return attachment(plan_calendar(report_for(request, pk)).encode(), "weg-zur-sitzung.ics", MEDIA_TYPE)


def _revocation(report: Report) -> ReportEvent | None:
    """Why the report is offered no longer."""
    if report.state != ReportState.WITHDRAWN:
        return None
    return report.events.filter(transition="withdraw_publication").last()


def _work(report: Report) -> dict[str, Any]:
    """What the Koordination sees beside: sections and their state, the run of the worker, who decided what."""
    run = report.runs.first()
    sections = composed(report) if report.is_open else []
    return {
        "sections": sections,
        "complete": sum(each.state == "complete" for each in sections),
        "open_questions": sum(len(each.questions) for each in sections),
        "included": sum(each.section.is_included for each in sections),
        "missing": missing_sections(each.section for each in sections) if report.is_open else [],
        "run": run,
        "run_status": run_status(run) if run else None,
        "timeline": REPORT_WORKFLOW.timeline(report.events.select_related("actor")),
    }


@require_permission(Permission.COMPOSE_REPORTS)
def report_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change frame and texts of a draft; a second writer sees both versions."""
    report = report_for(request, pk)
    crumbs = crumbs_of(report, ("Bearbeiten", ""))
    form = ReportForm(form_data(request), instance=report, initial={"version": report.version})

    def save() -> Any:
        return update_report(report, by=request.user, expected_version=version_of(form), values=_values(form))

    context = {"page_title": "Bericht bearbeiten", "breadcrumbs": crumbs}
    return form_page(
        request,
        form,
        save,
        "reporting/report_form.html",
        context,
        back=report,
        stored=lambda current: ReportForm(instance=current),
    )


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def report_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which field changed when, and by whom."""
    report = report_for(request, pk)
    context = {
        "page_title": "Verlauf des Berichts",
        "page_obj": Paginator(chronicle_of_report(report).entries(), PER_PAGE).get_page(request.GET.get("seite")),
        "picked": picked_before(report),
        "links": report.resolution_links.select_related("resolution", "linked_by", "removed_by"),
        "breadcrumbs": [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Verlauf", "")],
    }
    return render(request, "reporting/report_history.html", context)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
def report_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the report would show if it were released now; nothing is stored."""
    report = told_report_for(request, pk)
    content, recount = (
        frozen_of(report) or build_snapshot(report),
        reverse("reporting:report-recount", args=[report.pk]),
    )
    reads = request.user.access.has(Permission.VIEW_MEASURES)
    context = {
        "report": report,
        "contents": report_contents(content),
        "body": report_body(content, pictures_of(report), recount, measure_pages=reads),
        "breadcrumbs": [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Vorschau", "")],
    }
    return render(request, "reporting/report_preview.html", context)


def _values(form: ReportForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in FIELDS}
