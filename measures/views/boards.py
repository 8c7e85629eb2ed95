"""Other views of the filtered list: the Zeitplan and the board by state."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.catalogue.listing import Listing
from measures.selectors.boards import MOST, lanes, timeline_bars
from measures.selectors.excerpts import PARAMETER, Excerpt, zoom
from measures.views.measure import LIST_CRUMB
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.ui.gantt import gantt
from neuss_integration.foundation.words.counting import chosen


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def measure_timeline(request: SignedInRequest) -> HttpResponse:
    """The measures of the list along the time, with their milestones."""
    listing = Listing(request.GET, request.user)
    excerpt, today = Excerpt.named(request.GET.get(PARAMETER, "")), timezone.localdate()
    measures = listing.filter.in_period(listing.measures, excerpt) if excerpt else listing.measures
    bars = timeline_bars(measures)
    window = (excerpt.date, excerpt.last_day) if excerpt else None
    context = _context(request, listing, "Zeitplan") | {
        "picture": gantt(bars, _title(excerpt), today=today, window=window) if bars else "",
        "zoom": zoom(excerpt, today),
        "most": MOST,
    }
    context["shown"] = shown = measures.count() if excerpt else context["count"]
    if excerpt:
        context["in_excerpt"] = f", davon {chosen(shown, 'läuft', 'laufen')} {shown} im Ausschnitt {excerpt}"
    return render(request, "measures/measure_timeline.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def measure_board(request: SignedInRequest) -> HttpResponse:
    """The measures of the list by state."""
    listing = Listing(request.GET, request.user)
    context = _context(request, listing, "Tafel nach Status") | {
        "lanes": lanes(listing.measures),
        "may_move": request.user.access.has(Permission.MAINTAIN_MEASURES),
    }
    return render(request, "measures/measure_board.html", context)


def _title(excerpt: Excerpt | None) -> str:
    return f"Maßnahmen, die im Ausschnitt laufen: {excerpt}" if excerpt else "Maßnahmen nach Beginn und Ende"


def _context(request: SignedInRequest, listing: Listing, title: str) -> dict[str, Any]:
    count = listing.filter.qs.count()
    return {
        "page_title": title,
        "breadcrumbs": [LIST_CRUMB, (title, "")],
        "listing": listing,
        "chips": list(listing.filter.chips(request)),
        "ignored": listing.filter.leave_out_unknown(),
        "count": count,
    }
