"""Pages of reporting rounds, for the Koordination."""

import uuid
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from measures.enums import ASKED_STATES, OUTSTANDING_STATES, RoundState
from measures.forms.rounds import ReopenForm, ReportFilter, RoundForm, copied_round
from measures.models import Referral, ReportingRound
from measures.selectors.contacts import newly_selected, overlapping_rounds, preview_of
from measures.selectors.exclusions import exclusions_of
from measures.selectors.grave_steps import closing_follows, opening_follows
from measures.selectors.rounds import reports_of, response_statuses_of, rounds_for, sum_of, trail_of
from measures.services import rounds
from measures.workflows import ROUND_WORKFLOW
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.city.models import Department
from neuss_integration.foundation.calendar.holidays import due_warning
from neuss_integration.foundation.forms.pages import confirmed, form_methods, form_page
from neuss_integration.foundation.ui.lists import filters_without

PER_PAGE: Final = 50
REPORTS_PER_PAGE: Final = 20
LIST_CRUMB: Final = ("Berichtsrunden", reverse_lazy("measures:round-list"))


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
def round_list(request: SignedInRequest) -> HttpResponse:
    """All rounds with their return rate."""
    page = Paginator(rounds_for(request.user), PER_PAGE).get_page(request.GET.get("seite"))
    context = {"page_title": "Berichtsrunden", "page_obj": page, "rounds": page.object_list}
    return render(request, "measures/round_list.html", context)


@require_permission(Permission.MANAGE_ROUNDS)
def round_create(request: SignedInRequest) -> HttpResponse:
    """A new round in draft."""
    first = copied_round(ReportingRound.objects.visible_to(request.user), request.GET.get("von", ""))
    form = RoundForm(form_data(request), initial={**first, "submission_key": uuid.uuid4()})

    def save() -> ReportingRound:
        key = form.cleaned_data["submission_key"]
        return rounds.create_round(by=request.user, values=form.values(), submission_key=key)

    context = {"page_title": "Neue Berichtsrunde", "breadcrumbs": [LIST_CRUMB, ("Neu", "")]}
    done = "Die Berichtsrunde ist als Entwurf angelegt. Noch wurde niemand gefragt."
    return form_page(request, form, save, "measures/round_form.html", context, done=done)


@require_permission(Permission.MANAGE_ROUNDS)
def round_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Title, period, due date and instructions of a round that is not closed."""
    reporting_round = _round(request, pk)
    form = RoundForm(form_data(request), instance=_round(request, pk))

    def save() -> ReportingRound:
        return rounds.update_round(reporting_round, by=request.user, values=form.values())

    crumbs = [LIST_CRUMB, (reporting_round.title, reporting_round.get_absolute_url()), ("Bearbeiten", "")]
    context = {"page_title": "Berichtsrunde bearbeiten", "round": reporting_round, "breadcrumbs": crumbs}
    done = "Die Berichtsrunde ist gespeichert."
    return form_page(request, form, save, "measures/round_form.html", context, back=reporting_round, done=done)


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
@cached_page(by_person=True)
def round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who still owes what, the reports, what happened, and the next step."""
    reporting_round = _round(request, pk)
    context = {
        "page_title": reporting_round.title,
        "round": reporting_round,
        "states": ASKED_STATES,
        "events": trail_of(reporting_round.events.all(), ROUND_WORKFLOW),
        "questions": list(reporting_round.questions.all()),
        "exclusions": exclusions_of(reporting_round),
        "reminders": list(reporting_round.reminders.select_related("round")),
        "due_warning": due_warning(reporting_round.due_on) if reporting_round.state != RoundState.CLOSED else "",
        "breadcrumbs": [LIST_CRUMB, (reporting_round.title, "")],
        **(
            _asking(reporting_round)
            if reporting_round.state == RoundState.DRAFT
            else _returned(request, reporting_round)
        ),
    }
    return render(request, "measures/round_detail.html", context)


def _asking(reporting_round: ReportingRound) -> dict[str, Any]:
    """What the opening of a draft will do."""
    return {"will_ask": preview_of(reporting_round), "overlapping_rounds": overlapping_rounds(reporting_round)}


def _returned(request: SignedInRequest, reporting_round: ReportingRound) -> dict[str, Any]:
    """Who answered, who still owes what, and how that went before."""
    standings = response_statuses_of(reporting_round)
    is_open = reporting_round.state == RoundState.OPEN
    return {
        "standings": standings,
        "sum": sum_of(standings),
        "referrals": list(_referrals(request, reporting_round)) if is_open else [],
        "newly_selected": newly_selected(reporting_round).count() if is_open else 0,
        **_reports(request, reporting_round),
    }


def _referrals(request: SignedInRequest, reporting_round: ReportingRound) -> Any:
    found = Referral.objects.visible_to(request.user).pending().filter(report__round=reporting_round)
    return found.select_related("report__measure", "report__round", "department", "proposed")


@form_methods
@require_permission(Permission.MANAGE_ROUNDS)
def round_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks the offices, after a page that names them."""
    reporting_round = _round(request, pk)
    context = _grave(reporting_round, "Berichtsrunde öffnen?", "Runde öffnen")
    if request.method != "POST":
        context |= opening_follows(reporting_round, preview_of(reporting_round)) | {"counted_how": "ruecklauf"}

    def act() -> ReportingRound:
        return rounds.open_round(reporting_round, by=request.user)

    return confirmed(request, act, context, back=reporting_round, done=_opened)


def _opened(reporting_round: ReportingRound) -> str:
    count = reporting_round.reports.count()
    measures = "einer Maßnahme" if count == 1 else f"{count} Maßnahmen"
    return f"Die Berichtsrunde ist offen. Gefragt ist nach {measures}."


@form_methods
@require_permission(Permission.MANAGE_ROUNDS)
def round_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ends the round, after a page that names what stays unanswered."""
    reporting_round = _round(request, pk)
    context = _grave(reporting_round, "Berichtsrunde schließen?", "Runde schließen")
    if request.method != "POST":
        context |= closing_follows(reporting_round) | {"counted_how": "ruecklauf"}
    return confirmed(
        request,
        lambda: rounds.close_round(reporting_round, by=request.user),
        context,
        back=reporting_round,
        done="Die Berichtsrunde ist geschlossen.",
    )


@form_methods
@require_permission(Permission.MANAGE_ROUNDS)
def round_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throws a draft away that nobody was asked by."""
    reporting_round = _round(request, pk)
    context = _grave(reporting_round, "Entwurf verwerfen?", "Entwurf verwerfen")
    context["consequences"] = ["Die Runde ist mit Texten, Fragen und Erinnerungen weg. Gefragt wurde noch niemand."]
    return confirmed(
        request,
        lambda: rounds.discard_round(reporting_round, by=request.user),
        context,
        back=reporting_round,
        done=f"Der Entwurf „{reporting_round.title}“ ist verworfen.",
        then=reverse("measures:round-list"),
    )


def _grave(reporting_round: ReportingRound, title: str, label: str) -> dict[str, Any]:
    crumbs = [LIST_CRUMB, (reporting_round.title, reporting_round.get_absolute_url()), (label, "")]
    return {"page_title": title, "subject": reporting_round.title, "confirm_label": label, "breadcrumbs": crumbs}


@require_permission(Permission.MANAGE_ROUNDS)
def round_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks again in a closed round."""
    reporting_round = _round(request, pk)
    form = ReopenForm(form_data(request))

    def save() -> ReportingRound:
        return rounds.reopen_round(reporting_round, by=request.user, **form.cleaned_data)

    crumbs = [LIST_CRUMB, (reporting_round.title, reporting_round.get_absolute_url()), ("Wieder öffnen", "")]
    context = {"page_title": "Berichtsrunde wieder öffnen", "round": reporting_round, "breadcrumbs": crumbs}
    done = "Die Berichtsrunde ist wieder offen."
    return form_page(request, form, save, "measures/round_reopen.html", context, back=reporting_round, done=done)


def _round(request: SignedInRequest, pk: int) -> ReportingRound:
    return get_object_or_404(ReportingRound.objects.visible_to(request.user), pk=pk)


def _reports(request: SignedInRequest, reporting_round: ReportingRound) -> dict[str, Any]:
    """The filtered list of reports with its filter form, chips and page."""
    offices = Department.objects.filter(pk__in=reporting_round.reports.asked().order_by().values("department"))
    form = ReportFilter(request.GET, offices=offices)
    form.is_valid()
    found, chips = reports_of(reporting_round), []
    if office := form.cleaned_data.get("fachdienststelle"):
        found = found.filter(department=office)
        chips.append((office.name, filters_without(request, "fachdienststelle")))
    label, states = form.states()
    if states:
        found = found.filter(state__in=states)
        chips.append((label, filters_without(request, "status")))
    page = Paginator(found, REPORTS_PER_PAGE).get_page(request.GET.get("seite"))
    return {
        "filter_form": form,
        "chips": chips,
        "outstanding": OUTSTANDING_STATES,
        "page_obj": page,
        "reports": page.object_list,
    }
