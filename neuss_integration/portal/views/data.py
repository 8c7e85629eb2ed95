"""Open data for everybody: the page that lists it, and the files."""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from neuss_integration.foundation.calendar.icalendar_files import MEDIA_TYPE
from neuss_integration.foundation.spreadsheets.writing import CSV
from neuss_integration.foundation.words.licences import LICENCES
from neuss_integration.portal.exports.api import api_description
from neuss_integration.portal.exports.atom import publications_feed
from neuss_integration.portal.exports.calendars import public_calendar
from neuss_integration.portal.exports.catalogue import catalogue
from neuss_integration.portal.exports.data_sets import DATA_SETS, DataSet, schema_of
from neuss_integration.portal.exports.open_data import data_file, data_table, entries_of
from neuss_integration.portal.selectors.news import public_campaigns, public_news
from neuss_integration.portal.selectors.offers import public_offers
from neuss_integration.portal.selectors.round_tables import public_meetings
from neuss_integration.portal.views.open_reading import json_answer, open_reading
from neuss_integration.portal.views.page import public_page
from reporting.models import Publication

MAX_ENTRIES: Final = 50


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """What data there is, in which form, and under which licence."""
    context = {
        "page_title": gettext("Offene Daten"),
        "data_sets": DATA_SETS.values(),
        "most": settings.OPEN_DATA_PER_MINUTE,
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": LICENCES[settings.OPEN_DATA_LICENCE][0],
    }
    return render(request, "portal/data.html", context)


@open_reading("application/json")
def data_json(request: HttpRequest, name: str) -> HttpResponse:
    """One set as JSON."""
    return json_answer(data_file(_known(name), entries_of(name)))


@open_reading("text/csv")
def data_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The same as CSV."""
    response = HttpResponse(data_table(_known(name), entries_of(name)), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@open_reading("application/schema+json")
def data_schema(request: HttpRequest, name: str, version: int) -> HttpResponse:
    """What a set looks like; each version stays."""
    data_set = _known(name)
    if not 1 <= version <= data_set.version:
        raise Http404("There is no such version of the schema.")
    return json_answer(schema_of(data_set, version), "application/schema+json")


@open_reading("application/ld+json")
def data_catalogue(request: HttpRequest) -> HttpResponse:
    """What data there is, for data portals."""
    return json_answer(catalogue(), "application/ld+json")


@open_reading("application/json")
def data_api(request: HttpRequest) -> HttpResponse:
    """How to read it, for programs."""
    return json_answer(api_description())


@open_reading("application/atom+xml")
def feed(request: HttpRequest) -> HttpResponse:
    """Published reports and news as a feed."""
    rows = Publication.objects.that_hold().select_related("report")[:MAX_ENTRIES]
    content = publications_feed(rows, public_news()[:MAX_ENTRIES])
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@open_reading("text/calendar")
def calendar(request: HttpRequest) -> HttpResponse:
    """Offers with dates, Aktionen and public meetings, to subscribe to."""
    entries = public_calendar(public_offers(), public_campaigns(), public_meetings())
    return HttpResponse(entries, content_type=MEDIA_TYPE)


def _known(name: str) -> DataSet:
    if name not in DATA_SETS:
        raise Http404("There is no such file.")
    return DATA_SETS[name]
