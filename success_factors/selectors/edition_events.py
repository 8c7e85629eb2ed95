"""What was added to an edition and taken out of it, from the history of its parts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from neuss_integration.city.models import Organisation
from neuss_integration.foundation.records.history import NOBODY
from success_factors.models import ConceptEdition, Goal, GuidingGoal, Participation

ADDED, CHANGED, REMOVED = "+", "~", "-"
WORDS = {ADDED: "angelegt", CHANGED: "geändert", REMOVED: "gelöscht"}


@dataclass(frozen=True, slots=True)
class EditionEvent:
    """One line of the timeline."""

    when: dt.datetime
    who: str
    title: str
    comment: str


def edition_events(edition: ConceptEdition) -> list[EditionEvent]:
    """Leitziele, goals and participations of `edition` that came, changed or went, newest first; five queries.

    What changed of a goal stands on the page of the goal; here it is only named when it came or went.
    """
    parts = list(GuidingGoal.history.filter(edition=edition).values_list("id", flat=True).distinct())
    kinds = (
        ("Leitziel", GuidingGoal.history.filter(edition=edition), WORDS),
        ("Ziel", Goal.history.filter(guiding_goal__in=parts, history_type__in=[ADDED, REMOVED]), WORDS),
        ("Beteiligung", Participation.history.filter(edition=edition), WORDS | {ADDED: "eingetragen"}),
    )
    organisations = Organisation.objects.in_bulk(
        edition.participations.model.history.filter(edition=edition, organisation__isnull=False).values_list(
            "organisation", flat=True
        )
    )
    events = [event for kind, rows, words in kinds for event in _events(kind, rows, words, organisations)]
    return sorted(events, key=lambda event: event.when, reverse=True)


def _events(
    kind: str, rows: Any, words: dict[str, str], organisations: dict[int, Organisation]
) -> Iterator[EditionEvent]:
    for row in rows.select_related("history_user"):
        name = getattr(row, "title", "") or getattr(row, "text", "") or getattr(row, "name", "")
        name = name or str(organisations.get(getattr(row, "organisation_id", None) or 0, ""))
        who = str(row.history_user or NOBODY)
        yield EditionEvent(row.history_date, who, f"{kind} {words[row.history_type]}", name)
