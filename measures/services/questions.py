"""Writing the free questions of a round."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from measures.enums import RoundState
from measures.models import ReportingRound, RoundQuestion
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, removed

FIELDS = ("text", "help_text", "kind", "is_required")
MOST = 12


@transaction.atomic
def add_question(reporting_round: ReportingRound, *, by: User, values: Mapping[str, Any]) -> RoundQuestion:
    """The draft asks this question too, after the others. Raises Refused once the round is open."""
    current = _draft(reporting_round, by)
    if current.questions.count() >= MOST:
        raise Refused(
            f"Mehr als {MOST} Zusatzfragen kosten die Fachdienststellen zu viel Zeit. Bitte streichen Sie eine."
        )
    last = current.questions.aggregate(last=Max("position"))["last"] or 0
    question = RoundQuestion(
        round=current, position=last + 1, **{name: values[name] for name in FIELDS if name in values}
    )
    return created(question, by=by)


@transaction.atomic
def remove_question(question: RoundQuestion, *, by: User) -> None:
    """The draft no longer asks this question; its history stays."""
    _draft(question.round, by)
    removed(question, by=by)


def _draft(reporting_round: ReportingRound, by: User) -> ReportingRound:
    ensure(by, Permission.MANAGE_ROUNDS)
    current = locked(reporting_round)
    if current.state != RoundState.DRAFT:
        raise Refused("Die Runde ist schon geöffnet. Fragen lassen sich nur im Entwurf hinzufügen oder entfernen.")
    return current
