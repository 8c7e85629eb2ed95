"""The one way into the public and out of it, the same for everything the portal shows."""

from neuss_integration.foundation.records.workflow import Transition, Workflow
from neuss_integration.portal.enums import ReleaseState

_R = ReleaseState

RELEASE_WORKFLOW = Workflow(
    _R,
    [
        Transition("release", "Freigeben", frozenset({_R.DRAFT, _R.RELEASED, _R.WITHDRAWN}), _R.RELEASED),
        Transition("withdraw", "Zurückziehen", frozenset({_R.RELEASED}), _R.WITHDRAWN, needs_reason=True),
    ],
    other_titles={"confirm": "Bestätigt, dass alles stimmt"},
)
