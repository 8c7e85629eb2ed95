"""Offers for everybody: the list with filters and map, one offer, its calendar entry and its picture."""

from dataclasses import replace
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from neuss_integration.city.models import District
from neuss_integration.foundation.calendar.icalendar_files import MEDIA_TYPE
from neuss_integration.foundation.ui.lists import filters_without
from neuss_integration.foundation.ui.tile_map import Tile, tile_map
from neuss_integration.portal.exports.calendars import has_dates, offers_calendar
from neuss_integration.portal.exports.schema_org import offer_schema
from neuss_integration.portal.forms.search import OfferSearchForm
from neuss_integration.portal.models import Campaign, NewsItem, Offer
from neuss_integration.portal.selectors.offers import (
    PublicOffer,
    counted_by_district,
    is_over,
    offers_counted,
    public_offers,
)
from neuss_integration.portal.selectors.public import address, in_german, reading, released
from neuss_integration.portal.views.page import as_released, gone, public_page
from reporting.models import PictureFile

PER_PAGE: Final = 24


@public_page
def offer_list(request: HttpRequest) -> HttpResponse:
    """What there is near somebody: filters, cards, and the map of the Stadtteile with the same as a table."""
    offers, districts = public_offers(), list(District.objects.current().in_official_order())
    form = OfferSearchForm(request.GET, offers=offers, districts=districts)
    wanted = form.wanted()
    found = [offer for offer in offers if wanted.fits(offer)]
    of_all_places = [offer for offer in offers if replace(wanted, district="").fits(offer)]
    places = _places(of_all_places, districts, filters_without(request, "stadtteil"))
    context = {
        "page_title": gettext("Angebote in der Nähe"),
        "filter_form": form,
        "chips": [(in_german(words), filters_without(request, name)) for name, words in form.chosen()],
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("seite")),
        "count": offers_counted(len(found)),
        "places": places,
        "citywide": sum(each.is_citywide for each in of_all_places),
        "map": _map(places),
        "sheet": _sheet(wanted.district),
    }
    return render(request, "portal/offer_list.html", context)


@public_page
def offer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer as it was released; one that was withdrawn or is over says so and where to look (410)."""
    offer = _public(pk)
    if offer is None:
        return gone(request, gettext("Dieses Angebot gibt es nicht mehr"))
    context = {
        "page_title": offer.title,
        "offer": offer,
        "has_dates": has_dates(offer),
        "schema": offer_schema(offer),
        "address": urljoin(settings.SITE_URL, offer.url),
        "breadcrumbs": [(gettext("Angebote"), address("offer-list")), (in_german(offer.title), "")],
    }
    response = render(request, "portal/offer_detail.html", context)
    response["Last-Modified"] = http_date(offer.released_at.timestamp()) if offer.released_at else ""
    return response


@public_page
def offer_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry for a calendar."""
    offer = _public(pk)
    if offer is None or not has_dates(offer):
        status = HTTPStatus.GONE if offer is None else HTTPStatus.NOT_FOUND
        return HttpResponse(gettext("Diesen Termin gibt es nicht mehr."), status=status, content_type="text/plain")
    response = HttpResponse(offers_calendar(offer), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="angebot-{pk}.ics"'
    return response


@public_page
def picture(request: HttpRequest, sha256: str) -> HttpResponse:
    """A picture that stands in something everybody may read."""
    if not _is_shown(sha256):
        raise Http404("No public page shows this picture.")
    file = get_object_or_404(PictureFile, sha256=sha256)
    return HttpResponse(bytes(file.content), content_type=file.media_type)


def _is_shown(sha256: str) -> bool:
    """Whether something that everybody reads today has the picture; three small queries whatever there is besides."""
    found = {"released__picture__sha256": sha256}
    offers = released(Offer.objects.filter(**found), PublicOffer)
    if any(not is_over(each) for each in offers):
        return True
    return any(model.objects.public().filter(**found).exists() for model in (NewsItem, Campaign))


def _public(pk: int) -> PublicOffer | None:
    """The offer as released; None when it was public once and is not any more; 404 when it never was."""
    offer = as_released(Offer.objects.all(), pk, PublicOffer, "offer")
    if offer is None or is_over(offer):
        return None
    return offer if Offer.objects.public().filter(pk=pk).exists() else None


def _places(offers: list[PublicOffer], districts: list[District], others: str) -> list[tuple[District, int, str]]:
    """How many of the `offers` each Stadtteil has of its own, and the list of it with the `others` of the filters."""
    counts = counted_by_district(offers)
    begun = f"{address('offer-list')}{others}{'' if others == '?' else '&'}"
    return [(each, counts[each.number], f"{begun}stadtteil={each.number}") for each in districts]


def _sheet(district: str) -> str:
    """Where the page to hang up is, in the language that is read and another."""
    query = {"stadtteil": district, "sprachen": reading.get()}
    return f"{reverse('portal:sheet')}?{urlencode({name: value for name, value in query.items() if value})}"


def _map(places: list[tuple[District, int, str]]) -> SafeString:
    return tile_map(_tiles(places), gettext("Angebote je Stadtteil"), noun=offers_counted)


def _tiles(places: list[tuple[District, int, str]]) -> list[Tile]:
    return [
        Tile(each.map_column, each.map_row, f"{each.number:02d}", each.name, count, url)
        for each, count, url in places
        if each.map_column and each.map_row
    ]
