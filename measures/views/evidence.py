"""The page that links a Standortbestimmung with its Belege."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from measures.forms.evidence import EvidenceForm
from measures.services.evidence import add_evidence
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page
from neuss_integration.foundation.words.nouns import count_of
from success_factors.models import Assessment


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def evidence_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose measures, goals, indicators and resolutions that speak for a judgement."""
    visible = Assessment.objects.visible_to(request.user).select_related("criterion__factor")
    assessment = get_object_or_404(visible, pk=pk)
    factor, form = assessment.criterion.factor, EvidenceForm(form_data(request))
    back = reverse("success_factors:assessment-history", args=[factor.number])

    def save() -> Any:
        return add_evidence(assessment, by=request.user, **form.cleaned_data)

    way = [("Erfolgsfaktoren", reverse("success_factors:factor-list")), ("Standortbestimmung", back)]
    context = {
        "page_title": "Belege verknüpfen",
        "assessment": assessment,
        "factor": factor,
        "breadcrumbs": [*way, ("Belege", "")],
    }
    return form_page(
        request,
        form,
        save,
        "measures/evidence_form.html",
        context,
        back=back,
        done=lambda made: f"{count_of(made, 'Beleg')} {'ist' if made == 1 else 'sind'} verknüpft.",
    )
