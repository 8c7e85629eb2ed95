"""Pages of a Fortschreibung: begin it, go through the goals, compare two editions."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.foundation.words.nouns import count_of
from success_factors.forms.editions import EditionComparisonForm, RevisionBeginForm
from success_factors.forms.goals import GoalRevisionForm
from success_factors.models import ConceptEdition, Goal, GoalRevision
from success_factors.selectors.revisions import (
    compare_editions,
    decision_about,
    goals_of,
    outcome_of,
    revision_of,
)
from success_factors.services.revisions import begin_revision, decide_goal
from success_factors.views.editions import (
    EDITIONS_CRUMB,
    FORM_PAGE,
    GOALS_CRUMB,
    edition_context,
    visible_edition,
)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def revision_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a draft that revises an adopted edition."""
    edition, form = visible_edition(request, pk), RevisionBeginForm(form_data(request))

    def save() -> Any:
        return begin_revision(edition, by=request.user, **form.cleaned_data)

    done = "Der Entwurf ist angelegt. Entscheiden Sie jetzt über jedes Ziel."
    context = edition_context(edition, "Integrationskonzept fortschreiben")
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=lambda draft: reverse("success_factors:revision-detail", args=[draft.pk]),
        done=done,
    )


@require_safe
@require_permission(Permission.MAINTAIN_CONCEPT)
def revision_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is decided about the goals of the edition before, and what waits; work for several sittings."""
    edition = _revising(request, pk)
    context = edition_context(edition, "Ziele fortschreiben") | {"edition": edition, "revision": revision_of(edition)}
    return render(request, "success_factors/revision_detail.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def revision_decide(request: SignedInRequest, pk: int, goal_pk: int) -> HttpResponse:
    """Decide about one goal, the old words beside the new; afterwards comes the next one."""
    edition = _revising(request, pk)
    goal = get_object_or_404(goals_of(edition.previous_id), pk=goal_pk)
    form = _form(edition, goal, decision_about(edition, goal), form_data(request))

    def save() -> Any:
        given = form.cleaned_data
        return decide_goal(
            edition,
            goal,
            by=request.user,
            expected_version=version_of(form),
            outcome=given["outcome"],
            guiding_goal=given["guiding_goal"],
            values=form.values(),
            reason=given["reason"],
        )

    def context() -> dict[str, Any]:
        more = {"edition": edition, "goal": goal, "revision": revision_of(edition)}
        return edition_context(edition, "Über ein Ziel entscheiden") | more

    template, stored = "success_factors/revision_decide.html", partial(_form, edition, goal)
    back, done = (lambda _: _next(edition)), (lambda _: _progress(edition))
    return form_page(request, form, save, template, context, back=back, done=done, stored=stored)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@fair_share
def edition_compare(request: SignedInRequest) -> HttpResponse:
    """Two editions side by side, goal by goal; without a choice the two newest."""
    visible = ConceptEdition.objects.visible_to(request.user)
    newest = list(visible.order_by("-state", "-adopted_date", "-pk")[:2])
    given = request.GET if {"alt", "neu"} <= request.GET.keys() else None
    form = EditionComparisonForm(given, user=request.user)
    chosen = [form.cleaned_data["alt"], form.cleaned_data["neu"]] if given and form.is_valid() else newest[::-1]
    pair = [each for each in chosen if each] if all(chosen) else newest[::-1]
    if len(pair) == 2:
        form.initial = {"alt": pair[0].pk, "neu": pair[1].pk}
    context = {
        "page_title": "Fassungen vergleichen",
        "filter_form": form,
        "comparison": compare_editions(pair[0], pair[1], request.user) if len(set(pair)) > 1 else None,
        "same": len(pair) > len(set(pair)),
        "breadcrumbs": [GOALS_CRUMB, EDITIONS_CRUMB, ("Vergleichen", "")],
    }
    return render(request, "success_factors/edition_compare.html", context)


def _progress(edition: ConceptEdition) -> str:
    revision = revision_of(edition)
    decided = f"{revision.decided} von {count_of(revision.total, 'Ziel', dative=True)}"
    return f"Gespeichert. {decided} {'ist' if revision.decided == 1 else 'sind'} entschieden."


def _next(edition: ConceptEdition) -> str:
    """The next open goal, or the overview when all are decided."""
    following = revision_of(edition).next_open
    if following:
        return reverse("success_factors:revision-decide", args=[edition.pk, following.pk])
    return reverse("success_factors:revision-detail", args=[edition.pk])


def _form(edition: ConceptEdition, goal: Goal, decision: GoalRevision | None, data: object = None) -> GoalRevisionForm:
    outcome = outcome_of(goal, decision.successor) if decision else ""
    return GoalRevisionForm(data, goal=goal, edition=edition, decision=decision, outcome=outcome)


def _revising(request: SignedInRequest, pk: int) -> ConceptEdition:
    """The edition of this key if it revises another one; 404 otherwise."""
    found = ConceptEdition.objects.visible_to(request.user).filter(previous__isnull=False).select_related("previous")
    return get_object_or_404(found, pk=pk)
