"""Pages of the gaps of the Selbstcheck: a measure made of one, linked with it, or why none."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from measures.forms.office_checks import GapForm
from measures.models import CheckAnswer, OfficeCheck
from measures.services.gap_follow_ups import follow_up, measure_of_gap, take_back_follow_up
from measures.views.office_checks import CRUMB
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def gap_follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Link a measure there is, or say why none."""
    answer = _gap(request, pk)
    known = getattr(answer, "follow_up", None)
    form = GapForm(form_data(request), user=request.user, known=known)

    def save() -> Any:
        return follow_up(answer, by=request.user, **form.cleaned_data)

    check = answer.office_check
    crumbs = [CRUMB, (str(check), check.get_absolute_url()), (answer.question.short_name, "")]
    context = {"page_title": "Was aus der Lücke wird", "answer": answer, "known": known, "breadcrumbs": crumbs}
    return form_page(request, form, save, "measures/gap_form.html", context, back=check, done="Festgehalten.")


@require_POST
@require_permission(Permission.MAINTAIN_MEASURES)
def gap_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a draft measure of the gap; a double click makes one."""
    answer = _gap(request, pk)
    done = "Aus der Lücke ist eine Idee für eine Maßnahme geworden. Bitte ergänzen Sie, was fehlt."
    act = lambda: measure_of_gap(answer, by=request.user)  # noqa: E731
    return button(request, act, back=answer.office_check, done=done, then=lambda measure: measure)


@require_POST
@require_permission(Permission.MAINTAIN_MEASURES)
def gap_open_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Unlink the measure, or take the reason back."""
    answer = _gap(request, pk)
    act = lambda: take_back_follow_up(answer, by=request.user)  # noqa: E731
    return button(request, act, back=answer.office_check, done="Die Lücke ist wieder offen.")


def _gap(request: SignedInRequest, pk: int) -> CheckAnswer:
    seen = OfficeCheck.objects.visible_to(request.user).exclude(submitted_at=None)
    found = CheckAnswer.objects.filter(office_check__in=seen)
    related = ("question", "office_check__department", "office_check__check_year", "follow_up__measure")
    return get_object_or_404(found.select_related(*related), pk=pk)
