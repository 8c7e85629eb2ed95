"""Pages of the Koordination about the mails of a round: what they will say, what became of them, reminding now."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from measures.enums import ASKED_STATES, RoundMailKind, RoundState
from measures.selectors.outstanding import outstanding_of
from measures.selectors.response_rate import returns_of
from measures.selectors.round_mails import mail_counts, mails_of, samples_of
from measures.selectors.rounds import response_statuses_of, sum_of
from measures.services.reminders import Reminded, remind_missing
from measures.views.round_tasks import crumbs_of, round_for
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.pages import button
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.selectors import current_pause
from neuss_integration.mailing.services import is_sending

PER_PAGE: Final = 50


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
def round_mails(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every mail of the round with its state; what did not arrive comes first."""
    reporting_round = round_for(request, pk)
    page = Paginator(mails_of(reporting_round), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page_title": "Nachrichten der Runde",
        "round": reporting_round,
        "page_obj": page,
        "rows": page.object_list,
        "counts": [(state, count) for state, count in mail_counts(reporting_round) if count],
        "pause": current_pause(),
        "is_sending": is_sending(),
        "troubled": (MailState.FAILED, MailState.UNCERTAIN, MailState.BOUNCED),
        "breadcrumbs": crumbs_of(reporting_round, "Nachrichten"),
    }
    return render(request, "measures/round_mails.html", context)


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
def round_mail_drafts(request: SignedInRequest, pk: int) -> HttpResponse:
    """The invitation and both reminders as an office will get them."""
    reporting_round = round_for(request, pk)
    context = {
        "page_title": "Vorschau der Nachrichten",
        "round": reporting_round,
        "samples": [(RoundMailKind(kind).label, text) for kind, text in samples_of(reporting_round)],
        "breadcrumbs": crumbs_of(reporting_round, "Vorschau"),
    }
    return render(request, "measures/round_mail_drafts.html", context)


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
def round_outstanding(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who still owes what, office by office and person by person, and how the answers came in."""
    reporting_round = round_for(request, pk)
    standings = response_statuses_of(reporting_round)
    context = {
        "page_title": "Wer schuldet noch etwas?",
        "round": reporting_round,
        "round_url": reporting_round.get_absolute_url(),
        "standings": standings,
        "sum": sum_of(standings),
        "states": ASKED_STATES,
        "returns": returns_of(reporting_round),
        "outstanding": outstanding_of(reporting_round) if reporting_round.state == RoundState.OPEN else None,
        "breadcrumbs": crumbs_of(reporting_round, "Rücklauf"),
    }
    return render(request, "measures/round_outstanding.html", context)


@require_POST
@require_permission(Permission.MANAGE_ROUNDS)
def round_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody who still owes is written to; with `fachdienststelle` one office, with `adresse` one person."""
    reporting_round = round_for(request, pk)
    key = request.POST.get("fachdienststelle", "")
    found = Department.objects.filter(progress_reports__round=reporting_round, pk=key if key.isdecimal() else 0)
    office = get_object_or_404(found.distinct()) if key else None
    return button(
        request,
        lambda: remind_missing(
            reporting_round, by=request.user, department=office, address=request.POST.get("adresse", "")
        ),
        back="start" if office and request.POST.get("zurueck") == "start" else reporting_round,
        done=_message,
        warn=_unreachable,
    )


def _unreachable(done: Reminded) -> str:
    names = ", ".join(done.without_contact)
    return f"Nicht erreichbar: {names}. Bitte rufen Sie dort an." if names else ""


def _message(done: Reminded) -> str:
    number = count_of(done.written, "Erinnerung")
    message = {0: "", 1: "Eine Erinnerung ist unterwegs."}.get(done.written, f"{number} sind unterwegs.")
    if done.tomorrow == 1:
        message += " Eine Person hat heute schon eine Nachricht bekommen; die Erinnerung kommt morgen bei ihr an."
    elif done.tomorrow:
        message += f" {done.tomorrow} haben heute schon eine Nachricht bekommen; ihre Erinnerung geht morgen hinaus."
    if done.underway:
        verb = "wartet" if done.underway == 1 else "warten"
        message += f" {count_of(done.underway, 'Nachricht')} {verb} noch auf den Versand."
    return message.strip() or "Hier fehlt nichts mehr; niemand wurde angeschrieben."
