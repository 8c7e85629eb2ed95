"""Mails about accounts, as plain text."""

from typing import Final
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from neuss_integration.accounts.models import User

SECONDS_OF_A_DAY: Final = 86_400


def password_url(user: User, origin: str) -> str:
    """The address at `origin` where `user` sets a password: once, within PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return urljoin(origin, path)


def password_link(user: User, origin: str, occasion: str) -> EmailMessage:
    """The mail with that link; `occasion` names its templates in templates/account/email/."""
    context = {
        "user": user,
        "origin": origin,
        "url": password_url(user, origin),
        "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_OF_A_DAY,
        "office_name": settings.OFFICE_NAME,
        "city_full_name": settings.CITY_FULL_NAME,
        "contact_email": settings.CONTACT_EMAIL,
    }
    subject = render_to_string(f"account/email/{occasion}_subject.txt", context).strip()
    body = render_to_string(f"account/email/{occasion}_message.txt", context)
    return EmailMessage(subject=subject, body=body, to=[user.email])
