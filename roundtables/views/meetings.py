"""Pages of meetings: plan, look at, change, invite, cancel, hold."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.calendar.icalendar_files import MEDIA_TYPE, published
from neuss_integration.foundation.forms.editing import form_methods, saved
from roundtables.forms.meetings import CancelForm, MeetingForm, NewMeetingForm
from roundtables.mails import appointment_of
from roundtables.models import Meeting
from roundtables.selectors.meetings import meeting_view, replies_in_words
from roundtables.services import meetings
from roundtables.views.pages import (
    done,
    form_page,
    meeting_crumbs,
    stored,
    table_crumbs,
    visible_meeting,
    visible_table,
)
from roundtables.workflows.meetings import MEETING_WORKFLOW


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def meeting_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Date, agenda, replies, attendance, papers, and the next step."""
    meeting = visible_meeting(request, pk)
    view = meeting_view(meeting, request.user)
    events = meeting.events.select_related("actor") if view.may_manage else []
    context = {
        "page_title": str(meeting),
        "meeting": meeting,
        "view": view,
        "segments": replies_in_words(view),
        "events": MEETING_WORKFLOW.timeline(events),
        "breadcrumbs": [*meeting_crumbs(meeting)[:-1], (str(meeting), "")],
    }
    return render(request, "roundtables/meeting_detail.html", context)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def meeting_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan a meeting or a series."""
    table = visible_table(request, pk)
    first = {"submission_key": uuid.uuid4(), "is_needs_meeting": table.finds_needs}
    form = NewMeetingForm(form_data(request), initial=first)
    made: list[Meeting] = []

    def save() -> None:
        values, key = form.values(), form.cleaned_data["submission_key"]
        starts = form.starts_of_all()
        made.extend(meetings.create_meetings(table, by=request.user, values=values, starts=starts, submission_key=key))

    if stored(request, form, save):
        said = "Die Sitzung ist" if len(made) == 1 else f"{len(made)} Sitzungen sind"
        messages.success(request, f"{said} geplant. Eingeladen ist noch niemand.")
        return redirect(made[0] if len(made) == 1 else table)
    return form_page(request, form, "Sitzung planen", table_crumbs(table), lead=table.name)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def meeting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change date, place or text; whoever was invited is told. A second writer sees both versions."""
    meeting = visible_meeting(request, pk)
    form = MeetingForm(form_data(request), meeting=meeting)

    def save(version: int) -> None:
        meetings.update_meeting(meeting, by=request.user, expected_version=version, values=form.values())

    done = "Gespeichert. Wer eingeladen war, bekommt den neuen Stand per E-Mail."
    return saved(
        request, form, save, back=meeting, stored=lambda current: MeetingForm(meeting=current), done=done
    ) or form_page(request, form, "Sitzung bearbeiten", meeting_crumbs(meeting), lead=str(meeting))


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def meeting_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write to all members; asked again, to new ones only."""
    meeting = visible_meeting(request, pk)
    sentence = "Eingeladen sind alle Mitglieder, von denen eine E-Mail-Adresse eingetragen ist."
    return done(request, meeting, lambda: meetings.invite(meeting, by=request.user), sentence)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def meeting_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel with a reason."""
    meeting = visible_meeting(request, pk)
    form = CancelForm(form_data(request))

    def save() -> None:
        meetings.cancel_meeting(meeting, by=request.user, reason=form.cleaned_data["reason"])

    if stored(request, form, save):
        messages.success(request, "Die Sitzung ist abgesagt.")
        return redirect(meeting)
    return form_page(request, form, "Sitzung absagen", meeting_crumbs(meeting), lead=str(meeting))


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def meeting_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that it took place."""
    meeting = visible_meeting(request, pk)
    sentence = "Die Sitzung ist als durchgeführt eingetragen."
    return done(request, meeting, lambda: meetings.hold_meeting(meeting, by=request.user), sentence)


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def meeting_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    response = HttpResponse(published([appointment_of(meeting)]), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="sitzung-{meeting.pk}.ics"'
    return response
