"""The transition tables of meetings and minutes (design: domain, states)."""

from neuss_integration.foundation.records.workflow import Transition, Workflow
from roundtables.enums.meetings import MeetingState
from roundtables.enums.minutes import MinutesState

_M, _P = MeetingState, MinutesState

MEETING_WORKFLOW = Workflow(
    MeetingState,
    [
        Transition("invite", "Einladen", frozenset({_M.PLANNED}), _M.INVITED),
        Transition("hold", "Als durchgeführt eintragen", frozenset({_M.PLANNED, _M.INVITED}), _M.HELD),
        Transition("move", "Termin verlegen", frozenset({_M.PLANNED, _M.INVITED}), _M.INVITED),
        Transition("cancel", "Absagen", frozenset({_M.PLANNED, _M.INVITED}), _M.CANCELLED, needs_reason=True),
        Transition("not_held", "Doch nicht durchgeführt", frozenset({_M.HELD}), _M.PLANNED),
        Transition("not_held_invited", "Doch nicht durchgeführt", frozenset({_M.HELD}), _M.INVITED),
        Transition("not_cancelled", "Absage zurückgenommen", frozenset({_M.CANCELLED}), _M.PLANNED),
    ],
)

MINUTES_WORKFLOW = Workflow(
    MinutesState,
    [
        Transition("send", "Zur Stellungnahme versenden", frozenset({_P.DRAFT}), _P.SENT),
        Transition("take_back", "Zurück in den Entwurf", frozenset({_P.SENT}), _P.DRAFT, needs_reason=True),
        Transition("approve", "Genehmigung eintragen", frozenset({_P.SENT}), _P.APPROVED),
        Transition("publish", "Veröffentlichen", frozenset({_P.APPROVED}), _P.APPROVED),
        Transition("hide", "Nicht mehr veröffentlichen", frozenset({_P.APPROVED}), _P.APPROVED),
    ],
)
