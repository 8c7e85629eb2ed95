"""Pages that change a section of the Steckbrief: ties, contact, text for the public, evaluation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from measures.forms.parts import EvaluationForm, ReasonForm
from measures.forms.sections import ContactForm, MeasureSectionForm, PublicTextForm, TiesForm
from measures.models import Evaluation, Measure
from measures.services.evaluation import evaluate, release_public_text, withdraw_public_text
from measures.services.measure import update_measure
from measures.views.parts import EDITING, crumbs, editable, keep, page_of
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.editing import form_methods


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_ties(request: SignedInRequest, number: str) -> HttpResponse:
    """Goals, predecessor, related measures and legal basis."""
    measure, user = editable(request, number), request.user
    form = TiesForm(form_data(request), measure=measure, user=user)
    context = {"page_title": "Ziele und Zusammenhänge", "breadcrumbs": crumbs(measure, "Ziele und Zusammenhänge")}
    return keep(
        request, measure, form, lambda: _update(request, measure, form), back=measure.get_absolute_url(),
        context=context, stored=lambda row: TiesForm(measure=row, user=user),
    )  # fmt: skip


@form_methods
@require_permission(*EDITING)
def measure_contact(request: SignedInRequest, number: str) -> HttpResponse:
    measure = editable(request, number)
    form = ContactForm(form_data(request), measure=measure)
    context = {
        "page_title": "Ansprechperson",
        "breadcrumbs": crumbs(measure, "Ansprechperson"),
        "explanation": "Diese Angaben sehen nur das Integrationsbüro und die federführende Fachdienststelle.",
    }
    return keep(
        request, measure, form, lambda: _update(request, measure, form), back=measure.get_absolute_url(),
        context=context, stored=lambda row: ContactForm(measure=row),
    )  # fmt: skip


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
    return keep(
        request, measure, form, lambda: _update(request, measure, form), back=page_of(measure, "public-text"),
        context=context, stored=lambda row: PublicTextForm(measure=row), template="measures/public_text.html",
    )  # fmt: skip


@require_POST
@require_permission(Permission.MAINTAIN_MEASURES)
def public_text_release(request: SignedInRequest, number: str) -> HttpResponse:
    """Everybody may read the text as it was shown."""
    measure, version = editable(request, number), request.POST.get("version", "")
    try:
        release_public_text(measure, by=request.user, expected_version=int(version) if version.isdecimal() else 0)
        messages.success(request, "Der Text ist freigegeben.")
    except Refused as refusal:
        messages.error(request, f"{refusal} Bitte lesen Sie den Text noch einmal, bevor Sie ihn freigeben.")
    return redirect(page_of(measure, "public-text"))


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def public_text_withdraw(request: SignedInRequest, number: str) -> HttpResponse:
    """The text is no longer shown to everybody."""
    measure = editable(request, number)
    form = ReasonForm(form_data(request), submit_label="Freigabe zurücknehmen")

    def save() -> object:
        return withdraw_public_text(measure, by=request.user, reason=form.cleaned_data["reason"])

    back = page_of(measure, "public-text")
    context = {
        "page_title": "Freigabe zurücknehmen",
        "breadcrumbs": crumbs(measure, ("Öffentlichkeit", back), "Zurücknehmen"),
        "explanation": "Der Text bleibt stehen, wird aber nicht mehr veröffentlicht.",
    }
    return keep(request, measure, form, save, back=back, context=context)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def evaluation_edit(request: SignedInRequest, number: str) -> HttpResponse:
    """What came of a measure that has ended."""
    measure = editable(request, number)
    form = EvaluationForm(form_data(request), row=Evaluation.objects.filter(measure=measure).first())

    def save() -> object:
        version = form.cleaned_data["version"] or 0
        return evaluate(measure, by=request.user, expected_version=version, values=form.values())

    context = {"page_title": "Auswertung", "breadcrumbs": crumbs(measure, "Auswertung")}
    return keep(
        request, measure, form, save, back=measure.get_absolute_url(), context=context,
        stored=lambda row: EvaluationForm(row=row), template="measures/evaluation_form.html",
    )  # fmt: skip


def _update(request: SignedInRequest, measure: Measure, form: MeasureSectionForm) -> Measure:
    version = form.cleaned_data["version"] or 0
    return update_measure(measure, by=request.user, expected_version=version, values=form.values())
