"""Pages of goals: list, one goal, enter, change, what became of it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from neuss_integration.foundation.ui.lists import filters_without
from success_factors.forms.editions import RemoveForm
from success_factors.forms.goals import GoalFilterForm, GoalForm, GoalStateForm
from success_factors.models import Goal, GuidingGoal
from success_factors.selectors.goals import goals_listed
from success_factors.selectors.revisions import predecessors_and_successors
from success_factors.services.goals import change_goal_state, create_goal, move_goal, remove_goal, update_goal
from success_factors.views.editions import FORM_PAGE, GOALS_CRUMB

PER_PAGE = 50


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page()
def goal_list(request: SignedInRequest) -> HttpResponse:
    """All goals with edition, year and what became of them, filtered as the address says."""
    form, found = goals_asked_for(request)
    context = {
        "page_title": "Ziele",
        "filter_form": form,
        "chips": [
            (f"{form.fields[name].label}: {_chosen(form, name)}", filters_without(request, name))
            for name, value in form.cleaned_data.items()
            if value
        ],
        "query": request.GET.urlencode(),
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("seite")),
    }
    return render(request, "success_factors/goal_list.html", context)


def goals_asked_for(request: SignedInRequest) -> tuple[GoalFilterForm, QuerySet[Goal]]:
    """The filter bar as the address fills it, and the goals that pass it."""
    form = GoalFilterForm(request.GET, user=request.user)
    form.is_valid()
    return form, goals_listed(request.user, form.cleaned_data).prefetch_related(None)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page()
def goal_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One goal, what became of it, and who changed it when."""
    goal = get_object_or_404(goals_listed(request.user), pk=pk)
    may_edit = request.user.access.has(Permission.MAINTAIN_CONCEPT)
    before, after = predecessors_and_successors(goal, request.user)
    context = {
        "page_title": "Ziel",
        "goal": goal,
        "predecessors": before,
        "successors": after,
        "may_edit": may_edit,
        "may_write": may_edit and goal.guiding_goal.edition.is_draft,
        "page_obj": Trail(goal).page(request.GET.get("seite")) if may_edit else None,
        "breadcrumbs": [GOALS_CRUMB, ("Ziel", "")],
    }
    return render(request, "success_factors/goal_detail.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def goal_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a goal to a Leitziel of a draft."""
    guiding_goal, form = (
        get_object_or_404(GuidingGoal.objects.select_related("edition"), pk=pk),
        GoalForm(form_data(request)),
    )
    edition = guiding_goal.edition

    def save() -> Any:
        return create_goal(guiding_goal, by=request.user, values=form.values())

    crumbs = [GOALS_CRUMB, (edition.title, edition.get_absolute_url()), ("Ziel anlegen", "")]
    context = {"page_title": "Ziel anlegen", "subject": guiding_goal.title, "breadcrumbs": crumbs}
    return form_page(request, form, save, FORM_PAGE, context, back=edition, done="Das Ziel ist angelegt.")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def goal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the words of a goal while its edition is a draft; a second writer sees both versions."""
    goal = get_object_or_404(goals_listed(request.user), pk=pk)
    form = GoalForm(form_data(request), goal=goal)

    def save() -> Any:
        return update_goal(goal, by=request.user, expected_version=version_of(form), values=form.values())

    context = _context(goal, "Ziel bearbeiten")
    return form_page(request, form, save, FORM_PAGE, context, back=goal, stored=lambda current: GoalForm(goal=current))


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def goal_state(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what became of a goal."""
    goal = get_object_or_404(goals_listed(request.user), pk=pk)
    form = GoalStateForm(form_data(request), goal=goal)

    def save() -> Any:
        given = form.cleaned_data
        outcome = {"state": given["state"], "reason": given["state_reason"], "successor": given["successor"]}
        return change_goal_state(goal, by=request.user, expected_version=version_of(form), **outcome)

    def stored(current: Goal) -> GoalStateForm:
        return GoalStateForm(goal=current)

    done = "Der Status ist geändert."
    context = _context(goal, "Status des Ziels")
    return form_page(request, form, save, FORM_PAGE, context, back=goal, done=done, stored=stored)


@require_POST
@require_permission(Permission.MAINTAIN_CONCEPT)
def goal_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a goal change places with the one before it or, with `way` "down", behind it."""
    goal = get_object_or_404(goals_listed(request.user), pk=pk)
    return button(
        request,
        lambda: move_goal(goal, by=request.user, way="down" if request.POST.get("way") == "down" else "up"),
        back=f"{goal.guiding_goal.edition.get_absolute_url()}#ziel-{pk}",
    )


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def goal_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a goal of a draft to which nothing refers."""
    goal, form = get_object_or_404(goals_listed(request.user), pk=pk), RemoveForm(form_data(request))
    edition = goal.guiding_goal.edition

    def save() -> Any:
        return remove_goal(goal, by=request.user)

    context = {"edition": edition} | _context(goal, "Ziel löschen")
    return form_page(
        request, form, save, "success_factors/remove_form.html", context, back=edition, done="Das Ziel ist gelöscht."
    )


def _context(goal: Goal, title: str) -> dict[str, object]:
    crumbs = [GOALS_CRUMB, ("Ziel", goal.get_absolute_url()), (title, "")]
    return {"page_title": title, "subject": goal.text, "breadcrumbs": crumbs}


def _chosen(form: GoalFilterForm, name: str) -> str:
    value = form.cleaned_data[name]
    choices = dict(getattr(form.fields[name], "choices", ())) if isinstance(value, str) else {}
    return str(choices.get(value, value))
