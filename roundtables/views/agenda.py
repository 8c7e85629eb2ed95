"""Pages of the agenda: items, proposed topics."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page, version_of
from neuss_integration.foundation.words.city_terms import worded
from roundtables.forms.meetings import AgendaItemForm, PublicReasonForm, TopicForm
from roundtables.services import agenda
from roundtables.views.pages import (
    FORM_PAGE,
    meeting_crumbs,
    page_context,
    visible_item,
    visible_meeting,
)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def item_create(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    form = AgendaItemForm(form_data(request))

    done = "Der Punkt steht auf der Tagesordnung."
    context = page_context("Tagesordnungspunkt anlegen", meeting_crumbs(meeting), lead=str(meeting))
    return form_page(
        request,
        form,
        lambda: agenda.add_item(meeting, by=request.user, values=form.values()),
        FORM_PAGE,
        context,
        back=meeting,
        done=done,
    )


@form_methods
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def topic_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose a topic, as a member."""
    meeting = visible_meeting(request, pk)
    form = TopicForm(form_data(request))

    def save() -> Any:
        return agenda.propose_topic(meeting, by=request.user, **form.cleaned_data)

    done = worded("Danke. {office.opening} entscheidet, ob das Thema auf die Tagesordnung kommt.")
    context = page_context("Thema vorschlagen", meeting_crumbs(meeting), lead=str(meeting))
    return form_page(request, form, save, FORM_PAGE, context, back=meeting, done=done)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def item_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an item; a second writer sees both versions."""
    item = visible_item(request, pk)
    form = AgendaItemForm(form_data(request), item=item)

    def save() -> Any:
        return agenda.update_item(item, by=request.user, expected_version=version_of(form), values=form.values())

    meeting = item.meeting
    context = page_context("Tagesordnungspunkt bearbeiten", meeting_crumbs(meeting), lead=str(item))
    return form_page(
        request, form, save, FORM_PAGE, context, back=meeting, stored=lambda current: AgendaItemForm(item=current)
    )


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def item_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """One place up, or down."""
    item = visible_item(request, pk)
    up = request.POST.get("richtung") == "hoch"
    where = "höher" if up else "tiefer"
    sentence = f"„{item.title}“ steht jetzt {where}."
    return button(request, lambda: agenda.move_item(item, by=request.user, up=up), back=item.meeting, done=sentence)


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def topic_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a proposed topic on the agenda."""
    item = visible_item(request, pk)
    sentence = f"„{item.title}“ steht auf der Tagesordnung."
    return button(request, lambda: agenda.accept_topic(item, by=request.user), back=item.meeting, done=sentence)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def topic_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave a topic out, or take an item off, with a reason."""
    item = visible_item(request, pk)
    form = PublicReasonForm(form_data(request))

    def save() -> Any:
        return agenda.decline_topic(item, by=request.user, reason=form.cleaned_data["reason"])

    done = f"„{item.title}“ steht nicht auf der Tagesordnung."
    context = page_context("Thema nicht aufnehmen", meeting_crumbs(item.meeting), lead=item.title)
    return form_page(request, form, save, FORM_PAGE, context, back=item.meeting, done=done)
