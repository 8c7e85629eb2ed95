"""Open data for everybody: the page that lists it, and the files."""

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from neuss_integration.foundation.calendar.icalendar_files import MEDIA_TYPE
from neuss_integration.foundation.spreadsheets.writing import CSV
from neuss_integration.foundation.words.licences import LICENCES
from neuss_integration.portal.exports import open_data
from neuss_integration.portal.exports.atom import publications_feed
from neuss_integration.portal.exports.calendars import public_calendar
from neuss_integration.portal.selectors.advice import public_contact_points
from neuss_integration.portal.selectors.factors import published_content
from neuss_integration.portal.selectors.news import public_campaigns, public_news
from neuss_integration.portal.selectors.offers import public_offers
from neuss_integration.portal.selectors.round_tables import public_meetings
from neuss_integration.portal.views.page import public_page
from reporting.models import Publication

MAX_ENTRIES: Final = 50


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """What data there is, in which form, and under which licence."""
    context = {
        "page_title": gettext("Offene Daten"),
        "files": list(open_data.TITLES.items()),
        "version": open_data.SCHEMA_VERSION,
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": LICENCES[settings.OPEN_DATA_LICENCE][0],
    }
    return render(request, "portal/data.html", context)


@public_page
def data_json(request: HttpRequest, name: str) -> HttpResponse:
    """One file as JSON."""
    return _open(_json(open_data.data_file(_known(name), _entries(name))))


@public_page
def data_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The same as CSV."""
    response = HttpResponse(open_data.data_table(_known(name), _entries(name)), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return _open(response)


@public_page
def data_schema(request: HttpRequest, name: str, version: int) -> HttpResponse:
    """What a file looks like; each version stays."""
    if version != open_data.SCHEMA_VERSION:
        raise Http404("There is no such version of the schema.")
    return _open(_json(open_data.schema_of(_known(name)), "application/schema+json"))


@public_page
def data_catalogue(request: HttpRequest) -> HttpResponse:
    """What data there is, for data portals."""
    return _open(_json(open_data.catalogue(), "application/ld+json"))


@public_page
def data_api(request: HttpRequest) -> HttpResponse:
    """How to read it, for programs."""
    return _open(_json(open_data.api_description()))


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """Published reports and news as a feed."""
    rows = Publication.objects.that_hold().select_related("report")[:MAX_ENTRIES]
    content = publications_feed(rows, public_news()[:MAX_ENTRIES])
    return _open(HttpResponse(content, content_type="application/atom+xml; charset=utf-8"))


@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    """Offers with dates, Aktionen and public meetings, to subscribe to."""
    entries = public_calendar(public_offers(), public_campaigns(), public_meetings())
    return _open(HttpResponse(entries, content_type=MEDIA_TYPE))


def _known(name: str) -> str:
    if name not in open_data.FIELDS:
        raise Http404("There is no such file.")
    return name


def _entries(name: str) -> list[dict[str, Any]]:
    if name == "angebote":
        return [open_data.offer_entry(each) for each in public_offers()]
    if name == "anlaufstellen":
        return [open_data.point_entry(each) for each in public_contact_points()]
    return open_data.indicator_entries(published_content())


def _json(content: dict[str, Any], media_type: str = "application/json") -> HttpResponse:
    options = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(content, json_dumps_params=options, content_type=f"{media_type}; charset=utf-8")


def _open(response: HttpResponse) -> HttpResponse:
    """Pages of others may read it too."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
