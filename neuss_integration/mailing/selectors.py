"""Reading mails."""

import datetime as dt

from django.db.models import Count, F, Max, Min, QuerySet

from neuss_integration.mailing.enums import MailState, Refusal
from neuss_integration.mailing.models import BarrierReport, Mail, MailServer, SendingPause


def unreachable() -> set[str]:
    """Addresses whose last mail was refused or came back; one query. One that goes out makes them reachable again.

    A server that refuses our sender or the content says nothing about the address.
    """
    ended = Mail.objects.filter(state__in=(MailState.SENT, MailState.BOUNCED)).order_by()
    latest = ended.values("address").annotate(last=Max("pk")).values("last")
    bad = Mail.objects.filter(pk__in=latest, state=MailState.BOUNCED, refusal__in=("", Refusal.RECIPIENT))
    return {address.lower() for address in bad.values_list("address", flat=True)}


def current_pause() -> SendingPause | None:
    """The pause that holds now, with who began it; one query."""
    return SendingPause.objects.filter(is_current=True).select_related("started_by").first()


def logged(state: str = "") -> QuerySet[Mail]:
    """All mails, or those in one state, the latest first; one query."""
    found = Mail.objects.select_related("recipient").order_by("-created_at", "-pk")
    return found.filter(state=state) if state else found


def counts_of() -> list[tuple[MailState, int]]:
    """How many mails are in each state that occurs; one query."""
    found = dict(Mail.objects.order_by().values_list("state").annotate(Count("pk")))
    return [(state, found[state]) for state in MailState if state in found]


def mail_server() -> MailServer:
    """How the mail server behaves; one query. One that was never asked has not failed."""
    return MailServer.objects.first() or MailServer(pk=1)


def barrier_reports() -> QuerySet[BarrierReport]:
    """All reported barriers, open ones first; one query."""
    return BarrierReport.objects.select_related("settled_by").order_by(
        F("settled_at").asc(nulls_first=True), "-created_at", "-pk"
    )


def oldest_due(now: dt.datetime) -> dt.datetime | None:
    """Since when the mail that waits longest could have gone out; one query."""
    return Mail.objects.filter(state=MailState.QUEUED, due_at__lte=now).aggregate(first=Min("due_at"))["first"]
