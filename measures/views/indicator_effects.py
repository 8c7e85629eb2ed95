"""Pages of the effects of a measure on indicators of the city."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from measures.forms.indicator_effects import IndicatorEffectForm
from measures.forms.parts import ReasonForm
from measures.models import IndicatorEffect, Measure
from measures.services.indicator_effects import add_effect, change_effect, remove_effect
from measures.views.parts import EDITING, PART_FORM, crumbs, editable, page_of, part_context
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page

TITLE = "Wirkung auf Indikatoren"


@form_methods
@require_permission(*EDITING)
def effect_list(request: SignedInRequest, number: str) -> HttpResponse:
    """On which indicators the measure is to have an effect, and a form for one more."""
    measure = editable(request, number)
    form = IndicatorEffectForm(form_data(request), initial={"submission_key": uuid.uuid4()})
    context = {
        "page_title": TITLE,
        "breadcrumbs": crumbs(measure, TITLE),
        "effects": measure.indicator_effects.select_related("indicator").order_by("indicator__sort_key"),
    }

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return add_effect(measure, by=request.user, values=form.values(), submission_key=key)

    back = page_of(measure, "effect-list")
    return form_page(request, form, save, "measures/effect_list.html", part_context(measure, back) | context, back=back)


@form_methods
@require_permission(*EDITING)
def effect_edit(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Change the indicator, the kind or the words; a second writer sees both versions."""
    measure, effect = _effect(request, number, pk)
    form = IndicatorEffectForm(form_data(request), row=effect)

    def save() -> Any:
        version = form.cleaned_data["version"] or 0
        return change_effect(effect, by=request.user, expected_version=version, values=form.values())

    back = page_of(measure, "effect-list")
    context = {
        "page_title": "Wirkung bearbeiten",
        "breadcrumbs": crumbs(measure, (TITLE, back), "Bearbeiten"),
        "remove_url": page_of(measure, "effect-remove", pk),
    }
    context |= part_context(measure, back)
    stored = lambda row: IndicatorEffectForm(row=row)  # noqa: E731
    return form_page(request, form, save, PART_FORM, context, back=back, stored=stored)


@form_methods
@require_permission(*EDITING)
def effect_remove(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Untie the measure from an indicator, and say why."""
    measure, effect = _effect(request, number, pk)
    form = ReasonForm(form_data(request))

    def save() -> Any:
        return remove_effect(effect, by=request.user, reason=form.cleaned_data["reason"])

    back = page_of(measure, "effect-list")
    context = {
        "page_title": f"„{effect.indicator}“ entfernen",
        "breadcrumbs": crumbs(measure, (TITLE, back), "Entfernen"),
        "explanation": "Indikator und Werte bleiben. Im Änderungsverlauf der Maßnahme bleibt die Verknüpfung stehen.",
    }
    done = "Die Verknüpfung ist entfernt."
    return form_page(request, form, save, PART_FORM, part_context(measure, back) | context, back=back, done=done)


def _effect(request: SignedInRequest, number: str, pk: int) -> tuple[Measure, IndicatorEffect]:
    measure = editable(request, number)
    effects = IndicatorEffect.objects.filter(measure=measure).select_related("indicator", "measure")
    return measure, get_object_or_404(effects, pk=pk)
