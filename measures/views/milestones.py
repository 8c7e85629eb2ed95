"""Pages of milestones."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from measures.forms.parts import MilestoneForm, ReasonForm
from measures.models import Measure, Milestone
from measures.selectors.profile import milestones_in_order
from measures.services.milestones import add_milestone, change_milestone, drop_milestone, restore_milestone
from measures.views.parts import EDITING, PART_FORM, crumbs, editable, page_of, part_context
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page


@form_methods
@require_permission(*EDITING)
def milestone_list(request: SignedInRequest, number: str) -> HttpResponse:
    """The milestones of a measure, and a form for one more."""
    measure = editable(request, number)
    form = MilestoneForm(form_data(request), initial={"submission_key": uuid.uuid4()})
    context = {
        "page_title": "Meilensteine",
        "breadcrumbs": crumbs(measure, "Meilensteine"),
        "milestones": milestones_in_order().filter(measure=measure).prefetch_related("moves__actor"),
    }

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return add_milestone(measure, by=request.user, values=form.values(), submission_key=key)

    back = page_of(measure, "milestone-list")
    return form_page(
        request, form, save, "measures/milestone_list.html", part_context(measure, back) | context, back=back
    )


@form_methods
@require_permission(*EDITING)
def milestone_edit(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Change a milestone; a moved date says why."""
    measure, milestone = _milestone(request, number, pk)
    form = MilestoneForm(form_data(request), row=milestone)

    def save() -> Any:
        given = form.cleaned_data
        return change_milestone(
            milestone,
            by=request.user,
            expected_version=given["version"] or 0,
            values=form.values(),
            reason=given["reason"],
        )

    back = page_of(measure, "milestone-list")
    context = {
        "page_title": "Meilenstein bearbeiten",
        "breadcrumbs": crumbs(measure, ("Meilensteine", back), "Bearbeiten"),
        "drop_url": page_of(measure, "milestone-drop", pk) if milestone.is_open else "",
    }
    stored = lambda row: MilestoneForm(row=row)  # noqa: E731 - one line says it best
    template = "measures/milestone_form.html"
    return form_page(request, form, save, template, part_context(measure, back) | context, back=back, stored=stored)


@form_methods
@require_permission(*EDITING)
def milestone_drop(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Say that a milestone no longer applies, and why."""
    measure, milestone = _milestone(request, number, pk)
    form = ReasonForm(form_data(request), submit_label="Meilenstein entfällt")

    def save() -> Any:
        return drop_milestone(milestone, by=request.user, reason=form.cleaned_data["reason"])

    back = page_of(measure, "milestone-list")
    context = {
        "page_title": f"„{milestone}“ entfällt",
        "breadcrumbs": crumbs(measure, ("Meilensteine", back), "Entfällt"),
        "explanation": "Der Meilenstein bleibt mit der Begründung stehen, zählt aber nicht mehr als offen.",
    }
    return form_page(request, form, save, PART_FORM, part_context(measure, back) | context, back=back)


@require_POST
@require_permission(*EDITING)
def milestone_restore(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """A dropped milestone applies again."""
    measure, milestone = _milestone(request, number, pk)
    restore_milestone(milestone, by=request.user)
    messages.success(request, "Der Meilenstein gilt wieder.")
    return redirect(page_of(measure, "milestone-list"))


def _milestone(request: SignedInRequest, number: str, pk: int) -> tuple[Measure, Milestone]:
    measure = editable(request, number)
    return measure, get_object_or_404(Milestone.objects.filter(measure=measure), pk=pk)
