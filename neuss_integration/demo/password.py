"""The one password of all demo accounts. It is public, so it opens nothing outside the demo."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

DEMO_PASSWORD = "Offene-Stadt-Neuss"  # noqa: S105 – public on purpose


class DemoAwareBackend(AuthenticationBackend):
    """Sign-in by e-mail and password; the demo password signs nobody in outside demo mode.

    So a database that once held the demo is not open to everybody when it becomes a real one.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        """The person, or None. The answer takes as long as for any wrong password."""
        user = super().authenticate(request, **credentials)
        if credentials.get("password") == DEMO_PASSWORD and not settings.DEMO_MODE:
            return None
        return user


class NotTheDemoPasswordValidator:
    """Nobody chooses the demo password: outside demo mode it would lock them out."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for the demo password."""
        if password == DEMO_PASSWORD:
            raise ValidationError("Das ist das Passwort der Demo. Bitte wählen Sie ein anderes.", code="demo_password")

    def get_help_text(self) -> str:
        """For the hints of the form."""
        return "Das Passwort der Demo ist nicht erlaubt."
