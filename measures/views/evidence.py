"""The page that links a Standortbestimmung with its Belege."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from measures.forms.evidence import EvidenceForm
from measures.services.evidence import add_evidence
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.editing import form_methods
from neuss_integration.foundation.forms.refusals import refusals_in
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
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = add_evidence(assessment, by=request.user, **form.cleaned_data)
            messages.success(request, f"{count_of(made, 'Beleg')} {'ist' if made == 1 else 'sind'} verknüpft.")
            return redirect(back)
    context = {
        "page_title": "Belege verknüpfen",
        "form": form,
        "assessment": assessment,
        "factor": factor,
        "breadcrumbs": [
            ("Erfolgsfaktoren", reverse("success_factors:factor-list")),
            ("Standortbestimmung", back),
            ("Belege", ""),
        ],
    }
    return render(request, "measures/evidence_form.html", context)
