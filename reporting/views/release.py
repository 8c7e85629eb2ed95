"""Pages of releasing a report: what is open, how far the worker is, once more, back to draft."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page
from reporting.content.snapshot import build_snapshot
from reporting.formats.composition import MAX_PROFILES
from reporting.formats.estimate import page_estimates
from reporting.formats.paper import paper_parts
from reporting.forms.reports import WithdrawForm
from reporting.forms.review import RevokeForm
from reporting.models import PublicationRun, Report
from reporting.publication.proof import proof_of
from reporting.selectors.compose import composed
from reporting.selectors.given_away import given_away
from reporting.selectors.runs import files_to_look_at, run_status, unprintable
from reporting.services.corrections import begin_correction, withdraw_publication
from reporting.services.publishing import publish_report
from reporting.services.reports import release_report, retry_publication, withdraw_release
from reporting.views.common import LIST_CRUMB, crumbs_of, frozen_of, report_for


@require_permission(Permission.COMPOSE_REPORTS)
def report_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what is still open; when confirmed, freeze the report and ask the worker for its files."""
    report = report_for(request, pk)
    if request.method == "POST":
        then = reverse("reporting:report-run", args=[report.pk])
        return button(request, lambda: release_report(report, by=request.user), back=report, then=then)
    sections = composed(report) if report.is_open else []
    content = build_snapshot(report) if report.is_open else None
    context = {
        "report": report,
        "proof": proof_of(report),
        "estimates": page_estimates(content) if content else [],
        "most_profiles": MAX_PROFILES,
        "blocking": [question for each in sections for question in each.blocking],
        "questions": [(each, question) for each in sections for question in each.questions if not question.is_blocking],
        "unprintable": unprintable(content) if content else "",
        "given_away": given_away(report, content) if content else [],
        "breadcrumbs": [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Freigeben", "")],
    }
    return render(request, "reporting/report_publish.html", context)


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def report_run(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the worker is; works without JavaScript by loading the page again."""
    report = report_for(request, pk)
    run = _last_run(report)
    context = {
        "report": report,
        "run": run,
        "status": run_status(run),
        "interruptions": run.interruptions,
        "files": files_to_look_at(report),
        "breadcrumbs": [LIST_CRUMB, (report.title, report.get_absolute_url()), ("Veröffentlichung", "")],
    }
    return render(request, "reporting/report_run.html", context)


@require_GET
@require_permission(Permission.COMPOSE_REPORTS)
def report_run_state(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as JSON, for the progress display."""
    return JsonResponse(run_status(_last_run(report_for(request, pk))))


@require_permission(Permission.COMPOSE_REPORTS)
@require_POST
def report_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish what was looked at."""
    report = report_for(request, pk)
    done = "Der Bericht ist veröffentlicht."
    return button(request, lambda: publish_report(report, by=request.user), back=report, done=done, then=report)


@require_permission(Permission.COMPOSE_REPORTS)
@require_POST
def report_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try again after a failure."""
    report = report_for(request, pk)
    return button(
        request,
        lambda: retry_publication(report, by=request.user),
        back=report,
        then=reverse("reporting:report-run", args=[report.pk]),
    )


@require_permission(Permission.COMPOSE_REPORTS)
def report_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to draft, with a reason."""
    report = report_for(request, pk)
    form = WithdrawForm(form_data(request))

    def save() -> Any:
        return withdraw_release(report, by=request.user, reason=form.cleaned_data["reason"])

    crumbs = crumbs_of(report, ("Zurücknehmen", ""))
    context = {"page_title": "Zurück in den Entwurf", "breadcrumbs": crumbs}
    done = "Der Bericht ist wieder ein Entwurf."
    return form_page(request, form, save, "reporting/report_form.html", context, back=report, done=done)


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def report_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer a published report no longer, with a reason everybody reads."""
    report = report_for(request, pk)
    form = RevokeForm(form_data(request))

    def save() -> Any:
        return withdraw_publication(report, by=request.user, reason=form.cleaned_data["reason"])

    crumbs = crumbs_of(report, ("Zurückziehen", ""))
    context = {"page_title": "Bericht zurückziehen", "breadcrumbs": crumbs}
    return form_page(
        request, form, save, "reporting/report_form.html", context, back=report, done="Der Bericht ist zurückgezogen."
    )


@require_POST
@require_permission(Permission.COMPOSE_REPORTS)
def report_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a correction that will take the place of the report."""
    report = report_for(request, pk)
    return button(
        request,
        lambda: begin_correction(report, by=request.user),
        back=report,
        done="Die Berichtigung ist angelegt. Veröffentlicht, ersetzt sie den Bericht.",
        then=lambda correction: correction,
    )


@require_safe
@require_permission(Permission.COMPOSE_REPORTS)
def report_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text for the paper of the council, to copy; of a draft as it would be today."""
    report = report_for(request, pk)
    content = frozen_of(report) or build_snapshot(report)
    context = {
        "page_title": "Text für die Vorlage",
        "report": report,
        "parts": paper_parts(content),
        "breadcrumbs": crumbs_of(report, ("Text für die Vorlage", "")),
    }
    return render(request, "reporting/report_paper.html", context)


def _last_run(report: Report) -> PublicationRun:
    run = report.runs.first()
    if run is None:
        raise Http404
    return run
