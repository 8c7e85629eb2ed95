"""What leads from paper to the portal and back: QR codes, and a page of offers to hang up."""

from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.http import content_disposition_header

from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.city.models import District
from neuss_integration.foundation.pdf.types import PdfError
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.portal.exports.qr import qr_file
from neuss_integration.portal.pdf.sheet import offer_sheet, printable_languages, sheet_pdf
from neuss_integration.portal.views.page import public_page


@public_page
def qr_code(request: HttpRequest) -> HttpResponse:
    """The code of the page `seite` of the portal; of no other address, and of none with a secret word in it."""
    way = urlsplit(request.GET.get("seite", ""))
    try:
        match = resolve(way.path)
    except Resolver404 as reason:
        raise Http404("There is no such page.") from reason
    if way.netloc or match.namespace != "portal" or match.url_name == "enquiry-status" or len(way.query) > 300:
        raise Http404("There is no code for this page.")
    address = urljoin(settings.SITE_URL, way.path) + (f"?{way.query}" if way.query else "")
    return HttpResponse(qr_file(address), content_type="image/svg+xml")


@public_page
@fair_share
def sheet(request: HttpRequest) -> HttpResponse:
    """One A4 page with the offers of a Stadtteil in German and two more languages; without one of the whole city."""
    number = request.GET.get("stadtteil", "")
    known = {str(each.number): each.name for each in District.objects.current()}
    if number and number not in known:
        raise Http404("There is no such Stadtteil.")
    wanted = [code for code in request.GET.get("sprachen", "").split(",") if code in printable_languages()]
    languages = list(dict.fromkeys([*wanted, *printable_languages()]))[:2]
    query = f"?{urlencode({'stadtteil': number})}" if number else ""
    address = urljoin(settings.SITE_URL, reverse("portal:offer-list")) + query
    made = offer_sheet(known.get(number, city_names().name), number, languages, address)
    try:
        response = HttpResponse(sheet_pdf(made), content_type="application/pdf")
    except PdfError as error:
        return HttpResponse(
            str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY, content_type="text/plain; charset=utf-8"
        )
    name = f"angebote-{number or 'alle'}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return response
