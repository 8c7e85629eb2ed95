"""Mails about accounts, as plain text."""

import datetime as dt
from typing import Any, Final
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from neuss_integration.accounts.enums import Occasion
from neuss_integration.accounts.models import User
from neuss_integration.foundation.words.city_names import signature

SECONDS_OF_A_DAY: Final = 86_400
PASSWORD: Final = "password"  # noqa: S105 – the kind of these mails
NOTICE: Final = "account-notice"
KIND_HEADER: Final = "X-Outbox-Kind"
LINK: Final = "[[Link zum Passwort]]"
"""Stands in the stored text for the link, which is made when the mail goes out."""


def mails_go_out() -> bool:
    """Whether a mail leaves this installation by itself: not where sending is switched off or no server is set."""
    return settings.SEND_MAIL and "console" not in settings.EMAIL_BACKEND


def how_mails_go() -> str:
    """How a mail reaches its reader, as the end of a sentence: also where none is sent, as in the quick start."""
    if not settings.SEND_MAIL:
        return "wartet unter „Nachrichten“: Der Versand ist ausgeschaltet (SEND_MAIL)"
    if "console" in settings.EMAIL_BACKEND:
        return (
            "steht in den Meldungen der Anwendung (beim Schnellstart in .data/server.log): "
            "Ein Mailserver ist nicht eingestellt (EMAIL_URL)"
        )
    return "geht per E-Mail hinaus"


def password_url(user: User, origin: str) -> str:
    """The address at `origin` where `user` sets a password: once, within PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return urljoin(origin, path)


def password_link(user: User, occasion: Occasion) -> EmailMessage:
    """The mail with that link, for the outbox; `occasion` names its templates in templates/account/email/."""
    context = {"url": LINK, "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_OF_A_DAY} | _context(user)
    return _mail(str(occasion), PASSWORD, user.email, context)


def sign_in_code(user: User, code: str) -> EmailMessage:
    """The mail with a code that counts in the browser that asked for it, for the outbox."""
    context = {"code": code, "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60} | _context(user)
    return _mail("login_code", PASSWORD, user.email, context)


def notice(user: User, sentence: str, *, address: str = "") -> EmailMessage:
    """The mail that tells `user` what was changed about the account, for the outbox; to `address` if there is one."""
    context = {"sentence": sentence, "when": timezone.now()} | _context(user)
    return _mail("notice", NOTICE, address or user.email, context)


def tried_passwords(user: User, *, since: dt.datetime, knew_password: bool) -> EmailMessage:
    """The mail that tells `user` that somebody tries to get in, and whether the first step was right."""
    context = {"since": since, "knew_password": knew_password} | _context(user)
    return _mail("tried_passwords", NOTICE, user.email, context)


def role_given(administrator: User, *, user: User, role: str, by: User | str) -> EmailMessage:
    """The mail that tells one of the Fachadministration what another one did, for the outbox."""
    context = {"account": user, "role": role, "by": getattr(by, "name", by), "when": timezone.now()} | _context(
        administrator
    )
    return _mail("role_given", NOTICE, administrator.email, context)


def account_changed(administrator: User, *, user: User, change: str, roles: str, by: User) -> EmailMessage:
    """The mail that tells one of the Fachadministration how another one changed the way into an account with rights."""
    told = {"account": user, "change": change, "roles": roles, "by": by.name, "when": timezone.now()}
    return _mail("account_changed", NOTICE, administrator.email, told | _context(administrator))


def colleague_wanted(administrator: User, *, name: str, office: str, by: User) -> EmailMessage:
    """The mail that tells the Fachadministration that an office asks for an account, for the outbox."""
    path = urljoin(settings.SITE_URL, reverse("accounts:request-list"))
    told = {"name": name, "department": office, "by": by, "url": path}
    return _mail("colleague_wanted", NOTICE, administrator.email, told | _context(administrator))


def colleague_decided(asker: User, *, name: str, office: str, answer: str) -> EmailMessage:
    """The mail that tells who asked what became of it; with an `answer` it was declined."""
    told = {"name": name, "department": office, "answer": answer}
    return _mail("colleague_decided", NOTICE, asker.email, told | _context(asker))


def _context(user: User) -> dict[str, Any]:
    return {
        "user": user,
        "origin": settings.SITE_URL,
        **signature(),
    }


def _mail(template: str, kind: str, address: str, context: dict[str, Any]) -> EmailMessage:
    subject = render_to_string(f"account/email/{template}_subject.txt", context).strip()
    body = render_to_string(f"account/email/{template}_message.txt", context)
    return EmailMessage(subject=subject, body=body, to=[address], headers={KIND_HEADER: kind}, connection=outbox())


def outbox() -> Any:
    """Where mails wait in the database until they go out; a mail given to it is stored with the caller's changes."""
    return get_connection(settings.OUTBOX)
