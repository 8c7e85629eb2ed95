"""Mail servers that fail in their own ways."""

import errno
import smtplib
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class ServerDown(BaseEmailBackend):
    """Nobody answers."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError(errno.ECONNREFUSED, "weg")


class AddressRefused(BaseEmailBackend):
    """The server knows no such mailbox."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"x@neuss.example": (550, b"unknown")})
