"""Pages of the Standortbestimmung: assess a criterion, correct a wrong judgement, see all of a factor."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.editing import form_methods
from neuss_integration.foundation.forms.refusals import refusals_in
from success_factors.enums import Level
from success_factors.forms.assessment import AssessmentForm, CorrectionForm
from success_factors.models import Assessment, Criterion, SuccessFactor
from success_factors.selectors.standing import factors_with_assessments, judgements_that_hold, level_chart
from success_factors.services.assessments import assess_criterion, correct_assessment
from success_factors.views.factors import FACTORS_CRUMB


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def assessment_history(request: SignedInRequest, number: int) -> HttpResponse:
    """All judgements of a factor with day, reason and author, also the corrected ones."""
    factor = get_object_or_404(factors_with_assessments(), number=number)
    context = {
        "page_title": "Standortbestimmung",
        "factor": factor,
        "parts": [(each, level_chart(each, judgements_that_hold(each))) for each in factor.criteria.all()],
        "may_assess": request.user.access.has(Permission.MAINTAIN_CONCEPT),
        "breadcrumbs": [*_crumbs(factor)[:-1], ("Standortbestimmung", "")],
    }
    return render(request, "success_factors/assessment_history.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def assessment_create(request: SignedInRequest, number: int, position: int) -> HttpResponse:
    """Say where the city stands on one criterion."""
    criteria = Criterion.objects.select_related("factor")
    criterion = get_object_or_404(criteria, factor__number=number, position=position)
    form = AssessmentForm(
        form_data(request), initial={"submission_key": uuid.uuid4(), "assessed_on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            key = form.cleaned_data["submission_key"]
            made = assess_criterion(criterion, by=request.user, values=form.values(), submission_key=key)
            messages.success(request, f"Eingeschätzt: {Level(made.level).label}.")
            return redirect("success_factors:assessment-history", criterion.factor.number)
    held = Assessment.objects.filter(criterion=criterion).standing().newest_first().select_related("author").first()
    return _form_page(request, form, criterion, "Kriterium einschätzen", last=held)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def assessment_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a right judgement in the place of a wrong one, which stays visible."""
    visible = Assessment.objects.visible_to(request.user).select_related("criterion__factor", "author")
    wrong = get_object_or_404(visible, pk=pk)
    initial = {name: getattr(wrong, name) for name in ("level", "assessed_on", "rationale", "evidence")}
    form = CorrectionForm(form_data(request), initial=initial | {"submission_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = form.cleaned_data
            correct_assessment(
                wrong, by=request.user, values=form.values(), reason=given["correction_reason"],
                submission_key=given["submission_key"],
            )  # fmt: skip
            messages.success(request, "Die Einschätzung ist berichtigt. Die frühere bleibt im Verlauf sichtbar.")
            return redirect("success_factors:assessment-history", wrong.criterion.factor.number)
    return _form_page(request, form, wrong.criterion, "Einschätzung berichtigen", last=wrong)


def _form_page(
    request: HttpRequest, form: AssessmentForm, criterion: Criterion, title: str, *, last: Assessment | None
) -> HttpResponse:
    context = {
        "page_title": title,
        "form": form,
        "criterion": criterion,
        "last": last,
        "breadcrumbs": [*_crumbs(criterion.factor), (title, "")],
    }
    return render(request, "success_factors/assessment_form.html", context)


def _crumbs(factor: SuccessFactor) -> list[tuple[str, Any]]:
    return [
        FACTORS_CRUMB,
        (f"Erfolgsfaktor {factor.number}", reverse("success_factors:factor-detail", args=[factor.number])),
        ("Standortbestimmung", reverse("success_factors:assessment-history", args=[factor.number])),
    ]
