"""Jobs of the background worker: mails about accounts.

The link is made by the worker, so that it never stands in the database.
"""

import datetime as dt
import smtplib
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from neuss_integration.accounts.mails import password_link
from neuss_integration.accounts.models import User

LAST_ATTEMPT: Final = 5
PAUSE: Final = dt.timedelta(minutes=5)


class Occasion(StrEnum):
    """Why somebody gets a link to set a password; also the name of the template of the mail."""

    INVITATION = "invitation"
    FORGOTTEN = "password_reset_key"


@task()
def send_password_link(user_id: int, origin: str, occasion: str, attempt: int = 1) -> None:
    """Mails the link; a mail server that does not answer is tried again every five minutes, five times in all.

    Whoever was deactivated meanwhile gets none. While SEND_MAIL is off, the mail waits.
    """
    user = User.objects.get(pk=user_id)
    if not user.is_active:
        return
    if not settings.SEND_MAIL:
        _later(user_id, origin, occasion, attempt)
        return
    try:
        password_link(user, origin, occasion).send()
    except (smtplib.SMTPException, OSError):
        if attempt == LAST_ATTEMPT:
            raise
        _later(user_id, origin, occasion, attempt + 1)


def _later(user_id: int, origin: str, occasion: str, attempt: int) -> None:
    later = send_password_link.using(run_after=timezone.now() + PAUSE)
    later.enqueue(user_id, origin, occasion, attempt)
