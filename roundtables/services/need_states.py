"""What becomes of needs: steps of the workflow, and merging duplicates."""

from collections.abc import Iterable
from typing import Final

from django.db import transaction

from measures.models import Measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import changed_relations, locked, save_as, set_relations, take_step
from neuss_integration.foundation.records.workflow import Transition
from roundtables.enums.needs import NeedState
from roundtables.models import Need, NeedEvent
from roundtables.services.needs import ensure_standing, resolved
from roundtables.workflows.needs import NEED_WORKFLOW

JOINED: Final = ("success_factors", "target_groups", "districts", "measures")


@transaction.atomic
def change_need_state(
    need: Need, *, by: User, transition: str, reason: str = "", measures: Iterable[Measure] = ()
) -> Need:
    """`need` took the named step; "take_over" names the `measures` it lives on in. An event keeps who and why.

    Taken twice by the same person for the same reason, it is taken once. Raises Refused when the step is not
    possible now, lacks its reason or, for "take_over", a measure.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(need)
    ensure_standing(current)
    last = current.events.last()
    if last and (last.transition, last.actor_id, last.comment) == (transition, by.pk, reason.strip()):
        return current
    step = NEED_WORKFLOW.check(transition, current.state, reason)
    return take_need_step(current, step, by=by, reason=reason, measures=measures)


def take_need_step(
    current: Need, step: Transition, *, by: User, reason: str = "", measures: Iterable[Measure] = ()
) -> Need:
    """The checked `step` is taken on the locked `current`; called inside a transaction.

    Raises Refused when it leads into a measure and there is none.
    """
    known = set(current.measures.values_list("pk", flat=True))
    chosen = known | {measure.pk for measure in measures}
    if step.target == NeedState.IN_MEASURE and not chosen:
        raise Refused("Bitte wählen Sie die Maßnahme, in die der Bedarf überführt wird.")
    if chosen != known:
        set_relations(current, {"measures": chosen})
    current.state_reason = reason.strip() if step.needs_reason else ""
    take_step(current, step, by=by, reason=reason, also=["state_reason"])
    return current


@transaction.atomic
def merge_need(need: Need, *, by: User, into: Need, reason: str = "") -> Need:
    """`need` lives on in `into`: both keep their numbers and origins, and both pages name the other.

    When `into` was merged itself, the last one of its chain is taken; what was merged into `need` before follows.
    Places, people, factors and measures of both are joined. Returns the need that stands. Raises Refused when
    both are the same in the end, or belong to different round tables.
    """
    ensure(by, Permission.MANAGE_TABLES)
    locked(need.round_table)  # one merge at a time, else two could merge each into the other
    current, target = locked(need), locked(resolved(Need.objects.get(pk=into.pk)))
    ensure_standing(current)
    _ensure_mergeable(current, target)
    joined = {name: [*getattr(target, name).all(), *getattr(current, name).all()] for name in JOINED}
    set_relations(target, changed_relations(target, joined))
    current.merged_into = target
    save_as(current, ["merged_into"], by=by)
    save_as(target, [], by=by)
    _tell(current, by, f"Geht auf in {target}. {reason}".strip())
    _tell(target, by, f"Hat aufgenommen: {current}. {reason}".strip())
    return target


def _ensure_mergeable(current: Need, target: Need) -> None:
    if target.pk == current.pk:
        raise Refused(
            f"Beide sind am Ende derselbe Bedarf {current.number}. Bitte wählen Sie einen anderen Bedarf aus."
        )
    if target.round_table_id != current.round_table_id:
        raise Refused("Die Bedarfe gehören zu verschiedenen Runden Tischen. Bitte ordnen Sie erst beide demselben zu.")


def _tell(need: Need, by: User, comment: str) -> None:
    NeedEvent.objects.create(
        need=need, actor=by, transition="merge", from_state=need.state, to_state=need.state, comment=comment
    )
