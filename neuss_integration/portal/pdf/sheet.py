"""One A4 page to hang up: the offers of a Stadtteil in German and two more languages, PDF/UA-1 and PDF/A-3a."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.words.city_names import imprint
from neuss_integration.portal.enums import CostKind, PortalLanguage
from neuss_integration.portal.exports.qr import qr_svg
from neuss_integration.portal.selectors.offers import OfferFilter, PublicOffer, public_offers
from neuss_integration.portal.selectors.public import Written, reading

MOST: Final = 9
"""So many offers are tried first; with long words fewer fit on one page."""
KEPT_FOR: Final = 60 * 60


@dataclass(frozen=True, slots=True)
class SheetCell:
    """An offer in one language; `tag` is the language of its words, `title_tag` that of its title."""

    tag: str
    title: str
    title_tag: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OfferSheet:
    """What the page says: a column for each language, a row for each offer, the newest release."""

    place: str
    heads: list[tuple[str, str]]
    rows: list[list[SheetCell]]
    address: str
    at: dt.datetime


def printable_languages() -> list[str]:
    """Languages beside German that a sheet can be made in; Leichte Sprache for who asks for it."""
    return sorted(settings.PORTAL_LANGUAGES, key=lambda code: code == PortalLanguage.LEICHT)


def offer_sheet(place: str, district: str, languages: Sequence[str], address: str) -> OfferSheet:
    """The offers of `district` (its number; empty for the whole city), by their German titles."""
    columns = [_column(code, OfferFilter(district=district)) for code in ("", *languages)]
    order = list(columns[0][1])
    made = [released for _, cells, released in columns if released]
    return OfferSheet(
        place=place,
        heads=[head for head, _, _ in columns],
        rows=[[cells[pk] for _, cells, _ in columns] for pk in order],
        address=address,
        at=max(made, default=dt.datetime(2000, 1, 1, tzinfo=dt.UTC)),
    )


def sheet_pdf(sheet: OfferSheet) -> bytes:
    """The sheet as a file of one page, made once an hour for the same words; raises PdfError."""
    html = sheet_html(sheet, MOST)
    key = salted_hmac("neuss_integration.portal.sheet", html, algorithm="sha256").hexdigest()
    content: bytes | None = caches["pdf"].get(key)
    if content is None:
        content = _one_page(sheet)
        caches["pdf"].set(key, content, KEPT_FOR)
    return content


def sheet_html(sheet: OfferSheet, most: int) -> str:
    """The printable document with at most `most` offers."""
    context: dict[str, Any] = {
        "sheet": sheet,
        "rows": sheet.rows[:most],
        "is_whole": len(sheet.rows) <= most,
        "qr": qr_svg(sheet.address),
        **imprint(),
    }
    return render_to_string("pdf/portal/sheet.html", context)


def _one_page(sheet: OfferSheet) -> bytes:
    for most in range(min(MOST, len(sheet.rows)), -1, -1):
        content = render_pdf(sheet_html(sheet, max(most, 1)), created=sheet.at)
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.pages) == 1:
                break
    return content


def _column(code: str, wanted: OfferFilter) -> tuple[tuple[str, str], dict[int, SheetCell], dt.datetime | None]:
    """(tag and heading, cells by the key of their offer, the newest release) in one language."""
    language = PortalLanguage(code) if code else None
    token = reading.set(code)
    try:
        with translation.override(language.interface if language else "de"):
            offers = [each for each in public_offers() if wanted.fits(each)]
            tag, name = (language.tag, str(language.label)) if language else ("de", "Deutsch")
            return (tag, name), {each.pk: _cell(each, tag) for each in offers}, _newest(offers)
    finally:
        reading.reset(token)


def _newest(offers: Sequence[PublicOffer]) -> dt.datetime | None:
    return max((each.released_at for each in offers if each.released_at), default=None)


def _cell(offer: PublicOffer, tag: str) -> SheetCell:
    words = [*offer.when, *offer.where[:2], gettext(str(CostKind(offer.cost).label)), offer.phone]
    lines = [(str(line), "de" if isinstance(line, Written) else tag) for line in words if line]
    return SheetCell(tag, str(offer.title), "de" if isinstance(offer.title, Written) else tag, lines)
