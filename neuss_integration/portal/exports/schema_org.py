"""What search engines read of an offer (schema.org), as JSON for the page."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.portal.selectors.offers import PublicOffer


def offer_schema(offer: PublicOffer) -> dict[str, Any]:
    """A Service of the city or others, with place, languages, access and the office to ask."""
    contact = {"telephone": offer.phone, "email": offer.email, "url": offer.website}
    place = {"@type": "Place", "name": offer.place or city_names().full_name, "address": offer.address}
    return {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": urljoin(settings.SITE_URL, offer.url),
        "name": offer.title,
        "description": offer.teaser,
        "serviceType": offer.field,
        "areaServed": [name for _, name in offer.districts] or [city_names().name],
        "audience": [{"@type": "Audience", "audienceType": name} for name in offer.target_groups],
        "isAccessibleForFree": offer.cost == "free",
        "availableChannel": {
            "@type": "ServiceChannel",
            "availableLanguage": offer.languages,
            "serviceLocation": {key: value for key, value in place.items() if value},
        },
        "provider": {
            "@type": "Organization",
            "name": offer.contact,
            **{key: value for key, value in contact.items() if value},
        },
    }
