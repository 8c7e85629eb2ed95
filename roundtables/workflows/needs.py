"""The transition tables of needs, ratings and proposals (design: domain, states)."""

from neuss_integration.foundation.records.workflow import Transition, Workflow
from roundtables.enums.needs import NeedState, ProposalState, RatingState

_N, _V = NeedState, ProposalState

NEED_WORKFLOW = Workflow(
    NeedState,
    [
        Transition("discuss", "In Beratung nehmen", frozenset({_N.REPORTED}), _N.IN_DISCUSSION),
        Transition("prioritise", "Priorisieren", frozenset({_N.REPORTED, _N.IN_DISCUSSION}), _N.PRIORITISED),
        Transition("forward", "Weiterleiten", frozenset({_N.REPORTED, _N.IN_DISCUSSION, _N.PRIORITISED}), _N.FORWARDED),
        Transition(
            "take_over",
            "In eine Maßnahme überführen",
            frozenset({_N.REPORTED, _N.IN_DISCUSSION, _N.PRIORITISED, _N.FORWARDED}),
            _N.IN_MEASURE,
        ),
        Transition(
            "give_up",
            "Nicht weiterverfolgen",
            frozenset({_N.REPORTED, _N.IN_DISCUSSION, _N.PRIORITISED, _N.FORWARDED}),
            _N.NOT_PURSUED,
            needs_reason=True,
        ),
        Transition(
            "reopen",
            "Wieder beraten",
            frozenset({_N.PRIORITISED, _N.FORWARDED, _N.IN_MEASURE, _N.NOT_PURSUED}),
            _N.IN_DISCUSSION,
            needs_reason=True,
        ),
    ],
)

RATING_WORKFLOW = Workflow(
    RatingState,
    [
        Transition("close", "Bewertung schließen", frozenset({RatingState.OPEN}), RatingState.CLOSED),
    ],
)

PROPOSAL_WORKFLOW = Workflow(
    ProposalState,
    [
        Transition("rank", "Einreihen", frozenset({_V.DRAFT, _V.DEFERRED}), _V.RANKED),
        Transition("forward", "An ein Gremium weiterleiten", frozenset({_V.RANKED, _V.DEFERRED}), _V.FORWARDED),
        Transition("accept", "Angenommen", frozenset({_V.FORWARDED, _V.DEFERRED}), _V.ACCEPTED),
        Transition(
            "change", "Geändert angenommen", frozenset({_V.FORWARDED, _V.DEFERRED}), _V.CHANGED, needs_reason=True
        ),
        Transition("reject", "Abgelehnt", frozenset({_V.FORWARDED, _V.DEFERRED}), _V.REJECTED, needs_reason=True),
        Transition("defer", "Vertagt", frozenset({_V.FORWARDED}), _V.DEFERRED, needs_reason=True),
    ],
)
