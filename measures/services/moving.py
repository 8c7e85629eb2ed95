"""Moving one measure to another state, as a card of the board is moved."""

from django.db import transaction

from measures.enums import MeasureState
from measures.models import Measure
from measures.services.bulk_undo import Undo
from measures.services.former_state import former_state
from measures.services.measure import apply_transition
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked


@transaction.atomic
def move_measure(measure: Measure, *, by: User, seen: str, target: str) -> Undo | None:
    """`measure` took the step that leads from the state that was `seen` to `target`; what takes it back.

    None when it stands there already, as after a double click. Raises Refused when somebody changed the state since,
    when no step leads there, or when the step needs a reason.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(measure)
    if current.state == target:
        return None
    here = current.get_state_display()
    if current.state != seen:
        raise Refused(f"Inzwischen hat sich der Status geändert: {current.number} ist jetzt „{here}“.")
    if (step := MEASURE_WORKFLOW.step_to(current.state, target)) is None:
        raise Refused(f"Von „{here}“ führt kein Schritt zu „{MeasureState(target).label}“.")
    former = former_state(current)
    moved = apply_transition(current, MEASURE_WORKFLOW.check(step.name, current.state), by=by, reason="")
    return Undo(moved.pk, moved.version, {}, former)


def undo_of_step(before: Measure, after: Measure) -> list[Undo]:
    """What takes the step from `before` to `after` back; nothing where it was taken before, or more was saved."""
    return [Undo(after.pk, after.version, {}, former_state(before))] if after.version == before.version + 1 else []
