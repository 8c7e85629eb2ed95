"""Pages of the Standortbestimmung: assess a criterion, correct a wrong judgement, see all of a factor."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page
from success_factors.enums import Level
from success_factors.forms.assessment import AssessmentForm, CorrectionForm
from success_factors.models import Assessment, Criterion, SuccessFactor
from success_factors.selectors.standing import factors_with_assessments, judgements_that_hold, level_chart
from success_factors.services.assessments import assess_criterion, correct_assessment
from success_factors.views.factors import FACTORS_CRUMB

FORM_PAGE = "success_factors/assessment_form.html"


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
    held = Assessment.objects.filter(criterion=criterion).standing().newest_first().select_related("author").first()

    def save() -> Assessment:
        key = form.cleaned_data["submission_key"]
        return assess_criterion(criterion, by=request.user, values=form.values(), submission_key=key)

    context = _context(criterion, "Kriterium einschätzen", last=held)
    back = reverse("success_factors:assessment-history", args=[criterion.factor.number])
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=back,
        done=lambda made: f"Eingeschätzt: {Level(made.level).label}.",
    )


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def assessment_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a right judgement in the place of a wrong one, which stays visible."""
    visible = Assessment.objects.visible_to(request.user).select_related("criterion__factor", "author")
    wrong = get_object_or_404(visible, pk=pk)
    initial = {name: getattr(wrong, name) for name in ("level", "assessed_on", "rationale", "evidence")}
    form = CorrectionForm(form_data(request), initial=initial | {"submission_key": uuid.uuid4()})

    def save() -> Assessment:
        given = form.cleaned_data
        return correct_assessment(
            wrong,
            by=request.user,
            values=form.values(),
            reason=given["correction_reason"],
            submission_key=given["submission_key"],
        )

    done = "Die Einschätzung ist berichtigt. Die frühere bleibt im Verlauf sichtbar."
    context = _context(wrong.criterion, "Einschätzung berichtigen", last=wrong)
    back = reverse("success_factors:assessment-history", args=[wrong.criterion.factor.number])
    return form_page(request, form, save, FORM_PAGE, context, back=back, done=done)


def _context(criterion: Criterion, title: str, *, last: Assessment | None) -> dict[str, object]:
    crumbs = [*_crumbs(criterion.factor), (title, "")]
    return {"page_title": title, "criterion": criterion, "last": last, "breadcrumbs": crumbs}


def _crumbs(factor: SuccessFactor) -> list[tuple[str, Any]]:
    return [
        FACTORS_CRUMB,
        (f"Erfolgsfaktor {factor.number}", reverse("success_factors:factor-detail", args=[factor.number])),
        ("Standortbestimmung", reverse("success_factors:assessment-history", args=[factor.number])),
    ]
