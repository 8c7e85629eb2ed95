"""The feed of what was published (Atom, RFC 4287)."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from lxml import etree

from reporting.models import Publication

NAMESPACE: Final = "http://www.w3.org/2005/Atom"


def publications_feed(publications: Iterable[Publication]) -> bytes:
    """Published reports that hold, the newest first."""
    rows = list(publications)
    feed = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    address = urljoin(settings.SITE_URL, reverse("portal:feed"))
    _put(feed, "id", address)
    _put(feed, "title", f"Veröffentlichungen: {settings.CITY_FULL_NAME}")
    _put(feed, "updated", rows[0].published_at.isoformat() if rows else "1970-01-01T00:00:00+00:00")
    etree.SubElement(feed, f"{{{NAMESPACE}}}link", rel="self", href=address)
    for row in rows:
        page = urljoin(settings.SITE_URL, reverse("reporting:portal-report", args=[row.report_id]))
        entry = etree.SubElement(feed, f"{{{NAMESPACE}}}entry")
        _put(entry, "id", page)
        _put(entry, "title", row.report.title)
        _put(entry, "updated", row.published_at.isoformat())
        author = etree.SubElement(entry, f"{{{NAMESPACE}}}author")
        _put(author, "name", f"{settings.CITY_FULL_NAME}, {settings.OFFICE_NAME}")
        etree.SubElement(entry, f"{{{NAMESPACE}}}link", rel="alternate", type="text/html", href=page)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8")


def _put(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = text
