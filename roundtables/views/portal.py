"""Published minutes for everybody, without signing in."""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.operations.pdf import Order, waited_pdf
from roundtables.models import Minutes
from roundtables.pdf.minutes import dated, minutes_html, public_minutes_pdf
from roundtables.selectors.minutes import minutes_for_everybody, minutes_view

PER_PAGE: Final = 50
TITLE: Final = "Protokolle der Runden Tische"
PORTAL_CRUMB: Final = (TITLE, reverse_lazy("roundtables:portal-minutes"))


@login_not_required
@require_safe
def portal_minutes(request: HttpRequest) -> HttpResponse:
    """All minutes that the Koordination released, by year, newest first."""
    page = Paginator(minutes_for_everybody(), PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "roundtables/portal_minutes.html", {"page_title": TITLE, "page_obj": page})


@login_not_required
@require_safe
def portal_minutes_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The public form of the minutes of one meeting."""
    minutes = _minutes(pk)
    context = {
        "page_title": f"Veröffentlichtes Protokoll: {minutes.meeting}",
        "minutes": minutes,
        "meeting": minutes.meeting,
        "view": minutes_view(minutes, public=True),
        "breadcrumbs": [(PORTAL_CRUMB[0], str(PORTAL_CRUMB[1])), (str(minutes.meeting), "")],
    }
    return render(request, "roundtables/portal_minutes_detail.html", context)


@login_not_required
@require_safe
@fair_share
def portal_minutes_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The public form as PDF."""
    minutes = _minutes(pk)
    name = f"protokoll-{minutes.meeting.starts_at:%Y-%m-%d}.pdf"
    back = reverse_lazy("roundtables:portal-minutes-detail", args=[pk])
    order = Order(minutes_html(minutes, public=True), dated(minutes))
    return waited_pdf(request, order, lambda: public_minutes_pdf(minutes), name, back=str(back))


def _minutes(meeting: int) -> Minutes:
    return get_object_or_404(minutes_for_everybody(), meeting=meeting)
