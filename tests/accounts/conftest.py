"""Fixtures for accounts: a clean cache for the limits, and the mails that wait sent by hand."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from neuss_integration.mailing.delivery import deliver_due


@pytest.fixture
def delivered(db: None) -> Callable[[], list[EmailMessage]]:
    """Sends what waits, and gives the mails sent so far."""

    def deliver() -> list[EmailMessage]:
        deliver_due()
        return mail.outbox

    return deliver
