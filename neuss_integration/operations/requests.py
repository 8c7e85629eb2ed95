"""Who asks, as far as shares are concerned."""

from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest


def who_asks(request: HttpRequest) -> str:
    """The person, or of people who are not signed in their network."""
    user: Any = getattr(request, "user", None)
    return f"person {user.pk}" if user is not None and user.is_authenticated else f"network {get_ip(request)}"
