"""The entrance of the portal, and what search engines ask for."""

from datetime import timedelta
from typing import Final
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from neuss_integration.data_protection.content import purposes
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.portal.enums import LegalPage, NewsKind
from neuss_integration.portal.selectors.advice import public_contact_points, public_subjects
from neuss_integration.portal.selectors.factors import published_stand
from neuss_integration.portal.selectors.legal import released_legal
from neuss_integration.portal.selectors.news import all_campaigns, public_news
from neuss_integration.portal.selectors.offers import newest_offers, public_offers
from neuss_integration.portal.selectors.profiles import public_organisations
from neuss_integration.portal.views.page import public_page

SECURITY_DAYS: Final = 180
"""How long what security.txt says is to be trusted (RFC 9116 asks for less than a year)."""
LISTS: Final = (
    "portal:start", "portal:offer-list", "portal:advice", "portal:news", "portal:organisations", "portal:round-tables",
    "portal:taking-part", "portal:council-questions", "portal:data", "portal:enquiry", "portal:imprint",
    "portal:privacy", "reporting:portal-reports", "roundtables:portal-minutes", "site:accessibility",
    "site:definitions",
)  # fmt: skip


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """What the city does for integration, and the ways to what people look for."""
    offers = public_offers()
    context = {
        "page_title": gettext("Zusammen leben in %(city)s") % {"city": city_names().name},
        "stand": published_stand(),
        "offer_count": len(offers),
        "news": public_news(NewsKind.NEWS)[:3],
        "newest": newest_offers(offers, 3),
    }
    return render(request, "portal/start.html", context)


@public_page
def imprint(request: HttpRequest) -> HttpResponse:
    """Who answers for these pages: from the settings, and what the office added."""
    return _legal(request, LegalPage.IMPRINT)


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored of whom: what holds for the program, and what the office added."""
    return _legal(request, LegalPage.PRIVACY)


def _legal(request: HttpRequest, page: LegalPage) -> HttpResponse:
    released = released_legal(page)
    context = {
        "page_title": gettext(str(page.label)),
        "page": page.value,
        "text": released.text if released else "",
        "days": settings.ENQUIRY_RETENTION_DAYS,
        "purposes": purposes().values(),
    }
    return render(request, "portal/legal.html", context)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the portal where the city wants it, and nothing else in any case."""
    allowed = ["Allow: /portal/", f"Sitemap: {urljoin(settings.SITE_URL, reverse('portal:sitemap'))}"]
    lines = ["User-agent: *", *(allowed if settings.PORTAL_INDEXED else []), "Disallow: /"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public_page
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weak spot (RFC 9116)."""
    until = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=SECURITY_DAYS)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT or f'mailto:{city_names().contact_email}'}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {urljoin(settings.SITE_URL, reverse('portal:security'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of the portal with the day of their last release (sitemaps.org)."""
    pages = [(reverse(name), "") for name in LISTS]
    found = [*public_offers(), *public_subjects(), *public_contact_points()]
    found += [*public_news(), *all_campaigns(), *public_organisations()]
    pages += [(each.url, f"<lastmod>{timezone.localdate(each.released_at)}</lastmod>") for each in found]
    rows = "".join(f"<url><loc>{escape(urljoin(settings.SITE_URL, url))}</loc>{day}</url>" for url, day in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return HttpResponse(f"{head}{rows}</urlset>", content_type="application/xml; charset=utf-8")
