"""Pages of papers."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.attachments.responses import attachment_response
from neuss_integration.foundation.forms.pages import form_methods, form_page
from roundtables.forms.meetings import PublicReasonForm
from roundtables.forms.papers import PaperForm
from roundtables.models import Meeting, MeetingPaper
from roundtables.services.papers import attach_paper, remove_paper
from roundtables.views.pages import FORM_PAGE, meeting_crumbs, page_context, visible_meeting


@form_methods
@require_permission(Permission.MANAGE_TABLES)
@fair_uploads
def paper_attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attach a file to a meeting."""
    meeting = visible_meeting(request, pk)
    form = PaperForm(form_data(request), request.FILES or None, meeting=meeting)

    done = "Die Unterlage ist angehängt."
    context = page_context("Unterlage anhängen", meeting_crumbs(meeting), lead=str(meeting))
    return form_page(
        request,
        form,
        lambda: attach_paper(meeting, by=request.user, **form.cleaned_data),
        FORM_PAGE,
        context,
        back=meeting,
        done=done,
    )


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def paper_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """One file, for those who may open the meeting."""
    visible = Meeting.objects.visible_to(request.user)
    papers = MeetingPaper.objects.with_content().filter(meeting__in=visible)
    return attachment_response(get_object_or_404(papers, pk=pk))


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def paper_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a file away, and say why."""
    paper = get_object_or_404(MeetingPaper.objects.select_related("meeting__round_table"), pk=pk)
    form = PublicReasonForm(form_data(request))

    done = "Die Unterlage ist entfernt."
    context = page_context("Unterlage entfernen", meeting_crumbs(paper.meeting), lead=str(paper))
    back = paper.meeting
    return form_page(
        request,
        form,
        lambda: remove_paper(paper, by=request.user, **form.cleaned_data),
        FORM_PAGE,
        context,
        back=back,
        done=done,
    )
