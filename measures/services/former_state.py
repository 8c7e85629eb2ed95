"""The state of a measure before a change that can be taken back: it comes again with its own reason and day."""

import datetime as dt
from collections.abc import Sequence

from measures.models import Measure
from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.saving import locked, take_step
from neuss_integration.foundation.records.workflow import Transition


def former_state(measure: Measure) -> list[str]:
    """State, reason and day of `measure`, as JSON can keep them."""
    return [measure.state, measure.state_reason, str(measure.state_since or "")]


def restore_state(measure: Measure, former: Sequence[str], *, by: User, reason: str = "") -> Measure:
    """`measure` has the state, reason and day of `former_state` again; its event keeps who did it, and the `reason`.

    Called inside a transaction. It is no step of the workflow: whatever led here leads back.
    """
    current = locked(measure)
    state, current.state_reason, since = former
    current.state_since = dt.date.fromisoformat(since) if since else None
    step = Transition("undo", "Rückgängig gemacht", frozenset({current.state}), state)
    take_step(current, step, by=by, reason=reason, also=["state_reason", "state_since"])
    return current
