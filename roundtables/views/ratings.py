"""Pages of ratings: all runs, one run with its result, open, rate, close."""

import uuid
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page
from neuss_integration.foundation.words.nouns import count_of
from roundtables.forms.ratings import OpenRatingForm, RateForm, chosen_seat
from roundtables.models import RatingRun, RoundTable, TableMember
from roundtables.querysets.needs import READING
from roundtables.selectors.ratings import (
    office_seats,
    own_ratings,
    results_of,
    runs_for,
    seats_of,
    turnout,
    without_open_rating,
)
from roundtables.services.ratings import close_rating, open_rating, rate
from roundtables.views.needs import LIST_CRUMB, TABLES_CRUMB
from roundtables.workflows.needs import RATING_WORKFLOW

PER_PAGE: Final = 50
RUNS_CRUMB: Final = ("Bewertungen", reverse_lazy("roundtables:rating-list"))


@require_safe
@require_permission(*READING)
def rating_list(request: SignedInRequest) -> HttpResponse:
    """The runs of the person's tables, open ones first."""
    manages = request.user.access.has(Permission.MANAGE_TABLES)
    tables = without_open_rating() if manages else RoundTable.objects.none()
    context = {
        "page_title": "Bewertungen der Bedarfe",
        "breadcrumbs": [TABLES_CRUMB, LIST_CRUMB, ("Bewertungen", "")],
        "page_obj": Paginator(runs_for(request.user), PER_PAGE).get_page(request.GET.get("seite")),
        "tables": list(tables),
    }
    return render(request, "roundtables/rating_list.html", context)


@require_safe
@require_permission(*READING)
def rating_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How many rated, and after the end the picture and the ranks. Nobody is shown what somebody else gave."""
    run = _run(request, pk)
    context = {
        "page_title": run.title,
        "run": run,
        "turnout": turnout(run),
        "office_seats": office_seats(run, request.user) if run.is_open else [],
        "results": list(results_of(run)),
        "needs": list(run.needs.order_by("number")) if run.is_open else [],
        "may_rate": run.is_open and bool(seats_of(run, request.user)),
        "manages": request.user.access.has(Permission.MANAGE_TABLES),
        "timeline": RATING_WORKFLOW.timeline(run.events.select_related("actor").order_by("-at", "-pk")),
        "breadcrumbs": [TABLES_CRUMB, LIST_CRUMB, RUNS_CRUMB, (run.title, "")],
    }
    return render(request, "roundtables/rating_detail.html", context)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def rating_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a run at a Runder Tisch."""
    table = get_object_or_404(RoundTable.objects.inside_of(request.user), pk=pk)
    year = timezone.localdate().year
    initial = {"submission_key": uuid.uuid4(), "title": f"Bedarfe {year}"}
    form = OpenRatingForm(form_data(request), table=table, initial=initial)

    def save() -> Any:
        return open_rating(table, by=request.user, **form.cleaned_data)

    crumbs = [TABLES_CRUMB, LIST_CRUMB, RUNS_CRUMB, ("Öffnen", "")]
    context = {"page_title": "Bewertung öffnen", "subject": table.name, "breadcrumbs": crumbs}
    done = "Die Bewertung ist offen. Die Mitglieder können jetzt bewerten."
    return form_page(request, form, save, "roundtables/need_form.html", context, done=done)


@form_methods
@require_permission(*READING)
def rating_rate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how important and urgent the needs are, or enter what a member without an account said."""
    run = _run(request, pk)
    own, for_others = seats_of(run, request.user), office_seats(run, request.user)
    if not own and not for_others:
        raise PermissionDenied
    seat = chosen_seat([*own, *for_others], request.GET.get("sitz", ""))
    given = own_ratings(run, seat, by_office=seat not in own)
    form = RateForm(form_data(request), needs=run.needs.order_by("number"), given=given)

    def save() -> Any:
        return rate(run, by=request.user, seat=seat, given=form.given())

    context = _rate_context(run, form, own if seat in own else for_others, seat) | {"is_own": seat in own}
    return form_page(
        request,
        form,
        save,
        "roundtables/rating_rate.html",
        context,
        back=run,
        done=lambda count: rated_in_words(count, seat, is_own=seat in own),
    )


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def rating_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a run; the result stands."""
    run = _run(request, pk)
    return button(
        request,
        lambda: close_rating(run, by=request.user),
        back=run,
        done="Die Bewertung ist geschlossen. Das Ergebnis steht auf dieser Seite.",
    )


def _run(request: SignedInRequest, pk: int) -> RatingRun:
    return get_object_or_404(RatingRun.objects.visible_to(request.user).select_related("round_table"), pk=pk)


def rated_in_words(count: int, seat: TableMember, *, is_own: bool) -> str:
    """What is stored now, for the person who rated or for the office."""
    needs = count_of(count, "Bedarf", dative=True)
    whose = "Ihre Bewertung" if is_own else f"die Bewertung von {seat.organisation}"
    return f"Danke. Gespeichert ist {whose} zu {needs}."


def _rate_context(run: RatingRun, form: RateForm, seats: list[Any], seat: Any) -> dict[str, Any]:
    return {
        "page_title": "Bedarfe bewerten",
        "run": run,
        "form": form,
        "seats": seats,
        "seat": seat,
        "breadcrumbs": [TABLES_CRUMB, RUNS_CRUMB, (run.title, run.get_absolute_url()), ("Bewerten", "")],
    }
