"""A crossing of the matrices where nothing runs: begin something there, or say why nothing is needed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from measures.enums import MeasureState
from measures.forms.parts import ReasonForm
from measures.selectors.crossings import Crossing, crossing_at, gap_url, measures_at, note_at
from measures.selectors.history import chronicle_of_coverage
from measures.services.coverage import accept_gap, count_as_gap
from measures.views.parts import PART_FORM
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page

MATRIX_CRUMB = ("Lücken im Konzept", reverse_lazy("success_factors:matrix-fields"))
DISTRICTS_CRUMB = ("Lücken in den Stadtteilen", reverse_lazy("success_factors:matrix-districts"))
EXPLANATION = "Solange hier nichts läuft, zählt das Feld dann nicht als Lücke; die Matrix zeigt „kein Bedarf“."
PER_PAGE = 20


@require_safe
@require_permission(Permission.VIEW_MEASURES)
def coverage_detail(request: SignedInRequest, field: int, crossing: str) -> HttpResponse:
    """What there is at the crossing, and whether nothing is needed there."""
    cell = crossing_at(field, crossing)
    found, note = measures_at(cell, request.user), note_at(cell)
    may_edit = request.user.access.has(Permission.MAINTAIN_CONCEPT)
    trail = chronicle_of_coverage(note).entries() if note and may_edit else []
    context = _context(cell, f"{cell.field} und {cell.name}") | {
        "crossing": cell,
        "note": note if note and note.reason else None,
        "running": found.pop(MeasureState.RUNNING, 0),
        "others": sum(found.values()),
        "list_url": f"{reverse('measures:measure-list')}?{urlencode(cell.query)}",
        "create_query": urlencode(cell.query),
        "accept_url": gap_url(cell.query, "accept"),
        "reopen_url": gap_url(cell.query, "reopen"),
        "page_obj": Paginator(trail, PER_PAGE).get_page(request.GET.get("seite")),
        "may_edit": may_edit,
        "may_maintain": request.user.access.has(Permission.MAINTAIN_MEASURES),
    }
    return render(request, "measures/coverage_detail.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def coverage_accept(request: SignedInRequest, field: int, crossing: str) -> HttpResponse:
    """Say why nothing is needed there."""
    cell = crossing_at(field, crossing)
    note = note_at(cell)
    initial = {"reason": note.reason if note else ""}
    form = ReasonForm(form_data(request), initial=initial, submit_label="Kein Bedarf festhalten")

    def save() -> Any:
        return accept_gap(cell, by=request.user, reason=form.cleaned_data["reason"])

    context = _context(cell, "Kein Bedarf", cell) | {"subject": f"{cell.field} und {cell.name}", "back": _url(cell)}
    context["explanation"] = EXPLANATION
    done = "Das Feld zählt nicht mehr als Lücke."
    return form_page(request, form, save, PART_FORM, context, back=_url(cell), done=done)


@require_POST
@require_permission(Permission.MAINTAIN_CONCEPT)
def coverage_reopen(request: SignedInRequest, field: int, crossing: str) -> HttpResponse:
    """It counts as a gap again."""
    cell = crossing_at(field, crossing)
    done = "Das Feld zählt wieder als Lücke."
    return button(request, lambda: count_as_gap(cell, by=request.user), back=_url(cell), done=done)


def _url(cell: Crossing) -> str:
    return cell.get_absolute_url()


def _context(cell: Crossing, title: str, above: Crossing | None = None) -> dict[str, Any]:
    first = MATRIX_CRUMB if cell.factor else DISTRICTS_CRUMB
    way = [(f"{above.field} und {above.name}", _url(above))] if above else []
    return {"page_title": title, "breadcrumbs": [first, *way, (title, "")]}
