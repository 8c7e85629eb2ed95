"""What the pages of everything that belongs to a measure share: who may, the way back, and what their forms show."""

from typing import Any

from django.urls import reverse, reverse_lazy

from measures.models import Measure
from measures.selectors.measures import get_or_404
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.requests import SignedInRequest

EDITING = (Permission.MAINTAIN_MEASURES, Permission.EDIT_OWN_MEASURES)
PART_FORM = "measures/part_form.html"
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


def part_context(measure: Measure, back: str) -> dict[str, Any]:
    """What the page of a form below a measure shows besides its own."""
    return {"measure": measure, "subject": str(measure), "back": back}
