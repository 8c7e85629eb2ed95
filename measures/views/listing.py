"""The list of measures, and the same list as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.catalogue.listing import COLUMN_PARAMETER, Listing
from measures.exports import ALL_COLUMNS, FORMATS, listing_file
from measures.selectors.measures import PAGE_SIZES
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.spreadsheets.writing import download


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page(by_person=True)
def measure_list(request: SignedInRequest) -> HttpResponse:
    """The measures somebody may see, filtered and sorted as the address says."""
    listing = Listing(request.GET, request.user)
    page = listing.page()
    context = {
        "page_title": "Maßnahmen",
        "ignored": listing.filter.leave_out_unknown(),
        "listing": listing,
        "chips": list(listing.filter.chips(request)),
        "page_obj": page,
        "sort": listing.sort,
        "size": listing.size,
        "sizes": PAGE_SIZES,
        "may_maintain": request.user.access.has(Permission.MAINTAIN_MEASURES),
        "may_ask": request.user.access.has(Permission.MANAGE_ROUNDS),
    }
    return render(request, "measures/measure_list.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@fair_share
def measure_export(request: SignedInRequest, file_format: str) -> HttpResponse:
    """All pages of the list as a file, with the filters, order and columns of the address."""
    if file_format not in FORMATS:
        raise Http404("There is no such format.")
    now = timezone.localtime()
    everything = request.GET.get(COLUMN_PARAMETER) == ALL_COLUMNS
    content = listing_file(Listing(request.GET, request.user), file_format, made_at=now, all_columns=everything)
    return download(content, f"Maßnahmen {now:%Y-%m-%d}.{file_format}")
