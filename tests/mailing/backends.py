"""Mail servers that fail in their own ways."""

import errno
import os
import smtplib
import time
from pathlib import Path
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


class Recorded(BaseEmailBackend):
    """Writes the address of each mail into the file MAIL_RECORD, as a server that took it."""

    def send_messages(self, email_messages: Any) -> int:
        with Path(os.environ["MAIL_RECORD"]).open("a", encoding="utf-8") as record:
            record.writelines(f"{message.to[0]}\n" for message in email_messages)
        return len(email_messages)


class TakenThenSilent(Recorded):
    """Takes the mail, but never answers, so that the sender does not know."""

    def send_messages(self, email_messages: Any) -> int:
        super().send_messages(email_messages)
        time.sleep(600)
        return 0
