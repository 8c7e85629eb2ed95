"""Pages of the Abstimmung: ask people, read, comment, settle."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page
from neuss_integration.foundation.words.city_terms import worded
from reporting.content.sections.source import Source
from reporting.formats.html import section_body
from reporting.forms.review import CommentForm, ReviewForm
from reporting.models import Report, Section, SectionComment
from reporting.services import review as services
from reporting.views.common import crumbs_of, pictures_of, report_for, section_content


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def report_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask people to read the report before its release; see who has read it."""
    report = report_for(request, pk)
    form = ReviewForm(form_data(request), report=report, by=request.user)

    def save() -> Any:
        given = form.cleaned_data
        asked = {name: given[name] for name in ("people", "message", "until")}
        return services.request_review(report, by=request.user, **asked)

    context = {
        "page_title": "Abstimmung",
        "report": report,
        "reviewers": report.reviewers.select_related("user"),
        "breadcrumbs": crumbs_of(report, ("Abstimmung", "")),
    }
    return form_page(
        request,
        form,
        save,
        "reporting/report_review.html",
        context,
        back=report,
        done=lambda _: f"Der Bericht ist in Abstimmung. Gefragt: {len(form.cleaned_data['people'])}.",
    )


@require_POST
@require_permission(Permission.COMPOSE_REPORTS)
def report_review_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to draft."""
    report = report_for(request, pk)
    return button(
        request,
        lambda: services.end_review(report, by=request.user),
        back=report,
        done="Die Abstimmung ist beendet, der Bericht ist wieder ein Entwurf.",
    )


@require_POST
@require_permission(Permission.VIEW_REPORTS)
def report_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that one has looked through the report."""
    report = report_for(request, pk)
    return button(
        request,
        lambda: services.mark_read(report, by=request.user),
        back=report,
        done=worded("Danke. {office.opening} sieht, dass Sie den Bericht durchgesehen haben."),
    )


@form_methods
@require_permission(Permission.VIEW_REPORTS)
def section_comments(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """One section to read, with what colleagues say to it."""
    report, section = open_section(request, pk, section_pk)
    form = CommentForm(form_data(request), initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        given = form.cleaned_data
        return services.add_comment(
            section, by=request.user, text=given["text"], submission_key=given["submission_key"]
        )

    context = {
        "page_title": f"Anmerkungen: {section.title}",
        "report": report,
        "section": section,
        "comments": section.comments.select_related("author", "resolved_by"),
        "body": section_body(section_content(section, Source(report)), pictures_of(report)),
        "may_compose": request.user.access.has(Permission.COMPOSE_REPORTS),
        "breadcrumbs": crumbs_of(report, ("Anmerkungen", "")),
    }
    done = "Ihre Anmerkung ist gespeichert."
    back = reverse("reporting:section-comments", args=[report.pk, section.pk])
    return form_page(request, form, save, "reporting/section_comments.html", context, back=back, done=done)


@require_POST
@require_permission(Permission.VIEW_REPORTS)
def comment_settle(request: SignedInRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Settle a comment, or open it again."""
    report = report_for(request, pk)
    comments = SectionComment.objects.filter(section__report=report).select_related("section__report")
    comment = get_object_or_404(comments, pk=comment_pk)
    if comment.author_id != request.user.pk and not request.user.access.has(Permission.COMPOSE_REPORTS):
        raise Http404
    is_resolved = request.POST.get("settled") == "yes"
    url = reverse("reporting:section-comments", args=[report.pk, comment.section_id])
    return button(
        request,
        lambda: services.settle_comment(comment, by=request.user, is_resolved=is_resolved),
        back=report,
        then=f"{url}#anmerkung-{comment.pk}",
    )


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
