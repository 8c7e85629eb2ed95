"""The outbox as a backend of Django, for code below this floor and for libraries: who sends a mail stores it."""

import uuid
from collections.abc import Sequence
from typing import Final

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from neuss_integration.accounts.mails import KIND_HEADER
from neuss_integration.accounts.models import User
from neuss_integration.mailing.services import queue_mail

OTHER: Final = "account"


class Outbox(BaseEmailBackend):
    """Stores each mail, one per address, in the transaction of the caller."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many wait now."""
        for message in email_messages:
            for address in message.recipients():
                _queue(message, address)
        return len(email_messages)


def _queue(message: EmailMessage, address: str) -> None:
    kind = message.extra_headers.get(KIND_HEADER, OTHER)
    html = next((each[0] for each in getattr(message, "alternatives", []) if each[1] == "text/html"), "")
    queue_mail(
        key=f"{kind}:{uuid.uuid4()}",
        kind=kind,
        to=User.objects.filter(email__iexact=address).first() or address,
        subject=str(message.subject),
        text=str(message.body),
        html=str(html),
    )
