"""Pages of action items."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from roundtables.enums.minutes import ActionState
from roundtables.forms.action_items import ActionFilter, ActionForm, CloseForm, DropForm
from roundtables.models import ActionItem, Meeting
from roundtables.selectors.action_items import actions_listed
from roundtables.services import action_items as service
from roundtables.views.pages import (
    FORM_PAGE,
    TABLES_CRUMB,
    Crumbs,
    meeting_crumbs,
    page_context,
    visible_meeting,
)

PER_PAGE = 50


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def action_list(request: SignedInRequest) -> HttpResponse:
    """Who has to do what until when; filters by status, table and office."""
    form = ActionFilter(request.GET, user=request.user)
    form.is_valid()
    page = Paginator(actions_listed(request.user, form.cleaned_data), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page_title": "Aufträge der Runden Tische",
        "filter_form": form,
        "page_obj": page,
        "is_filtered": any(form.cleaned_data.values()),
        "breadcrumbs": [(TABLES_CRUMB[0], str(TABLES_CRUMB[1])), ("Aufträge", "")],
    }
    return render(request, "roundtables/action_list.html", context)


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def action_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One task: from which meeting, who, until when, what came of it."""
    action = _action(request, pk)
    may_manage = request.user.access.has(Permission.MANAGE_TABLES)
    may_close = ActionItem.objects.editable_by(request.user).filter(pk=pk).exists()
    context = {
        "page_title": "Auftrag",
        "action": action,
        "may_manage": may_manage,
        "is_inside": Meeting.objects.visible_to(request.user).filter(pk=action.meeting_id).exists(),
        "may_close": may_close and action.state == ActionState.OPEN,
        "page_obj": Trail(action).page(request.GET.get("seite")) if may_manage else None,
        "breadcrumbs": [*_crumbs(), ("Auftrag", "")],
    }
    return render(request, "roundtables/action_detail.html", context)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def action_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody a task in a meeting; `punkt` names the item."""
    meeting = visible_meeting(request, pk)
    point = request.GET.get("punkt", "")
    first = {"submission_key": uuid.uuid4(), "item": point if point.isdigit() else None}
    form = ActionForm(form_data(request), meeting=meeting, initial=first)

    def save() -> Any:
        given = form.cleaned_data
        return service.create_action(
            meeting, by=request.user, values=form.values(), item=given["item"], submission_key=given["submission_key"]
        )

    done = "Der Auftrag ist eingetragen."
    context = page_context("Auftrag eintragen", meeting_crumbs(meeting), lead=str(meeting))
    return form_page(
        request, form, save, FORM_PAGE, context, back=lambda _: form.cleaned_data["item"] or meeting, done=done
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def action_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a task while the minutes are not approved; a second writer sees both versions."""
    action = _action(request, pk)
    form = ActionForm(form_data(request), meeting=action.meeting, action=action)

    def save() -> Any:
        return service.update_action(action, by=request.user, expected_version=version_of(form), values=form.values())

    context = page_context("Auftrag bearbeiten", _way(action), lead=action.text)
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=action,
        stored=lambda current: ActionForm(meeting=current.meeting, action=current),
    )


@form_methods
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def action_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell that a task is done."""
    action = _own(request, pk)
    form = CloseForm(form_data(request))

    def save() -> Any:
        outcome = form.cleaned_data["outcome"]
        return service.close_action(action, by=request.user, state=ActionState.DONE, outcome=outcome)

    context = page_context("Auftrag als erledigt melden", _way(action), lead=action.text)
    return form_page(
        request, form, save, FORM_PAGE, context, back=action, done="Danke, der Auftrag ist als erledigt eingetragen."
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def action_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why a task is not needed any more."""
    action = _action(request, pk)
    form = DropForm(form_data(request))

    def save() -> Any:
        outcome = form.cleaned_data["outcome"]
        return service.close_action(action, by=request.user, state=ActionState.DROPPED, outcome=outcome)

    done = "Der Auftrag ist nicht mehr nötig."
    context = page_context("Auftrag nicht mehr nötig", _way(action), lead=action.text)
    return form_page(request, form, save, FORM_PAGE, context, back=action, done=done)


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def action_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a closed task again."""
    action = _action(request, pk)
    return button(
        request,
        lambda: service.reopen_action(action, by=request.user),
        back=action,
        done="Der Auftrag ist wieder offen.",
    )


def _action(request: SignedInRequest, pk: int) -> ActionItem:
    return get_object_or_404(_rows(request), pk=pk)


def _own(request: SignedInRequest, pk: int) -> ActionItem:
    own = ActionItem.objects.editable_by(request.user).order_by().values("pk")
    return get_object_or_404(_rows(request).filter(pk__in=own), pk=pk)


def _rows(request: SignedInRequest) -> QuerySet[ActionItem]:
    return ActionItem.objects.visible_to(request.user).select_related(
        "meeting__round_table",
        "item",
        "responsible_user",
        "responsible_department",
        "responsible_organisation",
        "closed_by",
    )


def _crumbs() -> Crumbs:
    return [(TABLES_CRUMB[0], str(TABLES_CRUMB[1])), ("Aufträge", reverse("roundtables:action-list"))]


def _way(action: ActionItem) -> Crumbs:
    return [*_crumbs(), ("Auftrag", action.get_absolute_url())]
