"""The feed of what was published (Atom, RFC 4287)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from lxml import etree

from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.portal.selectors.news import PublicNews
from reporting.models import Publication

NAMESPACE: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """Something that was published, and since when it reads like this."""

    address: str
    title: str
    at: dt.datetime


def publications_feed(publications: Iterable[Publication], news: Iterable[PublicNews]) -> bytes:
    """Published reports that hold and released news, the newest first."""
    rows = [_of_report(each) for each in publications] + [_of_news(each) for each in news]
    rows.sort(key=lambda each: each.at, reverse=True)
    feed = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    address = urljoin(settings.SITE_URL, reverse("portal:feed"))
    _put(feed, "id", address)
    _put(feed, "title", f"Veröffentlichungen: {city_names().full_name}")
    _put(feed, "updated", rows[0].at.isoformat() if rows else "1970-01-01T00:00:00+00:00")
    etree.SubElement(feed, f"{{{NAMESPACE}}}link", rel="self", href=address)
    for row in rows:
        entry = etree.SubElement(feed, f"{{{NAMESPACE}}}entry")
        _put(entry, "id", row.address)
        _put(entry, "title", row.title)
        _put(entry, "updated", row.at.isoformat())
        author = etree.SubElement(entry, f"{{{NAMESPACE}}}author")
        _put(author, "name", f"{city_names().full_name}, {city_names().office}")
        etree.SubElement(entry, f"{{{NAMESPACE}}}link", rel="alternate", type="text/html", href=row.address)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8")


def _of_report(publication: Publication) -> FeedEntry:
    page = reverse("reporting:portal-report", args=[publication.report_id])
    return FeedEntry(urljoin(settings.SITE_URL, page), publication.report.title, publication.published_at)


def _of_news(news: PublicNews) -> FeedEntry:
    at = news.released_at or dt.datetime.fromtimestamp(0, dt.UTC)
    return FeedEntry(urljoin(settings.SITE_URL, news.url), news.title, at)


def _put(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = text
