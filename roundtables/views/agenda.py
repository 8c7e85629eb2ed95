"""Pages of the agenda: items, proposed topics."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.editing import form_methods, saved
from roundtables.forms.meetings import AgendaItemForm, PublicReasonForm, TopicForm
from roundtables.services import agenda
from roundtables.views.pages import (
    done,
    form_page,
    meeting_crumbs,
    stored,
    visible_item,
    visible_meeting,
)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def item_create(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    form = AgendaItemForm(form_data(request))
    if stored(request, form, lambda: agenda.add_item(meeting, by=request.user, values=form.values())):
        messages.success(request, "Der Punkt steht auf der Tagesordnung.")
        return redirect(meeting)
    return form_page(request, form, "Tagesordnungspunkt anlegen", meeting_crumbs(meeting), lead=str(meeting))


@form_methods
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def topic_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose a topic, as a member."""
    meeting = visible_meeting(request, pk)
    form = TopicForm(form_data(request))

    def save() -> None:
        agenda.propose_topic(meeting, by=request.user, **form.cleaned_data)

    if stored(request, form, save):
        messages.success(request, "Danke. Das Integrationsbüro entscheidet, ob das Thema auf die Tagesordnung kommt.")
        return redirect(meeting)
    return form_page(request, form, "Thema vorschlagen", meeting_crumbs(meeting), lead=str(meeting))


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def item_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an item; a second writer sees both versions."""
    item = visible_item(request, pk)
    form = AgendaItemForm(form_data(request), item=item)

    def save(version: int) -> None:
        agenda.update_item(item, by=request.user, expected_version=version, values=form.values())

    meeting = item.meeting
    return saved(request, form, save, back=meeting, stored=lambda current: AgendaItemForm(item=current)) or form_page(
        request, form, "Tagesordnungspunkt bearbeiten", meeting_crumbs(meeting), lead=str(item)
    )


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def item_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """One place up, or down."""
    item = visible_item(request, pk)
    up = request.POST.get("richtung") == "hoch"
    where = "höher" if up else "tiefer"
    sentence = f"„{item.title}“ steht jetzt {where}."
    return done(request, item.meeting, lambda: agenda.move_item(item, by=request.user, up=up), sentence)


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def topic_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a proposed topic on the agenda."""
    item = visible_item(request, pk)
    sentence = f"„{item.title}“ steht auf der Tagesordnung."
    return done(request, item.meeting, lambda: agenda.accept_topic(item, by=request.user), sentence)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def topic_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave a topic out, or take an item off, with a reason."""
    item = visible_item(request, pk)
    form = PublicReasonForm(form_data(request))

    def save() -> None:
        agenda.decline_topic(item, by=request.user, reason=form.cleaned_data["reason"])

    if stored(request, form, save):
        messages.success(request, f"„{item.title}“ steht nicht auf der Tagesordnung.")
        return redirect(item.meeting)
    return form_page(request, form, "Thema nicht aufnehmen", meeting_crumbs(item.meeting), lead=item.title)
