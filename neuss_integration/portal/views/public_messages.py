"""What every form shares in which people without an account write to the office."""

import logging
from typing import Final

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext

from neuss_integration.portal.forms.enquiries import WrittenByPeopleForm

logger = logging.getLogger(__name__)
LIMITS: Final = {"enquiry": "5/10m/ip"}


def is_stopped(request: HttpRequest, form: WrittenByPeopleForm, kind: str) -> bool:
    """Whether the valid `form` comes too fast for a person, or too often from one network; it says so and what to do.

    All kinds of messages count together; `kind` is told to the log.
    """
    if form.is_from_robot():
        form.add_error(None, gettext("Das ging sehr schnell. Bitte senden Sie Ihre Nachricht noch einmal ab."))
        return True
    if not consume(request, app="portal", action="enquiry", config=LIMITS):
        logger.warning("Too many messages from one network: %s", kind)
        form.add_error(
            None, gettext("Von Ihrem Anschluss kamen gerade viele Nachrichten. Bitte versuchen Sie es in zehn Minuten.")
        )
        return True
    return False


def retention_period() -> str:
    """How long a message is kept, in the language of the page."""
    days = settings.ENQUIRY_RETENTION_DAYS
    return ngettext("%(count)d Tag", "%(count)d Tage", days) % {"count": days}
