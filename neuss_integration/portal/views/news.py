"""News, dates, organisations and Runde Tische for everybody."""

from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext

from neuss_integration.foundation.calendar.icalendar_files import MEDIA_TYPE
from neuss_integration.portal.enums import NewsKind
from neuss_integration.portal.exports.calendars import campaign_calendar
from neuss_integration.portal.models import Campaign, NewsItem, OrganisationProfile
from neuss_integration.portal.selectors.news import PublicCampaign, PublicNews, public_campaigns, public_news
from neuss_integration.portal.selectors.profiles import PublicOrganisation, offers_of, public_organisations
from neuss_integration.portal.selectors.public import PublicItem, address, in_german, written
from neuss_integration.portal.selectors.round_tables import public_meetings, public_needs, tables_shown, with_released
from neuss_integration.portal.views.page import as_released, gone, public_page

NEWS_OF_A_PAGE: Final = 30
ORGANISATIONS_OF_A_PAGE: Final = 24
TABLES_OF_A_PAGE: Final = 12
NEEDS_OF_A_PAGE: Final = 25


@public_page
def news(request: HttpRequest) -> HttpResponse:
    """What is new, what comes next, and texts for the press."""
    context = {
        "page_title": gettext("Aktuelles"),
        "page_obj": Paginator(public_news(NewsKind.NEWS), NEWS_OF_A_PAGE).get_page(request.GET.get("seite")),
        "campaigns": public_campaigns(),
        "meetings": public_meetings(),
        "press": Paginator(public_news(NewsKind.PRESS), NEWS_OF_A_PAGE).get_page(request.GET.get("presse")),
    }
    return render(request, "portal/news.html", context)


@public_page
def news_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One text as it was released; one that was withdrawn says so and where to look (410)."""
    item = as_released(NewsItem.objects.all(), pk, PublicNews, "news_item")
    if item is None:
        return gone(request, gettext("Diese Neuigkeit gibt es nicht mehr"))
    return _page(request, item, "portal/news_detail.html", gettext("Aktuelles"), "news")


@public_page
def campaign_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One Aktion as it was released, also after its last day; a withdrawn one says so."""
    item = as_released(Campaign.objects.all(), pk, PublicCampaign, "campaign")
    if item is None:
        return gone(request, gettext("Diese Veranstaltung gibt es nicht mehr"))
    return _page(request, item, "portal/campaign_detail.html", gettext("Aktuelles"), "news")


@public_page
def campaign_day(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry of one Aktion for a calendar."""
    item = as_released(Campaign.objects.all(), pk, PublicCampaign, "campaign")
    if item is None:
        return HttpResponse(gettext("Diesen Termin gibt es nicht mehr."), status=410, content_type="text/plain")
    response = HttpResponse(campaign_calendar(item), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="aktion-{pk}.ics"'
    return response


@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    """Organisations that agreed to be shown."""
    page = Paginator(public_organisations(), ORGANISATIONS_OF_A_PAGE).get_page(request.GET.get("seite"))
    context = {"page_title": gettext("Organisationen"), "page_obj": page}
    return render(request, "portal/organisations.html", context)


@public_page
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation as it was released, and what it offers."""
    item = as_released(OrganisationProfile.objects.all(), pk, PublicOrganisation, "organisation_profile")
    if item is None:
        return gone(request, gettext("Diese Organisation steht nicht mehr im Portal"))
    offers = offers_of(item)
    return _page(request, item, "portal/organisation.html", gettext("Organisationen"), "organisations", offers=offers)


@public_page
def round_tables(request: HttpRequest) -> HttpResponse:
    """The Runde Tische: when they meet, what was said, and what became of needs."""
    page = Paginator(tables_shown(), TABLES_OF_A_PAGE).get_page(request.GET.get("seite"))
    context = {"page_title": gettext("Runde Tische"), "page_obj": page, "tables": with_released(list(page.object_list))}
    return render(request, "portal/round_tables.html", context)


@public_page
def round_table_needs(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was said to be missing at one Runder Tisch, and what became of it."""
    table = get_object_or_404(tables_shown(), pk=pk)
    context = {
        "page_title": gettext("Was fehlt und was daraus wurde"),
        "table": table,
        "page_obj": Paginator(public_needs().filter(round_table=table), NEEDS_OF_A_PAGE).get_page(
            request.GET.get("seite")
        ),
        "breadcrumbs": [(gettext("Runde Tische"), address("round-tables")), (in_german(written(table.name)), "")],
    }
    return render(request, "portal/round_table_needs.html", context)


def _page(
    request: HttpRequest, item: PublicItem, template: str, above: str, list_name: str, **more: Any
) -> HttpResponse:
    context = {
        "page_title": item.title,
        "item": item,
        "address": urljoin(settings.SITE_URL, item.url),
        "today": timezone.localdate().isoformat(),
        "breadcrumbs": [(above, address(list_name)), (in_german(item.title), "")],
    }
    response = render(request, template, context | more)
    response["Last-Modified"] = http_date(item.released_at.timestamp()) if item.released_at else ""
    return response
