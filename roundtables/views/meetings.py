"""Pages of meetings: plan, look at, change, invite, cancel, hold."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.calendar.icalendar_files import MEDIA_TYPE, published
from neuss_integration.foundation.forms.pages import button, confirmed, form_methods, form_page, version_of
from roundtables.enums.meetings import MeetingState
from roundtables.forms.meetings import CancelForm, MeetingForm, NewMeetingForm, copied_meeting
from roundtables.mails import appointment_of
from roundtables.models import Meeting
from roundtables.selectors.meetings import invitation_follows, meeting_view, replies_in_words
from roundtables.services import meetings
from roundtables.services.meeting_undo import take_back_last
from roundtables.views.pages import (
    FORM_PAGE,
    meeting_crumbs,
    page_context,
    table_crumbs,
    visible_meeting,
    visible_table,
)
from roundtables.workflows.meetings import MEETING_WORKFLOW

AFTER_HELD = (
    "Die Sitzung steht wieder als geplant oder eingeladen da; niemand bekommt eine E-Mail.",
    "Teilnahme und ein Entwurf des Protokolls bleiben.",
    "Stimmen und der Stand der Bedarfe werden neu festgehalten, wenn Sie die Sitzung wieder eintragen.",
)
AFTER_CANCELLED = (
    "Die Sitzung ist wieder geplant. Der Grund der Absage bleibt bei den Vorgängen stehen.",
    "Wer die Absage bekommen hat, erfährt davon erst, wenn Sie wieder alle einladen.",
)


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
    first = copied_meeting(Meeting.objects.visible_to(request.user), request.GET.get("von", ""))
    first |= {"submission_key": uuid.uuid4(), "is_needs_meeting": table.finds_needs}
    form = NewMeetingForm(form_data(request), initial=first)

    def save() -> list[Meeting]:
        values, key = form.values(), form.cleaned_data["submission_key"]
        starts = form.starts_of_all()
        return meetings.create_meetings(table, by=request.user, values=values, starts=starts, submission_key=key)

    context = page_context("Sitzung planen", table_crumbs(table), lead=table.name)
    return form_page(
        request, form, save, FORM_PAGE, context, back=lambda made: made[0] if len(made) == 1 else table, done=_planned
    )


def _planned(made: list[Meeting]) -> str:
    subject = "Die Sitzung ist" if len(made) == 1 else f"{len(made)} Sitzungen sind"
    return f"{subject} geplant. Eingeladen ist noch niemand."


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def meeting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change date, place or text; whoever was invited is told. A second writer sees both versions."""
    meeting = visible_meeting(request, pk)
    form = MeetingForm(form_data(request), meeting=meeting)

    def save() -> Any:
        return meetings.update_meeting(
            meeting, by=request.user, expected_version=version_of(form), values=form.values()
        )

    done = "Gespeichert. Wer eingeladen war, bekommt den neuen Stand per E-Mail."
    context = page_context("Sitzung bearbeiten", meeting_crumbs(meeting), lead=str(meeting))
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=meeting,
        done=done,
        stored=lambda current: MeetingForm(meeting=current),
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def meeting_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write to all members, after a page that names them; asked again, to new ones only."""
    meeting = visible_meeting(request, pk)
    sentence = "Eingeladen sind alle Mitglieder, von denen eine E-Mail-Adresse eingetragen ist."
    context = page_context("Alle einladen?", meeting_crumbs(meeting), subject=str(meeting), confirm_label="Einladen")
    if request.method != "POST":
        context |= invitation_follows(meeting)
    return confirmed(request, lambda: meetings.invite(meeting, by=request.user), context, back=meeting, done=sentence)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def meeting_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel with a reason."""
    meeting = visible_meeting(request, pk)
    form = CancelForm(form_data(request))

    def save() -> Any:
        return meetings.cancel_meeting(meeting, by=request.user, reason=form.cleaned_data["reason"])

    done = "Die Sitzung ist abgesagt."
    context = page_context("Sitzung absagen", meeting_crumbs(meeting), lead=str(meeting))
    return form_page(request, form, save, FORM_PAGE, context, back=meeting, done=done)


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def meeting_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that it took place."""
    meeting = visible_meeting(request, pk)
    sentence = "Die Sitzung ist als durchgeführt eingetragen."
    return button(request, lambda: meetings.hold_meeting(meeting, by=request.user), back=meeting, done=sentence)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def meeting_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back that it took place, or that it was cancelled, after a page that says what follows."""
    meeting = visible_meeting(request, pk)
    if meeting.state not in (MeetingState.HELD, MeetingState.CANCELLED):
        messages.info(request, f"Die Sitzung ist {meeting.get_state_display()}; daran ist nichts zurückzunehmen.")
        return redirect(meeting)
    was_cancelled = meeting.state == MeetingState.CANCELLED
    label = "Absage zurücknehmen" if was_cancelled else "Doch nicht durchgeführt"
    context = page_context(f"{label}?", meeting_crumbs(meeting), subject=str(meeting), confirm_label=label)
    context["consequences"] = AFTER_CANCELLED if was_cancelled else AFTER_HELD
    return confirmed(
        request,
        lambda: take_back_last(meeting, by=request.user),
        context,
        back=meeting,
        done=lambda now: f"Die Sitzung ist wieder {now.get_state_display()}.",
    )


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def meeting_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    response = HttpResponse(published([appointment_of(meeting)]), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="sitzung-{meeting.pk}.ics"'
    return response
