"""The transition tables of asking for values and of the figures of the Personalverwaltung."""

from neuss_integration.foundation.records.workflow import Transition, Workflow
from success_factors.enums import OWED_REQUESTS, UNSETTLED_REQUESTS, RequestState

_R, _OWED = RequestState, frozenset(OWED_REQUESTS)

REQUEST_WORKFLOW = Workflow(
    _R,
    [
        Transition("save", "Zwischenspeichern", _OWED, _R.OPEN),
        Transition("submit", "Einreichen", _OWED, _R.SUBMITTED),
        Transition("return", "Zurückgeben", frozenset({_R.SUBMITTED}), _R.RETURNED, needs_reason=True),
        Transition("accept", "Freigeben", frozenset({_R.SUBMITTED}), _R.ACCEPTED),
        Transition("cancel", "Nicht mehr anfordern", frozenset(UNSETTLED_REQUESTS), _R.CANCELLED, needs_reason=True),
    ],
)

SUBMISSION_WORKFLOW = Workflow(
    _R,
    [
        Transition("save", "Zwischenspeichern", _OWED, _R.OPEN),
        Transition("submit", "Einreichen", _OWED, _R.SUBMITTED),
        Transition("return", "Zurückgeben", frozenset({_R.SUBMITTED, _R.ACCEPTED}), _R.RETURNED, needs_reason=True),
        Transition("accept", "Freigeben", frozenset({_R.SUBMITTED}), _R.ACCEPTED),
    ],
)
"""Released figures that turn out wrong are given back, and corrected and released once more."""
