"""What becomes of a gap: a draft measure made of it, a measure there is, or the reason why none."""

from typing import Any, Final

from django.db import transaction

from measures.enums import MeasureKind, MeasureState
from measures.models import CheckAnswer, GapFollowUp, Measure
from measures.models.office_check import MEASURE_OR_REASON, OPENING_OF_SERVICES
from measures.services.measure import create_measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.saving import created, locked, removed, save_values
from success_factors.models import SuccessFactor

NO_GAP: Final = "Das ist keine Lücke: Die Fachdienststelle hat hier inzwischen anders geantwortet."
LONGEST_TITLE: Final = 200


@transaction.atomic
def measure_of_gap(answer: CheckAnswer, *, by: User) -> Measure:
    """A draft measure that tells of the gap and is linked with it; the one that is linked already, on a second click.

    Raises Refused when the answer is no gap.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = _locked_gap(answer)
    known = GapFollowUp.objects.filter(answer=current).select_related("measure").first()
    if known is not None and known.measure is not None:
        return known.measure
    measure = create_measure(by=by, values=_draft_of(current))
    _write(current, known, {"measure": measure, "reason": ""}, by)
    return measure


@transaction.atomic
def follow_up(answer: CheckAnswer, *, by: User, measure: Measure | None, reason: str) -> GapFollowUp:
    """The gap is linked with `measure`, or `reason` says why none comes of it; what stood there before is history.

    Raises Incomplete without either, Refused with both or when the answer is no gap.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current, why = _locked_gap(answer), reason.strip()
    if measure is None and not why:
        raise Incomplete({"measure": MEASURE_OR_REASON})
    if measure is not None and why:
        raise Refused(MEASURE_OR_REASON)
    known = GapFollowUp.objects.select_for_update(of=("self",)).filter(answer=current).first()
    return _write(current, known, {"measure": measure, "reason": why}, by)


@transaction.atomic
def take_back_follow_up(answer: CheckAnswer, *, by: User) -> None:
    """The gap is open again; the measure stays as it is."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    known = GapFollowUp.objects.filter(answer=locked(answer)).first()
    if known is not None:
        removed(known, by=by)


def _locked_gap(answer: CheckAnswer) -> CheckAnswer:
    """One at a time decides on a gap. Raises Refused where it is none any more."""
    current = locked(answer)
    if not current.is_gap:
        raise Refused(NO_GAP)
    return current


def _draft_of(answer: CheckAnswer) -> dict[str, Any]:
    check, question = answer.office_check, answer.question
    told = f"{check.check_year}, {check.department}: „{question}“ – {answer.words}."
    factor = SuccessFactor.objects.filter(number=OPENING_OF_SERVICES)
    return {
        "title": f"{question.short_name}: {check.department}"[:LONGEST_TITLE],
        "kind": MeasureKind.STRUCTURE,
        "state": MeasureState.IDEA,
        "field_of_action": question.field_of_action,
        "success_factors": list(factor),
        "lead_department": check.department,
        "initial_situation": f"{told}\n\n{answer.note}".strip(),
    }


def _write(answer: CheckAnswer, known: GapFollowUp | None, values: dict[str, Any], by: User) -> GapFollowUp:
    if known is None:
        return created(GapFollowUp(answer=answer, **values), by=by)
    return save_values(known, values, by=by)
