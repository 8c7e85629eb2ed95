"""Pages that change a section of the Steckbrief: ties, contact, text for the public, evaluation."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from measures.forms.parts import EvaluationForm, ReasonForm
from measures.forms.sections import ContactForm, MeasureSectionForm, PublicTextForm, TiesForm
from measures.models import Evaluation, Measure
from measures.services.evaluation import evaluate, release_public_text, withdraw_public_text
from measures.services.measure import update_measure
from measures.views.parts import EDITING, PART_FORM, crumbs, editable, page_of, part_context
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.pages import button, form_methods, form_page
from neuss_integration.foundation.words.city_terms import worded


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_ties(request: SignedInRequest, number: str) -> HttpResponse:
    """Goals, predecessor, related measures and legal basis."""
    measure, user = editable(request, number), request.user
    form = TiesForm(form_data(request), measure=measure, user=user)
    context = {"page_title": "Ziele und Zusammenhänge", "breadcrumbs": crumbs(measure, "Ziele und Zusammenhänge")}
    context |= part_context(measure, measure.get_absolute_url())
    back = measure.get_absolute_url()
    return form_page(
        request,
        form,
        lambda: _update(request, measure, form),
        PART_FORM,
        context,
        back=back,
        stored=lambda row: TiesForm(measure=row, user=user),
    )


@form_methods
@require_permission(*EDITING)
def measure_contact(request: SignedInRequest, number: str) -> HttpResponse:
    measure = editable(request, number)
    form = ContactForm(form_data(request), measure=measure)
    context = {
        "page_title": "Ansprechperson",
        "breadcrumbs": crumbs(measure, "Ansprechperson"),
        "explanation": worded("Diese Angaben sehen nur {office.nominative} und die federführende Fachdienststelle."),
    }
    context |= part_context(measure, measure.get_absolute_url())
    back = measure.get_absolute_url()
    return form_page(
        request,
        form,
        lambda: _update(request, measure, form),
        PART_FORM,
        context,
        back=back,
        stored=lambda row: ContactForm(measure=row),
    )


@form_methods
@require_permission(*EDITING)
def public_text(request: SignedInRequest, number: str) -> HttpResponse:
    """The text for the public, and beside it whether it is released."""
    measure = editable(request, number)
    form = PublicTextForm(form_data(request), measure=measure)
    context = {
        "page_title": "Text für die Öffentlichkeit",
        "breadcrumbs": crumbs(measure, "Öffentlichkeit"),
        "may_release": request.user.access.has(Permission.MAINTAIN_MEASURES),
    }
    context |= part_context(measure, page_of(measure, "public-text"))
    back = page_of(measure, "public-text")
    return form_page(
        request,
        form,
        lambda: _update(request, measure, form),
        "measures/public_text.html",
        context,
        back=back,
        stored=lambda row: PublicTextForm(measure=row),
    )


@require_POST
@require_permission(Permission.MAINTAIN_MEASURES)
def public_text_release(request: SignedInRequest, number: str) -> HttpResponse:
    """Everybody may read the text as it was shown."""
    measure, version = editable(request, number), request.POST.get("version", "")

    def release() -> None:
        try:
            release_public_text(measure, by=request.user, expected_version=int(version) if version.isdecimal() else 0)
        except Refused as refusal:
            raise Refused(f"{refusal} Bitte lesen Sie den Text noch einmal, bevor Sie ihn freigeben.") from refusal

    return button(request, release, back=page_of(measure, "public-text"), done="Der Text ist freigegeben.")


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def public_text_withdraw(request: SignedInRequest, number: str) -> HttpResponse:
    """The text is no longer shown to everybody."""
    measure = editable(request, number)
    form = ReasonForm(form_data(request), submit_label="Freigabe zurücknehmen")

    def save() -> Any:
        return withdraw_public_text(measure, by=request.user, reason=form.cleaned_data["reason"])

    back = page_of(measure, "public-text")
    context = {
        "page_title": "Freigabe zurücknehmen",
        "breadcrumbs": crumbs(measure, ("Öffentlichkeit", back), "Zurücknehmen"),
        "explanation": "Der Text bleibt stehen, wird aber nicht mehr veröffentlicht.",
    }
    return form_page(request, form, save, PART_FORM, part_context(measure, back) | context, back=back)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def evaluation_edit(request: SignedInRequest, number: str) -> HttpResponse:
    """What came of a measure that has ended."""
    measure = editable(request, number)
    form = EvaluationForm(form_data(request), row=Evaluation.objects.filter(measure=measure).first())

    def save() -> Any:
        version = form.cleaned_data["version"] or 0
        return evaluate(measure, by=request.user, expected_version=version, values=form.values())

    context = {"page_title": "Auswertung", "breadcrumbs": crumbs(measure, "Auswertung")}
    context |= part_context(measure, measure.get_absolute_url())
    back = measure.get_absolute_url()
    return form_page(
        request,
        form,
        save,
        "measures/evaluation_form.html",
        context,
        back=back,
        stored=lambda row: EvaluationForm(row=row),
    )


def _update(request: SignedInRequest, measure: Measure, form: MeasureSectionForm) -> Measure:
    version = form.cleaned_data["version"] or 0
    return update_measure(measure, by=request.user, expected_version=version, values=form.values())
