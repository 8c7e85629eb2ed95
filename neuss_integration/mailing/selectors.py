"""Reading mails."""

from django.db.models import Count, Max, QuerySet

from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail, SendingPause


def unreachable() -> set[str]:
    """Addresses whose last mail was refused or came back; one query. One that goes out makes them reachable again."""
    ended = Mail.objects.filter(state__in=(MailState.SENT, MailState.BOUNCED)).order_by()
    latest = ended.values("address").annotate(last=Max("pk")).values("last")
    bad = Mail.objects.filter(pk__in=latest, state=MailState.BOUNCED)
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
