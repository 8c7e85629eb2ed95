"""Asking for the Sachstand of measures ticked in the list: the light is told there, nobody sets it for many."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from measures.catalogue.listing import TICKED
from measures.enums import RoundState
from measures.models import ReportingRound
from measures.views.measure import LIST_CRUMB
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
def progress_ask(request: SignedInRequest) -> HttpResponse:
    """The open rounds that can take the ticked measures; where there is only one, its page with those ticked."""
    ticked = QueryDict(mutable=True)
    ticked.setlist(TICKED, request.GET.getlist(TICKED))
    found = ReportingRound.objects.visible_to(request.user).filter(state=RoundState.OPEN).order_by("due_on", "pk")
    rounds = [(each, f"{reverse('measures:round-add', args=[each.pk])}?{ticked.urlencode()}") for each in found]
    if len(rounds) == 1:
        return redirect(rounds[0][1])
    context = {
        "page_title": "Sachstand erfragen",
        "rounds": rounds,
        "breadcrumbs": [LIST_CRUMB, ("Sachstand erfragen", "")],
    }
    return render(request, "measures/progress_ask.html", context)
