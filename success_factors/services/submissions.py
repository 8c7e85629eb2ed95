"""What is sent to the Koordination, and what it decides: the same for values, figures and answers of offices."""

from typing import Any, Final

from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.saving import save_as
from success_factors.enums import RequestState

SENT: Final = ("state", "submitted_at", "submitted_by", "decided_at", "decided_by")
"""The columns that `sent` fills."""


def sent(current: Any, by: User) -> None:
    """The locked Submission goes to the Koordination, which has not decided yet; it is not stored here."""
    current.state, current.submitted_at, current.submitted_by = RequestState.SUBMITTED, timezone.now(), by
    current.decided_at = current.decided_by = None


def decided(current: Any, state: RequestState, by: User, comment: str) -> Any:
    """The locked Submission is in `state`, and who decided so, when and with which words stands there."""
    current.state, current.comment = state, comment.strip()
    current.decided_at, current.decided_by = timezone.now(), by
    current.full_clean()
    save_as(current, ("state", "comment", "decided_at", "decided_by"), by=by)
    return current
