"""What the pages of everything that belongs to a measure share: one form, one service, conflicts, the way back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy

from measures.models import Measure
from measures.selectors.measures import get_or_404
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.editing import saved

EDITING = (Permission.MAINTAIN_MEASURES, Permission.EDIT_OWN_MEASURES)
LIST_CRUMB = ("Maßnahmen", reverse_lazy("measures:measure-list"))


def editable(request: SignedInRequest, number: str) -> Measure:
    """The measure, if the person keeps it; 404 otherwise."""
    return get_or_404(Measure.objects.editable_by(request.user).select_related("lead_department"), number)


def page_of(measure: Measure, name: str, *more: Any) -> str:
    return reverse(f"measures:{name}", args=[measure.number, *more])


def crumbs(measure: Measure, *here: tuple[str, Any] | str) -> list[tuple[str, Any]]:
    """The way to a page of the measure; a bare string is this page."""
    steps = [(each, "") if isinstance(each, str) else each for each in here]
    return [LIST_CRUMB, (measure.number, measure.get_absolute_url()), *steps]


def keep(
    request: SignedInRequest,
    measure: Measure,
    form: forms.BaseForm,
    save: Callable[[], object],
    *,
    back: str,
    context: dict[str, Any],
    template: str = "measures/part_form.html",
    stored: Callable[[Any], forms.BaseForm] | None = None,
    done: str = "Gespeichert.",
    field: str | None = None,
) -> HttpResponse:
    """The page of a form whose data `save` stores; a refusal stands in the form, a second writer sees both versions.

    `stored` makes the same form over the row as it is now.
    """
    shown = {"measure": measure, "form": form, "subject": str(measure), "back": back}
    return saved(request, form, lambda _: save(), back=back, stored=stored, done=done, field=field) or render(
        request, template, shown | context
    )
