"""The page that hands an office over: what happens, a preview of what moves, then all at once."""

import uuid
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from measures.forms.handover import HandoverForm, SuccessionForm, is_assignment
from measures.models import Handover
from measures.selectors.handover import Movable, handovers_of, movable, remaining_at
from measures.services.handover import hand_over, others_to_move
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.pages import form_methods, form_page

CONFIRM: Final = "confirm"
EDIT: Final = "edit"
PAGE: Final = "measures/handover.html"


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def handover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what becomes of an office, see what moves, confirm; a double click does it once."""
    office, step = get_object_or_404(Department, pk=pk), request.POST.get("step", "")
    chosen = {name: value for name, value in request.POST.items() if is_assignment(name)}
    form = HandoverForm(
        form_data(request),
        office=office,
        initial={"submission_key": uuid.uuid4()},
        carried=chosen if step == EDIT else (),
    )
    found, assign = movable(office), None
    if request.method == "POST" and form.is_valid() and step != EDIT:
        data = request.POST if step == CONFIRM else None
        assign = SuccessionForm(data, found=found, targets=form.targets(), initial=chosen)
        if data and assign.is_valid():

            def save() -> Handover:
                plan, key = form.plan(assign), form.cleaned_data["submission_key"]
                return hand_over(office, by=request.user, plan=plan, submission_key=key)

            back = reverse("maintenance:detail", args=["fachdienststellen", pk])
            context = {"assign": assign, **_about(office, found)}
            return form_page(request, form, save, PAGE, context, back=back, done=_message)
    return render(request, PAGE, {"form": form, "assign": assign, **_about(office, found)})


def _message(done: Handover) -> str:
    return f"„{done.department}“ ist übergeben. Umgezogen sind: {done.extent}. Früheres behält den alten Namen."


def _about(office: Department, found: Movable) -> dict[str, Any]:
    """What the page says of the office, whatever was typed."""
    back = reverse("maintenance:detail", args=["fachdienststellen", office.pk])
    others = others_to_move(office)
    crumbs = [("Stammdaten", reverse("maintenance:index")), (office.name, back), ("Übergabe", "")]
    return {
        "page_title": "Übergabe einer Fachdienststelle",
        "office": office,
        "found": found,
        "others": others,
        "counts": [*found.counts(), *others],
        "remaining": remaining_at(office),
        "handovers": handovers_of(office),
        "breadcrumbs": crumbs,
    }
