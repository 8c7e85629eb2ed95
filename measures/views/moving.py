"""Moving a card of the board: one step of the workflow, with the board as answer."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from measures.enums import MeasureState
from measures.models import Measure
from measures.selectors.measures import get_or_404
from measures.services.bulk_undo import Undo
from measures.services.moving import move_measure
from measures.views.undoing import BOARD, board_at, remember_undo, with_undo
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.pages import button


@require_POST
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_move(request: SignedInRequest) -> HttpResponse:
    """Moves the measure whose button was pressed; a step that needs a reason asks for it on its own page."""
    query = request.POST.get("query", "")
    number, seen, target = (request.POST.get("karte", "").split() + [""] * 3)[:3]
    measure = get_or_404(Measure.objects.editable_by(request.user), number)
    step = MEASURE_WORKFLOW.step_to(measure.state, target)
    if step and step.needs_reason and measure.state == seen:
        way = reverse("measures:measure-state", args=[measure.number])
        return redirect(f"{way}?{urlencode({'schritt': step.name, BOARD: query})}")

    def move() -> Undo | None:
        if target not in MeasureState:
            raise Refused("Bitte wählen Sie, wohin die Maßnahme verschoben werden soll.")
        undo = move_measure(measure, by=request.user, seen=seen, target=target)
        remember_undo(request, [undo] if undo else [])
        return undo

    done = f"{measure.number} ist jetzt „{MeasureState(target).label}“." if target in MeasureState else ""
    return button(request, move, back=board_at(query), done=lambda _: with_undo(done, board=query))
