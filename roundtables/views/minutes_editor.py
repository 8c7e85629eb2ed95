"""Pages on which minutes are written beside the agenda."""

from typing import Any, Final, cast

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.pages import STILL_HERE, button, form_methods, form_page
from neuss_integration.foundation.records.conflicts import conflict_page
from roundtables.forms.minutes import EntryForm, VoteForm
from roundtables.models import AgendaItem, MinutesEntry
from roundtables.selectors.meetings import attendances_of, note_of
from roundtables.selectors.quorum import quorum_at, seats_at
from roundtables.services.meetings import on_agenda
from roundtables.services.minutes import begin_minutes, write_entry
from roundtables.services.votes import record_ballots, record_vote
from roundtables.views.pages import (
    FORM_PAGE,
    meeting_crumbs,
    page_context,
    visible_item,
    visible_meeting,
)

HTTP_CONFLICT: Final = 409
STALE: Final = "Nicht gespeichert: Inzwischen wurde anderswo geschrieben. Klicken Sie auf „Speichern“."
STALE_VOTE = "Inzwischen wurde an diesem Punkt anderswo geschrieben. Bitte laden Sie die Seite neu."


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def minutes_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the minutes, or go on with them, at the first item."""
    meeting = visible_meeting(request, pk)
    items = on_agenda(meeting)
    if not items:
        messages.error(request, "Die Tagesordnung ist noch leer. Bitte legen Sie zuerst einen Punkt an.")
        return redirect(meeting)
    target = _address(items[0])
    return button(
        request, lambda: begin_minutes(meeting, by=request.user), back=target, done="Das Protokoll ist begonnen."
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def entry_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write about one item, the agenda beside it: autosave, save, or on to the next item."""
    item = visible_item(request, pk)
    entry = MinutesEntry.objects.filter(item=item).first()
    form = EntryForm(form_data(request), entry=entry)
    if request.method != "POST":
        return _page(request, form, item, entry)
    action = request.POST.get("action", "")
    valid = form.is_valid()
    try:
        version = form.cleaned_data.get("version") or 0
        saved = write_entry(item, by=request.user, expected_version=version, values=form.values())
    except Stale as conflict:
        return _stale(request, form, item, cast(MinutesEntry, conflict.current), action)
    except Refused as refusal:
        return _refused(request, form, item, refusal, action)
    if action == "autosave":
        return _autosaved(saved, valid)
    if not valid:
        return _page(request, form, item, saved)
    messages.success(request, "Gespeichert.")
    return redirect(_address(_after(item) or item) if action == "next" else _address(item))


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a vote, counted or by name."""
    item = visible_item(request, pk)
    entry = MinutesEntry.objects.filter(item=item).first()
    seats, attendances = seats_at(item.meeting), attendances_of(item.meeting)
    there = {each.member_id for each in attendances if each.is_there_at(item.position)}
    shown = [seat for seat in seats if seat.pk in there and seat.is_voting]
    form = VoteForm(form_data(request), seats=shown, entry=entry, ballots=entry.ballots.all() if entry else ())
    quorum = quorum_at(item.meeting, item.position, seats, attendances)
    crumbs = [*meeting_crumbs(item.meeting), (str(item), _address(item))]
    context = page_context("Abstimmung im Protokoll", crumbs, lead=str(item), quorum=quorum, entry=entry)

    def save() -> None:
        try:
            _record(request, form, item)
        except Stale as conflict:
            raise Refused(STALE_VOTE) from conflict

    return form_page(
        request, form, save, FORM_PAGE, context, back=_address(item), done="Die Abstimmung ist eingetragen."
    )


def _record(request: SignedInRequest, form: VoteForm, item: AgendaItem) -> None:
    given: dict[str, Any] = {"by": request.user, "expected_version": form.cleaned_data["version"]}
    if choices := form.choices():
        record_ballots(item, choices=choices, **given)
    else:
        record_vote(item, count=form.count(), **given)


def _page(
    request: SignedInRequest, form: EntryForm, item: AgendaItem, entry: MinutesEntry | None, status: int = 200
) -> HttpResponse:
    meeting = item.meeting
    items = list(meeting.agenda.filter(state="agenda").select_related("entry"))
    attendances = attendances_of(meeting)
    known = any(each.presence for each in attendances)
    context = {
        "page_title": f"Protokoll: {item}",
        "form": form,
        "item": item,
        "note": note_of(item, meeting),
        "items": items,
        "entry": entry,
        "version": entry.version if entry and request.method == "POST" else form["version"].value(),
        "ballots": list(entry.ballots.select_related("member__organisation", "member__user")) if entry else [],
        "actions": item.action_items.select_related(
            "responsible_user", "responsible_department", "responsible_organisation"
        ),
        "quorum": quorum_at(meeting, item.position, seats_at(meeting), attendances) if known else None,
        "after": _after(item),
        "meeting": meeting,
        "breadcrumbs": [*meeting_crumbs(meeting), (f"Protokoll zu TOP {item.position}", "")],
    }
    return render(request, "roundtables/entry_form.html", context, status=status)


def _autosaved(saved: MinutesEntry, valid: bool) -> HttpResponse:
    now = timezone.localtime()
    text = "Gespeichert" if valid else "Gespeichert bis auf die markierten Angaben"
    said = {"saved_at": now.isoformat(), "version": saved.version, "message": f"{text} ({now:%H:%M} Uhr)"}
    return JsonResponse(said)


def _stale(
    request: SignedInRequest, form: EntryForm, item: AgendaItem, current: MinutesEntry, action: str
) -> HttpResponse:
    if action == "autosave":
        return JsonResponse({"message": STALE}, status=HTTP_CONFLICT)
    return conflict_page(request, form, EntryForm(entry=current), current, back=_address(item))


def _refused(
    request: SignedInRequest, form: EntryForm, item: AgendaItem, refusal: Refused, action: str
) -> HttpResponse:
    if action == "autosave":
        return JsonResponse({"message": f"Nicht gespeichert: {refusal}"}, status=HTTP_CONFLICT)
    form.add_error(None, f"{refusal} {STILL_HERE}")
    entry = MinutesEntry.objects.filter(item=item).first()
    return _page(request, form, item, entry, status=HTTP_CONFLICT)


def _after(item: AgendaItem) -> AgendaItem | None:
    return item.meeting.agenda.filter(state="agenda", position__gt=item.position).first()


def _address(item: AgendaItem) -> str:
    return item.get_absolute_url()
