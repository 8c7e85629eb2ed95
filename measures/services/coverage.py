"""Saying of a crossing of the matrices that nothing is needed there, and why."""

from django.db import transaction

from measures.models import CoverageNote
from measures.selectors.crossings import Crossing
from measures.services.parts import need_reason
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import created, save_values


@transaction.atomic
def accept_gap(crossing: Crossing, *, by: User, reason: str) -> CoverageNote:
    """Where nothing runs at `crossing`, it is no gap, for the `reason`; one that was given before is replaced.

    Raises Incomplete without a reason.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    need_reason(reason, "Bitte sagen Sie, warum hier kein Bedarf besteht.")
    return _noted(crossing, by, reason.strip())


@transaction.atomic
def count_as_gap(crossing: Crossing, *, by: User) -> CoverageNote | None:
    """Where nothing runs at `crossing`, it is a gap again; the history keeps why it was none."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    return _noted(crossing, by, "") if CoverageNote.objects.filter(**crossing.columns).exists() else None


def _noted(crossing: Crossing, by: User, reason: str) -> CoverageNote:
    there = CoverageNote.objects.select_for_update(of=("self",)).filter(**crossing.columns).first()
    if there is None:
        return created(CoverageNote(**crossing.columns, reason=reason), by=by)
    return save_values(there, {"reason": reason}, by=by)
