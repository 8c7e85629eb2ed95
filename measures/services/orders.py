"""Beschlusskontrolle: how far the administration is with what a Gremium ordered, noted with its day."""

import datetime as dt
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from measures.enums import SETTLED_ORDERS
from measures.models import Resolution, ResolutionEvent
from measures.models.resolution import SETTLED_BEFORE_RESOLVED
from measures.services.question_mails import tell_who_asked
from measures.workflows import ORDER_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.saving import locked, save_as

NOTE: Final = "note"
BY_THE_OFFICE_ONLY: Final = frozenset({"drop"})


@transaction.atomic
def report_order(
    resolution: Resolution, *, by: User, step: str, text: str, noted_on: dt.date | None = None
) -> ResolutionEvent:
    """What `by` tells about the order of `resolution`: a NOTE changes no state, any other `step` is of ORDER_WORKFLOW.

    An answer after the deadline counts, and says how late it is. Who asked a question that is settled now has a mail.
    Raises PermissionDenied from somebody whose order it
    is not, Refused for a step that is not possible, Incomplete without text, ValidationError for a day in the future
    or before the resolution.
    """
    current = locked(resolution)
    _ensure_may_report(current, by, step)
    day = noted_on or timezone.localdate()
    _check_day(current, day)
    if not text.strip():
        raise Incomplete({"text": "Bitte schreiben Sie, was geschehen ist. Ein Satz genügt."})
    before = current.state
    if step != NOTE:
        current.state = ORDER_WORKFLOW.check(step, before, text).target
        is_settled = current.state in SETTLED_ORDERS
        current.settled_on, current.outcome = (day, text.strip()) if is_settled else (None, "")
        save_as(current, ["state", "settled_on", "outcome"], by=by)
    event = current.events.create(
        actor=by, transition=step, from_state=before, to_state=current.state, comment=text.strip(), noted_on=day
    )
    if step != NOTE:
        tell_who_asked(current, event)
    return event


def _ensure_may_report(resolution: Resolution, by: User, step: str) -> None:
    if not resolution.order_text:
        raise Refused("Dieser Beschluss trägt der Verwaltung nichts auf. Bitte ergänzen Sie zuerst den Auftrag.")
    if not Resolution.objects.reportable_by(by).filter(pk=resolution.pk).exists():
        raise PermissionDenied
    if step in BY_THE_OFFICE_ONLY:
        ensure(by, Permission.MAINTAIN_MEASURES)


def _check_day(resolution: Resolution, day: dt.date) -> None:
    if day > timezone.localdate():
        raise ValidationError({"noted_on": "Der Tag liegt in der Zukunft. Bitte tragen Sie ein, was schon gilt."})
    if day < resolution.resolved_date:
        raise ValidationError({"noted_on": SETTLED_BEFORE_RESOLVED})
