"""Pages for the parts of an edition: its Leitziele and who took part."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page, version_of
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

REMOVE_PAGE = "success_factors/remove_form.html"


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def guiding_goal_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a Leitziel to a draft."""
    edition, form = visible_edition(request, pk), GuidingGoalForm(form_data(request))

    def save() -> Any:
        return add_guiding_goal(edition, by=request.user, **form.values())

    done = "Das Leitziel ist angelegt."
    return form_page(
        request, form, save, FORM_PAGE, edition_context(edition, "Leitziel anlegen"), back=edition, done=done
    )


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def guiding_goal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a Leitziel of a draft; a second writer sees both versions."""
    guiding_goal = _guiding_goal(request, pk)
    edition = guiding_goal.edition
    form = GuidingGoalForm(form_data(request), guiding_goal=guiding_goal)

    def save() -> Any:
        return update_guiding_goal(
            guiding_goal, by=request.user, expected_version=version_of(form), values=form.values()
        )

    context = edition_context(edition, "Leitziel bearbeiten")
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=edition,
        stored=lambda current: GuidingGoalForm(guiding_goal=current),
    )


@require_POST
@require_permission(Permission.MAINTAIN_CONCEPT)
def guiding_goal_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a Leitziel change places with the one before it or, with `way` "down", behind it."""
    guiding_goal = _guiding_goal(request, pk)
    return button(
        request,
        lambda: move_guiding_goal(
            guiding_goal, by=request.user, way="down" if request.POST.get("way") == "down" else "up"
        ),
        back=f"{guiding_goal.edition.get_absolute_url()}#leitziel-{pk}",
    )


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def guiding_goal_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a Leitziel of a draft that has no goals."""
    guiding_goal, form = _guiding_goal(request, pk), RemoveForm(form_data(request))
    edition = guiding_goal.edition

    def save() -> None:
        remove_guiding_goal(guiding_goal, by=request.user)

    context = _removal(edition, "Leitziel löschen", guiding_goal)
    return form_page(request, form, save, REMOVE_PAGE, context, back=edition, done="Das Leitziel ist gelöscht.")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def participation_create(request: SignedInRequest, pk: int) -> HttpResponse:
    edition, form = visible_edition(request, pk), ParticipationForm(form_data(request))

    def save() -> Any:
        return add_participation(edition, by=request.user, values=form.values())

    done = "Die Beteiligung ist eingetragen."
    return form_page(
        request, form, save, FORM_PAGE, edition_context(edition, "Beteiligung eintragen"), back=edition, done=done
    )


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def participation_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put right who took part; a second writer sees both versions."""
    participation = _participation(request, pk)
    edition = participation.edition
    form = ParticipationForm(form_data(request), participation=participation)

    def save() -> Any:
        return update_participation(
            participation, by=request.user, expected_version=version_of(form), values=form.values()
        )

    context = edition_context(edition, "Beteiligung bearbeiten")
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=edition,
        stored=lambda current: ParticipationForm(participation=current),
    )


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def participation_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete an entry that was a mistake."""
    participation, form = _participation(request, pk), RemoveForm(form_data(request))
    edition = participation.edition

    def save() -> None:
        remove_participation(participation, by=request.user)

    context = _removal(edition, "Beteiligung löschen", participation)
    return form_page(request, form, save, REMOVE_PAGE, context, back=edition, done="Die Beteiligung ist gelöscht.")


def _removal(edition: ConceptEdition, title: str, thing: Any) -> dict[str, Any]:
    return edition_context(edition, title) | {"subject": str(thing), "edition": edition}


def _guiding_goal(request: SignedInRequest, pk: int) -> GuidingGoal:
    visible = ConceptEdition.objects.visible_to(request.user)
    return get_object_or_404(GuidingGoal.objects.filter(edition__in=visible).select_related("edition"), pk=pk)


def _participation(request: SignedInRequest, pk: int) -> Participation:
    visible = ConceptEdition.objects.visible_to(request.user)
    found = Participation.objects.filter(edition__in=visible).select_related("edition", "organisation")
    return get_object_or_404(found, pk=pk)
