"""Writing the evaluation of a measure and releasing its text for the public."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from measures.enums import ENDED_STATES, MeasureState
from measures.models import Evaluation, Measure
from measures.services import parts
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, locked_at_version, only_fields, save_as

FIELDS: Final = ("rating", "why", "lessons", "carrier_reflection")
RELEASE_FIELDS: Final = ("public_text_released_at", "public_text_released_by", "released_text")
NOTHING_TO_RELEASE: Final = "Es gibt noch keinen Text. Bitte schreiben Sie erst, was die Öffentlichkeit lesen soll."


@transaction.atomic
def evaluate(measure: Measure, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Evaluation:
    """`measure`, which has ended, has an evaluation with the `values` (names of FIELDS); the first or a new wording.

    `expected_version` is 0 for the first. Raises Refused while the measure goes on, Stale when somebody saved since.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(measure)
    if current.state not in ENDED_STATES:
        raise Refused(
            f"Ausgewertet wird, was zu Ende ist. Die Maßnahme ist „{MeasureState(current.state).label}“. "
            "Bitte ändern Sie erst ihren Status."
        )
    fields = only_fields(values, FIELDS)
    existing = Evaluation.objects.filter(measure=current).first()
    if existing is None:
        return created(Evaluation(measure=current, evaluated_by=by, **fields), by=by)
    return parts.changed(existing, by=by, expected_version=expected_version, values=fields)


@transaction.atomic
def release_public_text(measure: Measure, *, by: User, expected_version: int) -> Measure:
    """The text for the public, as it was read in `expected_version`, may be shown to everybody.

    Raises Refused when there is none, Stale when somebody saved since. Releasing twice releases once.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(measure)
    if current.public_text_released_at is not None:
        return current
    current = locked_at_version(measure, expected_version)
    if not current.public_text:
        raise Refused(NOTHING_TO_RELEASE)
    current.public_text_released_at, current.public_text_released_by = timezone.now(), by
    current.released_text = current.public_text
    save_as(current, RELEASE_FIELDS, by=by)
    return current


@transaction.atomic
def withdraw_public_text(measure: Measure, *, by: User, reason: str) -> Measure:
    """The text for the public is no longer shown; the history says why. Raises Incomplete without reason."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    parts.need_reason(reason, "Bitte sagen Sie, warum der Text nicht mehr gezeigt werden soll.")
    current = locked(measure)
    if current.released_text:
        current.public_text_released_at = current.public_text_released_by = None
        current.released_text = ""
        current._change_reason = reason.strip()  # type: ignore[attr-defined]
        save_as(current, RELEASE_FIELDS, by=by)
    return current
