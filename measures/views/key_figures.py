"""Pages of Kennzahlen and their values."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from measures.forms.parts import KeyFigureForm, KeyFigureValueForm, ReasonForm
from measures.models import KeyFigure, KeyFigureValue, Measure
from measures.selectors.key_figures import key_figure_rows
from measures.selectors.profile import figures_with_values
from measures.services import key_figures as services
from measures.views.parts import EDITING, PART_FORM, crumbs, editable, page_of, part_context
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page


@require_safe
@require_permission(*EDITING)
def key_figure_list(request: SignedInRequest, number: str) -> HttpResponse:
    """The Kennzahlen of a measure with their values, to keep them."""
    measure = editable(request, number)
    context = {
        "page_title": "Kennzahlen",
        "subject": str(measure),
        "measure": measure,
        "breadcrumbs": crumbs(measure, "Kennzahlen"),
        "figures": key_figure_rows(figures_with_values().filter(measure=measure), inside=True),
    }
    return render(request, "measures/key_figure_list.html", context)


@form_methods
@require_permission(*EDITING)
def key_figure_create(request: SignedInRequest, number: str) -> HttpResponse:
    measure = editable(request, number)
    form = KeyFigureForm(form_data(request), initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return services.add_key_figure(measure, by=request.user, values=form.values(), submission_key=key)

    back = page_of(measure, "key-figure-list")
    context = {"page_title": "Kennzahl anlegen", "breadcrumbs": crumbs(measure, ("Kennzahlen", back), "Anlegen")}
    return form_page(request, form, save, PART_FORM, part_context(measure, back) | context, back=back)


@form_methods
@require_permission(*EDITING)
def key_figure_edit(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Change what is counted, baseline or target."""
    measure, figure = _figure(request, number, pk)
    form = KeyFigureForm(form_data(request), row=figure)

    def save() -> Any:
        version = form.cleaned_data["version"] or 0
        return services.change_key_figure(figure, by=request.user, expected_version=version, values=form.values())

    back = page_of(measure, "key-figure-list")
    context = {
        "page_title": "Kennzahl bearbeiten",
        "breadcrumbs": crumbs(measure, ("Kennzahlen", back), "Bearbeiten"),
    }
    context |= part_context(measure, back)
    return form_page(request, form, save, PART_FORM, context, back=back, stored=lambda row: KeyFigureForm(row=row))


@form_methods
@require_permission(*EDITING)
def key_figure_end(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Say that a Kennzahl is no longer collected, and why."""
    measure, figure = _figure(request, number, pk)
    form = ReasonForm(form_data(request), submit_label="Nicht mehr erheben")

    def save() -> Any:
        return services.end_key_figure(figure, by=request.user, reason=form.cleaned_data["reason"])

    back = page_of(measure, "key-figure-list")
    context = {
        "page_title": f"„{figure}“ nicht mehr erheben",
        "breadcrumbs": crumbs(measure, ("Kennzahlen", back), "Beenden"),
        "explanation": "Die Werte, die es gibt, bleiben stehen. In neuen Sachstandsberichten wird nicht mehr gefragt.",
    }
    return form_page(request, form, save, PART_FORM, part_context(measure, back) | context, back=back)


@require_POST
@require_permission(*EDITING)
def key_figure_resume(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """A Kennzahl is collected again."""
    measure, figure = _figure(request, number, pk)
    return button(
        request,
        lambda: services.resume_key_figure(figure, by=request.user),
        back=page_of(measure, "key-figure-list"),
        done="Die Kennzahl wird wieder erhoben.",
    )


@form_methods
@require_permission(*EDITING)
def value_create(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """One more value of a Kennzahl."""
    measure, figure = _figure(request, number, pk)
    form = KeyFigureValueForm(form_data(request), initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return services.record_value(figure, by=request.user, submission_key=key, **form.values())

    back = page_of(measure, "key-figure-list")
    context = {
        "page_title": f"Wert erfassen: {figure} ({figure.unit})",
        "breadcrumbs": crumbs(measure, ("Kennzahlen", back), "Wert erfassen"),
        "explanation": figure.definition,
    }
    return form_page(request, form, save, PART_FORM, part_context(measure, back) | context, back=back)


@form_methods
@require_permission(*EDITING)
def value_edit(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Correct a value, and say why."""
    measure, value = _value(request, number, pk)
    form = KeyFigureValueForm(form_data(request), row=value)

    def save() -> Any:
        given = form.cleaned_data
        return services.correct_value(
            value,
            by=request.user,
            expected_version=given["version"] or 0,
            period=given["period"],
            number=given["value"],
            note=given["note"],
            reason=given["reason"],
        )

    back = page_of(measure, "key-figure-list")
    context = {
        "page_title": f"Wert berichtigen: {value.key_figure}",
        "breadcrumbs": crumbs(measure, ("Kennzahlen", back), "Wert berichtigen"),
        "remove_url": page_of(measure, "key-figure-value-remove", pk),
    }
    context |= part_context(measure, back)
    return form_page(request, form, save, PART_FORM, context, back=back, stored=lambda row: KeyFigureValueForm(row=row))


@form_methods
@require_permission(*EDITING)
def value_remove(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Take a wrong value out, and say why."""
    measure, value = _value(request, number, pk)
    form = ReasonForm(form_data(request))

    def save() -> Any:
        return services.remove_value(value, by=request.user, reason=form.cleaned_data["reason"])

    back = page_of(measure, "key-figure-list")
    context = {
        "page_title": f"Wert für {value.period} entfernen",
        "breadcrumbs": crumbs(measure, ("Kennzahlen", back), "Wert entfernen"),
        "explanation": "Nur für falsche Werte. Im Änderungsverlauf bleibt der Wert mit Ihrer Begründung stehen.",
    }
    return form_page(
        request, form, save, PART_FORM, part_context(measure, back) | context, back=back, done="Der Wert ist entfernt."
    )


def _figure(request: SignedInRequest, number: str, pk: int) -> tuple[Measure, KeyFigure]:
    measure = editable(request, number)
    return measure, get_object_or_404(KeyFigure.objects.filter(measure=measure), pk=pk)


def _value(request: SignedInRequest, number: str, pk: int) -> tuple[Measure, KeyFigureValue]:
    measure = editable(request, number)
    values = KeyFigureValue.objects.select_related("key_figure__measure").filter(key_figure__measure=measure)
    return measure, get_object_or_404(values, pk=pk)
