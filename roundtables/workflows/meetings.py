"""The transition table of meetings (design: domain, states)."""

from neuss_integration.workflow import Transition, Workflow
from roundtables.enums.meetings import MeetingState

_M = MeetingState

MEETING_WORKFLOW = Workflow(
    MeetingState,
    [
        Transition("invite", "Einladen", frozenset({_M.PLANNED}), _M.INVITED),
        Transition("hold", "Als durchgeführt eintragen", frozenset({_M.PLANNED, _M.INVITED}), _M.HELD),
        Transition("cancel", "Absagen", frozenset({_M.PLANNED, _M.INVITED}), _M.CANCELLED, needs_reason=True),
    ],
)
