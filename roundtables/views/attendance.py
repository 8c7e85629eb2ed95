"""Pages of replies, attendance and guests."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.editing import form_methods
from roundtables.enums.meetings import Reply
from roundtables.forms.attendance import AttendanceForm
from roundtables.forms.meetings import GuestForm, ReplyForm
from roundtables.selectors.meetings import attendances_of
from roundtables.selectors.quorum import seats_at
from roundtables.services.attendance import add_guest, record_attendance, reply
from roundtables.services.meetings import on_agenda
from roundtables.views.pages import form_page, meeting_crumbs, stored, visible_meeting


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

    def save() -> None:
        given = form.cleaned_data
        reply(member, meeting, by=request.user, answer=Reply(given["answer"]), note=given["note"])

    if stored(request, form, save):
        messages.success(request, "Danke, die Antwort ist eingetragen. Sie können sie bis zur Sitzung ändern.")
        return redirect(meeting)
    return form_page(request, form, "Auf die Einladung antworten", meeting_crumbs(meeting), lead=f"{meeting}: {member}")


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def meeting_attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who came, from when until when."""
    meeting = visible_meeting(request, pk)
    stored_rows = {each.member_id: each for each in attendances_of(meeting)}
    form = AttendanceForm(
        form_data(request), seats=seats_at(meeting), items=on_agenda(meeting), stored=stored_rows
    )  # fmt: skip
    if stored(request, form, lambda: record_attendance(meeting, by=request.user, came=form.came())):
        messages.success(request, "Die Teilnahme ist eingetragen.")
        return redirect(meeting)
    context = {
        "page_title": "Teilnahme",
        "form": form,
        "meeting": meeting,
        "breadcrumbs": [*meeting_crumbs(meeting), ("Teilnahme", "")],
    }
    return render(request, "roundtables/attendance_form.html", context)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def guest_create(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    form = GuestForm(form_data(request))
    if stored(request, form, lambda: add_guest(meeting, by=request.user, values=form.cleaned_data)):
        messages.success(request, "Der Gast ist eingetragen.")
        return redirect(meeting)
    return form_page(request, form, "Gast eintragen", meeting_crumbs(meeting), lead=str(meeting))
