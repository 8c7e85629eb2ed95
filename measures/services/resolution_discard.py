"""A resolution that was entered by mistake: of another Gremium, twice, or never made."""

from django.db import transaction

from measures.models import Consultation, Resolution, ResolutionEvent
from measures.services.dependents import names_of_dependents, remove_followed
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, removed


@transaction.atomic
def discard_resolution(resolution: Resolution, *, by: User) -> None:
    """`resolution` is gone with its Beratungsfolge and the order that nobody told anything about; the history stays.

    Raises Refused when a Fassung or a proposal rests on it, a report names it, or its order has notes.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(resolution)
    if refusal := why_not_discarded(current):
        raise Refused(refusal)
    for part in (*current.consultations.all(), *current.events.all()):
        removed(part, by=by)
    remove_followed(current, by=by)


def why_not_discarded(resolution: Resolution) -> str:
    """What rests on `resolution` and what helps instead; empty when it may be discarded."""
    found = names_of_dependents(resolution, besides=[Consultation, ResolutionEvent])
    if resolution.adopts_id:
        found.append("die beschlossene Fassung des Integrationskonzepts")
    if resolution.events.exclude(transition="order").exists():
        found.append("Vermerke zum Auftrag")
    if resolution.answer_released_at:
        found.append("die veröffentlichte Antwort")
    if not found:
        return ""
    return (
        f"An diesem Eintrag hängt schon etwas: {', '.join(found)}. Er lässt sich darum nicht verwerfen. "
        "Bitte berichtigen Sie ihn unter „Bearbeiten“."
    )
