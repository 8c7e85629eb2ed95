"""Throwing a draft of the Integrationskonzept away: what bars it, what goes and what stays."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.dispatch import Signal

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import removed
from neuss_integration.foundation.words.counting import listed
from neuss_integration.foundation.words.nouns import count_of
from success_factors.models import ConceptEdition, Goal
from success_factors.services.drafts import LOCKED, draft
from success_factors.services.goals import take_out
from success_factors.services.revisions import edition_in_force

discard_asked = Signal()
"""May the draft `edition` go? Who refers to it answers with the Barrier that stands against it, or with None."""
edition_discarded = Signal()
"""Within the transaction in which the draft `edition` goes, before it does: who refers to it lets go or refuses."""

RESOLVED: Final = "Zu diesem Entwurf gibt es einen Beschluss. Bitte lösen Sie zuerst die Verknüpfung beim Beschluss."


@dataclass(frozen=True, slots=True)
class Barrier:
    """What bars throwing a draft away and what helps instead, with the name and address of each thing in the way."""

    sentence: str
    ways: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.sentence


@transaction.atomic
def discard_edition(edition: ConceptEdition, *, by: User) -> None:
    """The draft `edition` with all that was written in it is gone; the histories stay.

    What was said about its goals in a Beteiligungsrunde stays there with the answers. Raises Refused when
    something bars it (`what_bars_discarding`).
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = draft(edition)
    if barrier := what_bars_discarding(current):
        raise Refused(str(barrier))
    edition_discarded.send(ConceptEdition, edition=current, by=by)
    for revision in current.goal_revisions.all():
        removed(revision, by=by)
    for goal in Goal.objects.filter(guiding_goal__edition=current):
        take_out(goal, by=by)
    for part in (*current.guiding_goals.all(), *current.participations.all()):
        removed(part, by=by)
    removed(current, by=by)


def what_bars_discarding(edition: ConceptEdition) -> Barrier | None:
    """The first thing that stands against it; None when the draft may be discarded."""
    if not edition.is_draft:
        return Barrier(LOCKED)
    if resolutions := edition.resolutions.order_by("pk"):
        return Barrier(RESOLVED, tuple((str(each), each.get_absolute_url()) for each in resolutions))
    answers: list[Any] = [told for _, told in discard_asked.send(ConceptEdition, edition=edition)]
    return next((told for told in answers if told), None)


def consequences_of_discarding(edition: ConceptEdition) -> list[str]:
    """Sentences: what goes with the draft and what stays."""
    goals = Goal.objects.filter(guiding_goal__edition=edition).count()
    parts = [count_of(goals, "Ziel", dative=True)] if goals else []
    gone = listed([*parts, "allen Leitzielen", "Angaben zur Beteiligung"])
    former = edition_in_force()
    return [
        f"Der Entwurf ist mit {gone} weg; das lässt sich nicht zurücknehmen.",
        "Wer ihn wann verworfen hat, bleibt festgehalten.",
        "Maßnahmen bleiben; nur ihre Zuordnung zu Zielen des Entwurfs geht mit.",
        "Was in einer Beteiligung gesagt und geantwortet wurde, bleibt dort stehen.",
        f"„{former}“ gilt weiter, wie beschlossen." if former else "Eine beschlossene Fassung gibt es noch nicht.",
    ]
