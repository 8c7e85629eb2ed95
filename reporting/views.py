"""Pages of reports: compose, preview, publish, download."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.kept_text import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.conflicts import conflict_page, merged
from neuss_integration.exceptions import Refused, Stale
from neuss_integration.history import Trail
from reporting.enums import ReportState
from reporting.forms import ReportForm, WithdrawForm
from reporting.models import Publication, PublicationFile, PublicationRun, Report
from reporting.publishing import PDF
from reporting.rendering import report_body
from reporting.selectors import next_deadline, open_questions, report_texts, run_status, unprintable
from reporting.services.reports import (
    FIELDS,
    create_report,
    release_report,
    retry_publication,
    update_report,
    withdraw_release,
)
from reporting.snapshot import build_snapshot
from reporting.workflows import REPORT_WORKFLOW

LIST_CRUMB = ("Berichte", "/berichte/")


@require_safe
@require_permission(Permission.VIEW_REPORTS)
def report_list(request: SignedInRequest) -> HttpResponse:
    """Published reports for everybody with a role, drafts above them for the Koordination."""
    reports = Report.objects.visible_to(request.user).select_related("committee", "publication")
    context = {
        "published": reports.published().order_by("-publication__published_at"),
        "in_work": reports.exclude(state=ReportState.PUBLISHED),
        "deadline": next_deadline(),
        "may_compose": request.user.access.has(Permission.COMPOSE_REPORTS),
    }
    return render(request, "reporting/report_list.html", context)


@require_permission(Permission.COMPOSE_REPORTS)
def report_create(request: SignedInRequest) -> HttpResponse:
    """A new draft."""
    form = ReportForm(form_data(request), initial={"submission_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            key = form.cleaned_data["submission_key"]
            report = create_report(by=request.user, values=_values(form), submission_key=key)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Der Entwurf der Fortschreibung ist angelegt.")
            return redirect(report)
    context = {"form": form, "page_title": "Neue Fortschreibung", "breadcrumbs": [LIST_CRUMB, ("Neu", "")]}
    return render(request, "reporting/report_form.html", context)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
def report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report: for readers what was published, for the Koordination also its state and next steps."""
    report = _report(request, pk)
    publication = Publication.objects.filter(report=report).prefetch_related("previous__report").first()
    events = report.events.select_related("actor") if request.user.access.has(Permission.COMPOSE_REPORTS) else ()
    run = report.runs.first()
    context = {
        "report": report,
        "publication": publication,
        "file": PublicationFile.objects.defer("content").filter(publication=publication, media_type=PDF).first(),
        "snapshot": _frozen(publication),
        "texts": report_texts(report),
        "run": run,
        "run_status": run_status(run) if run else None,
        "timeline": REPORT_WORKFLOW.timeline(events),
        "may_compose": request.user.access.has(Permission.COMPOSE_REPORTS),
        "breadcrumbs": [LIST_CRUMB, (report.title, "")],
    }
    return render(request, "reporting/report_detail.html", context)


@require_permission(Permission.COMPOSE_REPORTS)
def report_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change frame and texts of a draft; a second writer sees both versions."""
    report = _report(request, pk)
    form = ReportForm(merged(form_data(request)), instance=report, initial={"version": report.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        stored = _report(request, pk)
        try:
            update_report(stored, by=request.user, expected_version=version, values=_values(form))
        except Stale as conflict:
            current = conflict.current
            return conflict_page(request, form, ReportForm(instance=current), current, back=report.get_absolute_url())
        except (Refused, ValidationError) as error:
            form.add_error(None, getattr(error, "messages", str(error)))
        else:
            messages.success(request, "Gespeichert.")
            return redirect(report)
    crumbs = [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Bearbeiten", "")]
    return render(
        request, "reporting/report_form.html", {"form": form, "page_title": "Bericht bearbeiten", "breadcrumbs": crumbs}
    )


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def report_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which field changed when, and by whom."""
    report = _report(request, pk)
    context = {
        "page_title": "Verlauf des Berichts",
        "page_obj": Trail(report).page(request.GET.get("seite", 1)),
        "breadcrumbs": [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Verlauf", "")],
    }
    return render(request, "reporting/report_history.html", context)


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def report_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the report would show if it were released now; nothing is stored."""
    report = _report(request, pk)
    content = _frozen(getattr(report, "publication", None)) or build_snapshot(report)
    context = {
        "report": report,
        "body": report_body(content),
        "breadcrumbs": [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Vorschau", "")],
    }
    return render(request, "reporting/report_preview.html", context)


@require_permission(Permission.COMPOSE_REPORTS)
def report_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what is still open; when confirmed, freeze the report and ask the worker for the PDF."""
    report = _report(request, pk)
    if request.method == "POST":
        try:
            release_report(report, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(report)
        return redirect("reporting:report-run", pk=report.pk)
    context = {
        "report": report,
        "questions": open_questions(report),
        "unprintable": unprintable(report) if report.state == ReportState.DRAFT else "",
        "breadcrumbs": [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Veröffentlichen", "")],
    }
    return render(request, "reporting/report_publish.html", context)


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def report_run(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the worker is; works without JavaScript by loading the page again."""
    report = _report(request, pk)
    run = _last_run(report)
    context = {
        "report": report,
        "run": run,
        "status": run_status(run),
        "breadcrumbs": [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Veröffentlichung", "")],
    }
    return render(request, "reporting/report_run.html", context)


@require_GET
@require_permission(Permission.COMPOSE_REPORTS)
def report_run_state(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as JSON, for the progress display."""
    return JsonResponse(run_status(_last_run(_report(request, pk))))


@require_permission(Permission.COMPOSE_REPORTS)
@require_POST
def report_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try again after a failure."""
    report = _report(request, pk)
    try:
        retry_publication(report, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(report)
    return redirect("reporting:report-run", pk=report.pk)


@require_permission(Permission.COMPOSE_REPORTS)
def report_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to draft, with a reason."""
    report = _report(request, pk)
    form = WithdrawForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_release(report, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Der Bericht ist wieder ein Entwurf.")
            return redirect(report)
    crumbs = [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Zurücknehmen", "")]
    context = {"form": form, "page_title": "Zurück in den Entwurf", "breadcrumbs": crumbs}
    return render(request, "reporting/report_form.html", context)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
def report_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The published PDF, byte for byte as it was published. Nothing before publication."""
    report = _report(request, pk)
    file = get_object_or_404(PublicationFile, publication__report=report, media_type=PDF)
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def _report(request: SignedInRequest, pk: int) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user).select_related("committee"), pk=pk)


def _last_run(report: Report) -> PublicationRun:
    run = report.runs.first()
    if run is None:
        raise Http404
    return run


def _frozen(publication: Publication | None) -> dict[str, Any] | None:
    return json.loads(publication.snapshot.content) if publication else None


def _values(form: ReportForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in FIELDS}
