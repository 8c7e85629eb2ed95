"""The mail as it goes out: headers that machines need, the calendar entry, and the link that is stored nowhere."""

import hashlib
from email.utils import parseaddr
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from neuss_integration.accounts.mails import LINK, PASSWORD, password_url
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.mailing.models import Mail

UNSUBSCRIBE: Final = "Bitte keine weiteren Nachrichten dieser Art"


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """Plain text, HTML beside it, the calendar entry both as invitation and as file."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = (name or city_names().office).replace('"', "'")
    message = EmailMultiAlternatives(
        mail.subject,
        _text(mail),
        from_email=f'"{name}" <{address}>',
        to=[mail.address],
        reply_to=[mail.reply_to or city_names().contact_email],
        headers=_headers(mail, address.rpartition("@")[2]),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        kind = f"text/calendar; method={mail.calendar_method or 'PUBLISH'}"
        if mail.calendar_method:
            message.attach_alternative(mail.calendar, kind)
        message.attach("termin.ics", mail.calendar, kind)
    return message


def message_id(key: str, domain: str) -> str:
    """The same for the same mail, so that who gets it twice recognises it."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def _headers(mail: Mail, domain: str) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(mail.key, domain),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if mail.is_circular:
        headers["List-Unsubscribe"] = f"<mailto:{city_names().contact_email}?subject={quote(UNSUBSCRIBE)}>"
    return headers


def _text(mail: Mail) -> str:
    """The text; a link to set a password is made now, so that it never stands in the database."""
    if mail.kind != PASSWORD or mail.recipient is None:
        return mail.text
    return mail.text.replace(LINK, password_url(mail.recipient, settings.SITE_URL))
