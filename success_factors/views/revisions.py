"""Pages of a Fortschreibung: begin it, go through the goals, compare two editions."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.forms.editing import form_methods
from neuss_integration.foundation.forms.refusals import refusals_in
from neuss_integration.foundation.records.conflicts import conflict_page
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
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            draft = begin_revision(edition, by=request.user, **form.cleaned_data)
            messages.success(request, "Der Entwurf ist angelegt. Entscheiden Sie jetzt über jedes Ziel.")
            return redirect("success_factors:revision-detail", draft.pk)
    return render(request, FORM_PAGE, {"form": form} | edition_context(edition, "Integrationskonzept fortschreiben"))


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
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_in(form):
                return _decided(request, edition, goal, form)
        except Stale as conflict:
            current = cast(GoalRevision, conflict.current)
            return conflict_page(
                request, form, _form(edition, goal, current), current,
                back=f"{edition.get_absolute_url()}fortschreibung/",
            )  # fmt: skip
    revision = revision_of(edition)
    context = edition_context(edition, "Über ein Ziel entscheiden")
    context |= {"edition": edition, "goal": goal, "form": form, "revision": revision}
    return render(request, "success_factors/revision_decide.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
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


def _decided(request: SignedInRequest, edition: ConceptEdition, goal: Goal, form: GoalRevisionForm) -> HttpResponse:
    """Stores the decision and leads to the next open goal, or to the overview when all are decided."""
    given = form.cleaned_data
    decide_goal(
        edition, goal, by=request.user, expected_version=given["version"] or 0, outcome=given["outcome"],
        guiding_goal=given["guiding_goal"], values=form.values(), reason=given["reason"],
    )  # fmt: skip
    revision = revision_of(edition)
    decided = f"{revision.decided} von {count_of(revision.total, 'Ziel', dative=True)}"
    messages.success(request, f"Gespeichert. {decided} {'ist' if revision.decided == 1 else 'sind'} entschieden.")
    if revision.next_open:
        return redirect("success_factors:revision-decide", edition.pk, revision.next_open.pk)
    return redirect("success_factors:revision-detail", edition.pk)


def _form(edition: ConceptEdition, goal: Goal, decision: GoalRevision | None, data: object = None) -> GoalRevisionForm:
    outcome = outcome_of(goal, decision.successor) if decision else ""
    return GoalRevisionForm(data, goal=goal, edition=edition, decision=decision, outcome=outcome)


def _revising(request: SignedInRequest, pk: int) -> ConceptEdition:
    """The edition of this key if it revises another one; 404 otherwise."""
    found = ConceptEdition.objects.visible_to(request.user).filter(previous__isnull=False).select_related("previous")
    return get_object_or_404(found, pk=pk)
