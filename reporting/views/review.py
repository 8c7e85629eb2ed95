"""Pages of the Abstimmung: ask people, read, comment, settle."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.editing import form_methods
from neuss_integration.foundation.forms.refusals import refusals_in
from reporting.content.sections.source import Source
from reporting.content.snapshot import build_content
from reporting.formats.html import section_body
from reporting.forms.review import CommentForm, ReviewForm
from reporting.models import Report, Section, SectionComment
from reporting.services import review as services
from reporting.views.common import crumbs_of, pictures_of, report_for


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def report_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask people to read the report before its release; see who has read it."""
    report = report_for(request, pk)
    form = ReviewForm(form_data(request), report=report, by=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            services.request_review(report, by=request.user, people=given["people"], message=given["message"])
            messages.success(request, f"Der Bericht ist in Abstimmung. Gefragt: {len(given['people'])}.")
            return redirect(report)
    context = {
        "page_title": "Abstimmung",
        "report": report,
        "form": form,
        "reviewers": report.reviewers.select_related("user"),
        "breadcrumbs": crumbs_of(report, ("Abstimmung", "")),
    }
    return render(request, "reporting/report_review.html", context)


@require_POST
@require_permission(Permission.COMPOSE_REPORTS)
def report_review_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to draft."""
    report = report_for(request, pk)
    try:
        services.end_review(report, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Die Abstimmung ist beendet, der Bericht ist wieder ein Entwurf.")
    return redirect(report)


@require_POST
@require_permission(Permission.VIEW_REPORTS)
def report_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that one has looked through the report."""
    report = report_for(request, pk)
    try:
        services.mark_read(report, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Danke. Das Integrationsbüro sieht, dass Sie den Bericht durchgesehen haben.")
    return redirect(report)


@form_methods
@require_permission(Permission.VIEW_REPORTS)
def section_comments(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """One section to read, with what colleagues say to it."""
    report, section = open_section(request, pk, section_pk)
    form = CommentForm(form_data(request), initial={"submission_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            services.add_comment(section, by=request.user, text=given["text"], submission_key=given["submission_key"])
            messages.success(request, "Ihre Anmerkung ist gespeichert.")
            return redirect("reporting:section-comments", pk=report.pk, section_pk=section.pk)
    context = {
        "page_title": f"Anmerkungen: {section.title}",
        "report": report,
        "section": section,
        "comments": section.comments.select_related("author", "resolved_by"),
        "form": form,
        "body": section_body(build_content(Source(report), [section]), pictures_of(report)),
        "may_compose": request.user.access.has(Permission.COMPOSE_REPORTS),
        "breadcrumbs": crumbs_of(report, ("Anmerkungen", "")),
    }
    return render(request, "reporting/section_comments.html", context)


@require_POST
@require_permission(Permission.VIEW_REPORTS)
def comment_settle(request: SignedInRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Settle a comment, or open it again."""
    report = report_for(request, pk)
    comments = SectionComment.objects.filter(section__report=report).select_related("section__report")
    comment = get_object_or_404(comments, pk=comment_pk)
    if comment.author_id != request.user.pk and not request.user.access.has(Permission.COMPOSE_REPORTS):
        raise Http404
    try:
        services.settle_comment(comment, by=request.user, is_resolved=request.POST.get("settled") == "yes")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(report)
    url = reverse("reporting:section-comments", args=[report.pk, comment.section_id])
    return redirect(f"{url}#anmerkung-{comment.pk}")


@require_POST
@require_permission(Permission.COMPOSE_REPORTS)
def section_editors(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """Tell others that one is writing here; the answer, 202, names those who are."""
    _, section = open_section(request, pk, section_pk)
    services.show_presence(section, by=request.user)
    names = [str(lease.user) for lease in section.leases.of_others(request.user)]
    return JsonResponse({"message": f"Hier schreibt gerade auch: {', '.join(names)}" if names else ""}, status=202)


def open_section(request: SignedInRequest, pk: int, section_pk: int) -> tuple[Report, Section]:
    """The section of a report that is still composed and that the person may see; 404 otherwise."""
    report = report_for(request, pk)
    if not report.is_open:
        raise Http404
    section = get_object_or_404(report.sections.select_related("field_of_action"), pk=section_pk)
    section.report = report
    return report, section
