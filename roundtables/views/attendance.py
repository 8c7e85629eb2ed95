"""Pages of replies, attendance and guests."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page
from roundtables.enums.meetings import Reply
from roundtables.forms.attendance import AttendanceForm
from roundtables.forms.meetings import GuestForm, ReplyForm
from roundtables.selectors.meetings import attendances_of
from roundtables.selectors.quorum import seats_at
from roundtables.services.attendance import add_guest, record_attendance, reply
from roundtables.services.meetings import on_agenda
from roundtables.views.pages import FORM_PAGE, meeting_crumbs, page_context, visible_meeting


@form_methods
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def meeting_reply(request: SignedInRequest, pk: int, seat: int) -> HttpResponse:
    """Answer for one's own seat; the Koordination enters what was told by telephone."""
    meeting = visible_meeting(request, pk)
    seats = meeting.round_table.members.select_related("organisation", "user", "deputy_user")
    if not request.user.access.has(Permission.MANAGE_TABLES):
        seats = seats.of(request.user)
    member = get_object_or_404(seats, pk=seat)
    known = meeting.attendances.filter(member=member).first()
    initial = {"answer": known.reply, "note": known.reply_note} if known else {}
    form = ReplyForm(form_data(request), seat=member, initial=initial)

    def save() -> Any:
        given = form.cleaned_data
        return reply(member, meeting, by=request.user, answer=Reply(given["answer"]), note=given["note"])

    done = "Danke, die Antwort ist eingetragen. Sie können sie bis zur Sitzung ändern."
    context = page_context("Auf die Einladung antworten", meeting_crumbs(meeting), lead=f"{meeting}: {member}")
    return form_page(request, form, save, FORM_PAGE, context, back=meeting, done=done)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def meeting_attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who came, from when until when."""
    meeting = visible_meeting(request, pk)
    stored_rows = {each.member_id: each for each in attendances_of(meeting)}
    form = AttendanceForm(form_data(request), seats=seats_at(meeting), items=on_agenda(meeting), stored=stored_rows)

    context = {
        "page_title": "Teilnahme",
        "meeting": meeting,
        "breadcrumbs": [*meeting_crumbs(meeting), ("Teilnahme", "")],
    }
    done = "Die Teilnahme ist eingetragen."
    return form_page(
        request,
        form,
        lambda: record_attendance(meeting, by=request.user, came=form.came()),
        "roundtables/attendance_form.html",
        context,
        back=meeting,
        done=done,
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def guest_create(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    form = GuestForm(form_data(request))

    done = "Der Gast ist eingetragen."
    context = page_context("Gast eintragen", meeting_crumbs(meeting), lead=str(meeting))
    return form_page(
        request,
        form,
        lambda: add_guest(meeting, by=request.user, values=form.cleaned_data),
        FORM_PAGE,
        context,
        back=meeting,
        done=done,
    )
