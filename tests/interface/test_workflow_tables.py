"""The workflows as the design names them (domain: states), written down a second time; and what a workflow answers."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from measures.enums import MeasureState
from measures.workflows import MEASURE_WORKFLOW, PROGRESS_WORKFLOW, ROUND_WORKFLOW
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.workflow import Workflow
from reporting.workflows import REPORT_WORKFLOW
from roundtables.workflows.meetings import MEETING_WORKFLOW, MINUTES_WORKFLOW
from roundtables.workflows.needs import NEED_WORKFLOW, PROPOSAL_WORKFLOW, RATING_WORKFLOW

WORKFLOWS = {
    "measure": MEASURE_WORKFLOW,
    "round": ROUND_WORKFLOW,
    "progress": PROGRESS_WORKFLOW,
    "report": REPORT_WORKFLOW,
    "meeting": MEETING_WORKFLOW,
    "minutes": MINUTES_WORKFLOW,
    "need": NEED_WORKFLOW,
    "rating": RATING_WORKFLOW,
    "proposal": PROPOSAL_WORKFLOW,
}
TABLES = {
    "measure": """
        plan: idea paused > planned
        start: idea planned paused > running
        pause: planned running > paused !
        complete: running paused > completed
        make_routine: running paused > routine
        drop: idea planned running paused > dropped !
        resume: completed routine dropped > running !
    """,
    "round": """
        open: draft > open
        close: open > closed
        extend: open > open !
        reopen: closed > open !
    """,
    "progress": """
        begin: todo > in_progress
        submit: todo in_progress returned > submitted
        take_back: submitted > in_progress
        return: submitted > returned !
        accept: submitted > accepted
        give_up: todo in_progress returned > no_response
        ask_again: no_response > todo
        exclude: todo in_progress returned > excluded !
        put_aside: todo in_progress returned > todo
        take_in: excluded > todo
    """,
    "report": """
        request_review: draft > in_review
        end_review: in_review > draft
        release: draft in_review > released
        withdraw_release: released > draft !
        publish: released > published
        supersede: published > superseded
        withdraw_publication: published > withdrawn !
    """,
    "meeting": """
        invite: planned > invited
        hold: planned invited > held
        move: planned invited > invited
        cancel: planned invited > cancelled !
        not_held: held > planned
        not_held_invited: held > invited
        not_cancelled: cancelled > planned
    """,
    "minutes": """
        send: draft > sent
        take_back: sent > draft !
        approve: sent > approved
        publish: approved > approved
        hide: approved > approved
    """,
    "need": """
        discuss: reported > in_discussion
        prioritise: reported in_discussion > prioritised
        forward: reported in_discussion prioritised > forwarded
        take_over: reported in_discussion prioritised forwarded > in_measure
        give_up: reported in_discussion prioritised forwarded > not_pursued !
        reopen: prioritised forwarded in_measure not_pursued > in_discussion !
    """,
    "rating": """
        close: open > closed
    """,
    "proposal": """
        rank: draft deferred > ranked
        forward: ranked deferred > forwarded
        accept: forwarded deferred > accepted
        change: forwarded deferred > changed !
        reject: forwarded deferred > rejected !
        defer: forwarded > deferred !
    """,
}
"""Step: states it may leave > state it leads to; ! asks for a reason."""


def written(workflow: Workflow) -> set[str]:
    """The steps as they stand in TABLES."""
    order = list(workflow.states.values)
    return {
        f"{step.name}: {' '.join(sorted(step.sources, key=order.index))} > {step.target}"
        + (" !" if step.needs_reason else "")
        for step in workflow.transitions.values()
    }


def event(transition: str, **values: Any) -> Any:
    """What a workflow reads of an event."""
    states = {"from_state": "", "to_state": MeasureState.IDEA, "comment": "", "at": timezone.now(), "actor": "Frau A"}
    return SimpleNamespace(transition=transition, **states | values)


@pytest.mark.parametrize("name", TABLES)
def test_workflow_has_the_steps_of_the_design(name: str) -> None:
    assert written(WORKFLOWS[name]) == {line.strip() for line in TABLES[name].strip().splitlines()}


@pytest.mark.parametrize("name", TABLES)
def test_every_step_leaves_exactly_its_states(name: str) -> None:
    workflow = WORKFLOWS[name]
    for state in workflow.states.values:
        leaving = {step.name for step in workflow.from_state(state)}
        assert leaving == {step.name for step in workflow.transitions.values() if _may(workflow, step.name, state)}


def _may(workflow: Workflow, name: str, state: str) -> bool:
    try:
        workflow.check(name, state, reason="Grund")
    except Refused:
        return False
    return True


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_step_that_needs_a_reason_is_refused_without(reason: str) -> None:
    with pytest.raises(Refused, match="braucht es eine Begründung"):
        MEASURE_WORKFLOW.check("pause", MeasureState.RUNNING, reason)
    assert MEASURE_WORKFLOW.check("pause", MeasureState.RUNNING, "Grund").target == MeasureState.PAUSED
    assert MEASURE_WORKFLOW.check("start", MeasureState.PLANNED, reason).target == MeasureState.RUNNING


def test_step_to_names_the_one_that_leads_there() -> None:
    step = MEASURE_WORKFLOW.step_to(MeasureState.RUNNING, MeasureState.PAUSED)
    assert step is not None
    assert step.name == "pause"
    assert MEASURE_WORKFLOW.step_to(MeasureState.COMPLETED, MeasureState.PAUSED) is None


def test_timeline_says_what_happened_from_where_to_where() -> None:
    moved = event("start", from_state=MeasureState.PLANNED, to_state=MeasureState.RUNNING, comment="Los")
    entries = MEASURE_WORKFLOW.timeline([event("create"), moved, event("handover", from_state=MeasureState.IDEA)])

    assert [entry["title"] for entry in entries] == ["Angelegt", "Umsetzung beginnen", "Übergeben"]
    assert [entry["before"] for entry in entries] == ["", MeasureState.PLANNED.label, MeasureState.IDEA.label]
    assert [entry["after"] for entry in entries][1] == MeasureState.RUNNING.label
    assert (entries[1]["comment"], entries[1]["who"], entries[1]["state"]) == ("Los", "Frau A", MeasureState.RUNNING)
