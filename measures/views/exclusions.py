"""Pages of the Koordination about what a round leaves out."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from measures.enums import RoundState
from measures.forms.questions import ExcludeForm
from measures.models import Measure
from measures.selectors.exclusions import excludable_measures
from measures.services import exclusions
from measures.views.round_tasks import crumbs_of, round_for
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page
from neuss_integration.foundation.words.nouns import count_of


@form_methods
@require_permission(Permission.MANAGE_ROUNDS)
def round_exclude(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leaves single measures out, with a reason; the page says what follows."""
    reporting_round = round_for(request, pk)
    offered = excludable_measures(reporting_round) if reporting_round.state != RoundState.CLOSED else []
    form = ExcludeForm(form_data(request), offered=offered, initial={"measures": request.GET.getlist("massnahme")})

    def save() -> int:
        return exclusions.exclude_measures(reporting_round, by=request.user, **form.cleaned_data)

    context = {"page_title": "Maßnahmen ausnehmen", "round": reporting_round, "offered": offered}
    return form_page(
        request,
        form,
        save,
        "measures/round_exclude.html",
        context | {"breadcrumbs": crumbs_of(reporting_round, "Ausnehmen")},
        back=f"{reporting_round.get_absolute_url()}#ausgenommen",
        done=lambda count: f"Aus der Runde genommen: {count_of(count, 'Maßnahme')}.",
        field="measures",
    )


@require_POST
@require_permission(Permission.MANAGE_ROUNDS)
def round_take_in(request: SignedInRequest, pk: int, measure: int) -> HttpResponse:
    """Asks about an excluded measure again."""
    reporting_round = round_for(request, pk)
    found = get_object_or_404(Measure.objects.visible_to(request.user), pk=measure)
    back = f"{reporting_round.get_absolute_url()}#ausgenommen"
    done = f"„{found.title}“ gehört wieder zur Runde."
    return button(
        request,
        lambda: exclusions.take_in(reporting_round, found, by=request.user),
        back=back,
        done=lambda was: done if was else "Diese Maßnahme war nicht ausgenommen.",
    )
