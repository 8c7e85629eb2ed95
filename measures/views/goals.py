"""Pages of by what a goal is measured, and of judging a goal or a measure."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.exports import goal_file
from measures.forms.goal_gauges import GoalGaugeForm
from measures.forms.judgements import JudgementForm
from measures.forms.parts import ReasonForm
from measures.models import GoalGauge
from measures.selectors.goals_achieved import achieved_by_goal
from measures.selectors.history import chronicle_of_gauge
from measures.selectors.judgements import offices_of_goal
from measures.services.goal_gauges import add_gauge, change_gauge, remove_gauge
from measures.services.judgements import judge
from measures.views.parts import PART_FORM, crumbs, editable, part_context
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.foundation.spreadsheets.writing import download
from success_factors.models import Goal
from success_factors.views.editions import GOALS_CRUMB
from success_factors.views.goals import goals_asked_for

PER_PAGE = 50


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@fair_share
def goal_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """What the list of goals shows with the same filters, all pages of it."""
    goals = goals_asked_for(request)[1]
    return download(goal_file(goals, achieved_by_goal(goals, request.user), suffix), f"ziele.{suffix}")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def gauge_create(request: SignedInRequest, goal: int) -> HttpResponse:
    """Say by which number a goal is measured. A double click makes one."""
    row = _goal(request, goal)
    form = GoalGaugeForm(form_data(request), goal=row, initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return add_gauge(row, by=request.user, values=form.values(), submission_key=key)

    done = "Das Ziel wird jetzt auch daran gemessen."
    return form_page(request, form, save, PART_FORM, _context(row, "Messgröße anlegen"), done=done)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def gauge_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the values and days; a second writer sees both versions."""
    gauge = _gauge(request, pk)
    form = GoalGaugeForm(form_data(request), goal=gauge.goal, row=gauge)

    def save() -> Any:
        return change_gauge(gauge, by=request.user, expected_version=version_of(form), values=form.values())

    context = _context(gauge.goal, "Messgröße bearbeiten") | {"remove_url": reverse("measures:gauge-remove", args=[pk])}
    stored = lambda row: GoalGaugeForm(goal=row.goal, row=row)  # noqa: E731
    return form_page(request, form, save, PART_FORM, context, stored=stored)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def gauge_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Measure a goal no longer by a number, and say why."""
    gauge = _gauge(request, pk)
    form = ReasonForm(form_data(request))

    def save() -> Any:
        return remove_gauge(gauge, by=request.user, reason=form.cleaned_data["reason"])

    context = _context(gauge.goal, "Messgröße entfernen")
    context |= {"explanation": f"Das Ziel wird dann nicht mehr an „{gauge}“ gemessen. Die Werte selbst bleiben."}
    done = "Die Messgröße ist entfernt."
    return form_page(request, form, save, PART_FORM, context, back=gauge.goal, done=done)


@require_safe
@require_permission(Permission.MAINTAIN_CONCEPT)
def gauge_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who changed which value or day."""
    gauge = _gauge(request, pk)
    context = _context(gauge.goal, "Änderungsverlauf der Messgröße")
    return render(request, "measures/chronicle.html", {"page_obj": _page(request, chronicle_of_gauge(gauge))} | context)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT, Permission.EDIT_OWN_MEASURES)
def goal_judge(request: SignedInRequest, goal: int) -> HttpResponse:
    """Judge a goal: as the Integrationsbüro, or for an office that works on it."""
    row = _goal(request, goal)
    is_office = request.user.access.has(Permission.MAINTAIN_CONCEPT)
    offices = [] if is_office else offices_of_goal(row, request.user)
    if not is_office and not offices:
        raise PermissionDenied
    form = JudgementForm(form_data(request), offices=offices, initial=_initial())

    def save() -> Any:
        return judge(row, by=request.user, **form.values())

    done = "Ihre Einschätzung ist gespeichert. Frühere bleiben sichtbar."
    return form_page(request, form, save, PART_FORM, _context(row, "Ziel einschätzen"), back=row, done=done)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_judge(request: SignedInRequest, number: str) -> HttpResponse:
    """Judge a measure as the Integrationsbüro; what its office thinks stands in its Sachstand."""
    measure = editable(request, number)
    form = JudgementForm(form_data(request), initial=_initial())

    def save() -> Any:
        return judge(measure, by=request.user, **form.values())

    back = measure.get_absolute_url()
    context = {
        "page_title": "Maßnahme einschätzen",
        "breadcrumbs": crumbs(measure, "Einschätzen"),
        "explanation": "Sie steht neben der Selbsteinschätzung der Fachdienststelle und ersetzt sie nicht.",
    }
    done = "Ihre Einschätzung ist gespeichert. Frühere bleiben sichtbar."
    return form_page(request, form, save, PART_FORM, part_context(measure, back) | context, back=back, done=done)


def _initial() -> dict[str, Any]:
    return {"submission_key": uuid.uuid4(), "judged_on": timezone.localdate()}


def _goal(request: SignedInRequest, pk: int) -> Goal:
    goals = Goal.objects.visible_to(request.user).select_related("guiding_goal__edition")
    return get_object_or_404(goals, pk=pk)


def _gauge(request: SignedInRequest, pk: int) -> GoalGauge:
    gauges = GoalGauge.objects.visible_to(request.user)
    return get_object_or_404(gauges.select_related("goal", "indicator", "key_figure__measure"), pk=pk)


def _page(request: SignedInRequest, chronicle: Any) -> Any:
    return Paginator(chronicle.entries(), PER_PAGE).get_page(request.GET.get("seite"))


def _context(goal: Goal, title: str) -> dict[str, Any]:
    way = [GOALS_CRUMB, ("Ziel", goal.get_absolute_url()), (title, "")]
    return {"page_title": title, "subject": goal.text, "breadcrumbs": way, "back": goal.get_absolute_url()}
