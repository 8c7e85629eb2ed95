"""Dates and numbers as people in Germany write them."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.safestring import SafeString

from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.ui.signs import NOTHING
from neuss_integration.foundation.words.differences import Piece
from neuss_integration.foundation.words.partial_dates import DatePrecision, PartialDate


def german_date(value: dt.date | dt.datetime | None, *, time: bool = False) -> SafeString:
    """12.03.2026 in a `time` element, with the hour when `time` is set; a dash when there is no date."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    has_time = time and isinstance(value, dt.datetime)
    machine = value.strftime("%Y-%m-%dT%H:%M" if has_time else "%Y-%m-%d")
    text = value.strftime("%d.%m.%Y, %H:%M Uhr" if has_time else "%d.%m.%Y")
    return format_html('<time datetime="{}">{}</time>', machine, text)


def partial_date(date: dt.date | PartialDate | None, precision: DatePrecision = "day") -> SafeString:
    """A date as exact as it is known: 2026, März 2026 or 12.03.2026; a dash when there is none."""
    if date is None or date == "":
        return NOTHING
    known = date if isinstance(date, PartialDate) else PartialDate(date, precision)
    machine = known.date.strftime({"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}[known.precision])
    return format_html('<time datetime="{}">{}</time>', machine, str(known))


def german_number(value: int | float | Decimal | None, *, decimals: int | None = None) -> str | SafeString:
    """1.234,5 with a dot every three digits; `decimals` fixes the places after the comma; a dash when None.

    A Decimal is rounded half up, as people do by hand.
    """
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Decimal) and decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{value:,.{decimals}f}" if decimals is not None else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,"))


def marked_words(pieces: Iterable[Piece], *, added: str | None = None, removed: str | None = None) -> SafeString:
    """The pieces of a text that changed: what was added in `ins`, what was removed in `del`.

    `added` and `removed` are what a screen reader says before such a piece ("neu"), nothing when empty; a kind without
    its word is left out. Nothing may stand between the pieces: they bring their own white space.
    """
    return format_html_join("", "{}", ((_marked_piece(piece, added, removed),) for piece in pieces))


def _marked_piece(piece: Piece, added: str | None, removed: str | None) -> SafeString | str:
    if piece.kind == "same":
        return piece.text
    if piece.kind == "gap":
        return format_html('<span class="history__gap" title="unveränderter Text">{}</span> ', piece.text)
    element, word = ("ins", added) if piece.kind == "added" else ("del", removed)
    if word is None:
        return ""
    spoken = format_html('<span class="kern-sr-only">{}: </span>', word) if word else ""
    return format_html("<{}>{}{}</{}>", element, spoken, piece.text, element)
