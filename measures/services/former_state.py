"""The state of a measure before a change that can be taken back: it comes again with its own reason and day."""

import datetime as dt
from collections.abc import Mapping, Sequence

from measures.models import Measure, MeasureEvent
from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.history_records import save_together, store_steps


def former_state(measure: Measure) -> list[str]:
    """State, reason and day of `measure`, as JSON can keep them."""
    return [measure.state, measure.state_reason, str(measure.state_since or "")]


def restore_state(measure: Measure, former: Sequence[str], *, by: User, reason: str = "") -> Measure:
    """`measure` has the state, reason and day of `former_state` again; its event keeps who did it, and the `reason`.

    Called inside a transaction. It is no step of the workflow: whatever led here leads back.
    """
    return restore_states({measure.pk: former}, by=by, reason=reason)[measure.pk]


def restore_states(formers: Mapping[int, Sequence[str]], *, by: User, reason: str = "") -> dict[int, Measure]:
    """What `restore_state` does, for all measures of these keys, in a number of queries that hardly grows with them."""
    current = list(Measure.objects.select_for_update(of=("self",)).filter(pk__in=formers).order_by("pk"))
    events = []
    for each in current:
        before, (each.state, each.state_reason, since) = each.state, formers[each.pk]
        each.state_since = dt.date.fromisoformat(since) if since else None
        told = {"actor": by, "transition": "undo", "from_state": before, "to_state": each.state}
        events.append(MeasureEvent(measure=each, comment=reason.strip(), **told))
    save_together([(each, ["state", "state_reason", "state_since"]) for each in current], by=by)
    if events:
        store_steps(events)
    return {each.pk: each for each in current}
