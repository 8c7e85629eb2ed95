"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from neuss_integration.accounts.form_recovery import owner_token
from neuss_integration.foundation.words import city_terms
from neuss_integration.foundation.words.city_names import APPLICATION, city_names, signature
from neuss_integration.navigation import navigation_line, shortcut_addresses

LICENCE_URL = "https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12"


def city() -> dict[str, Any]:
    """Names and addresses of the city and of the software, from the settings."""
    return {
        "city_name": city_names().name,
        "office": city_terms.office(),
        "committee": city_terms.committee(),
        "committee_name": city_names().committee,
        **signature(),
        "application_name": APPLICATION,
        "licence_url": LICENCE_URL,
        "is_demo": settings.DEMO_MODE,
    }


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` (names), and what is worked out only where it is used: navigation, shortcuts, the owner of a form."""
    user = getattr(request, "user", None)
    return {
        "site": city(),
        "navigation": lambda: navigation_line(user, request.path),
        "shortcut_addresses": lambda: shortcut_addresses(user),
        "form_owner_token": lambda: owner_token(user) if user is not None else "",
    }
