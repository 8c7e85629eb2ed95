"""Pages for the parts of an edition: its Leitziele and who took part."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.editing import form_methods, saved
from neuss_integration.foundation.forms.refusals import refusals_in
from success_factors.forms.editions import GuidingGoalForm, ParticipationForm, RemoveForm
from success_factors.models import ConceptEdition, GuidingGoal, Participation
from success_factors.services.editions import (
    add_guiding_goal,
    add_participation,
    move_guiding_goal,
    remove_guiding_goal,
    remove_participation,
    update_guiding_goal,
    update_participation,
)
from success_factors.views.editions import FORM_PAGE, edition_context, visible_edition


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def guiding_goal_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a Leitziel to a draft."""
    edition, form = visible_edition(request, pk), GuidingGoalForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            add_guiding_goal(edition, by=request.user, **form.values())
            messages.success(request, "Das Leitziel ist angelegt.")
            return redirect(edition)
    return render(request, FORM_PAGE, {"form": form} | edition_context(edition, "Leitziel anlegen"))


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def guiding_goal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a Leitziel of a draft; a second writer sees both versions."""
    guiding_goal = _guiding_goal(request, pk)
    edition = guiding_goal.edition
    form = GuidingGoalForm(form_data(request), guiding_goal=guiding_goal)

    def save(version: int) -> None:
        update_guiding_goal(guiding_goal, by=request.user, expected_version=version, values=form.values())

    return saved(
        request, form, save, back=edition, stored=lambda current: GuidingGoalForm(guiding_goal=current)
    ) or render(request, FORM_PAGE, {"form": form} | edition_context(edition, "Leitziel bearbeiten"))


@require_POST
@require_permission(Permission.MAINTAIN_CONCEPT)
def guiding_goal_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a Leitziel change places with the one before it or, with `way` "down", behind it."""
    guiding_goal = _guiding_goal(request, pk)
    try:
        move_guiding_goal(guiding_goal, by=request.user, way="down" if request.POST.get("way") == "down" else "up")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{guiding_goal.edition.get_absolute_url()}#leitziel-{pk}")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def guiding_goal_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a Leitziel of a draft that has no goals."""
    guiding_goal, form = _guiding_goal(request, pk), RemoveForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            remove_guiding_goal(guiding_goal, by=request.user)
            messages.success(request, "Das Leitziel ist gelöscht.")
            return redirect(guiding_goal.edition)
    return _remove_page(request, form, guiding_goal.edition, "Leitziel löschen", guiding_goal)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def participation_create(request: SignedInRequest, pk: int) -> HttpResponse:
    edition, form = visible_edition(request, pk), ParticipationForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            add_participation(edition, by=request.user, values=form.values())
            messages.success(request, "Die Beteiligung ist eingetragen.")
            return redirect(edition)
    return render(request, FORM_PAGE, {"form": form} | edition_context(edition, "Beteiligung eintragen"))


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def participation_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put right who took part; a second writer sees both versions."""
    participation = _participation(request, pk)
    edition = participation.edition
    form = ParticipationForm(form_data(request), participation=participation)

    def save(version: int) -> None:
        update_participation(participation, by=request.user, expected_version=version, values=form.values())

    return saved(
        request, form, save, back=edition, stored=lambda current: ParticipationForm(participation=current)
    ) or render(request, FORM_PAGE, {"form": form} | edition_context(edition, "Beteiligung bearbeiten"))


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def participation_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete an entry that was a mistake."""
    participation, form = _participation(request, pk), RemoveForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            remove_participation(participation, by=request.user)
            messages.success(request, "Die Beteiligung ist gelöscht.")
            return redirect(participation.edition)
    return _remove_page(request, form, participation.edition, "Beteiligung löschen", participation)


def _remove_page(
    request: SignedInRequest, form: RemoveForm, edition: ConceptEdition, title: str, thing: Any
) -> HttpResponse:
    context = edition_context(edition, title) | {"subject": str(thing), "form": form, "edition": edition}
    return render(request, "success_factors/remove_form.html", context)


def _guiding_goal(request: SignedInRequest, pk: int) -> GuidingGoal:
    visible = ConceptEdition.objects.visible_to(request.user)
    return get_object_or_404(GuidingGoal.objects.filter(edition__in=visible).select_related("edition"), pk=pk)


def _participation(request: SignedInRequest, pk: int) -> Participation:
    visible = ConceptEdition.objects.visible_to(request.user)
    found = Participation.objects.filter(edition__in=visible).select_related("edition", "organisation")
    return get_object_or_404(found, pk=pk)
