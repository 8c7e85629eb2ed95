"""Pages of „Kommune als Arbeitgeber“: the figures of all offices, entered, released, given back, as files."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import confirmed, form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from neuss_integration.foundation.spreadsheets.writing import download
from success_factors.exports import staff_file
from success_factors.forms.staff import StaffForm
from success_factors.forms.value_requests import RequestCommentForm
from success_factors.models import Indicator, StaffFigures, StaffYear
from success_factors.models.staff import COUNTS, FIRST_YEAR, label_of
from success_factors.selectors.staff import (
    counts_by_office,
    counts_of,
    last_full_year,
    may_enter_staff,
    offices_of,
    staff_table,
    staff_years,
)
from success_factors.services.staff import accept_staff, return_staff, save_staff

CRUMB: Final = ("Kommune als Arbeitgeber", reverse_lazy("success_factors:staff-overview"))
ENDINGS: Final = ("csv", "xlsx")
PER_PAGE: Final = 50


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page()
def staff_overview(request: SignedInRequest) -> HttpResponse:
    """One year: all offices and the whole administration beside the year before; who is missing."""
    years = staff_years(request.user)
    wanted = request.GET.get("jahr", "")
    chosen = next((each for each in years if str(each.year) == wanted), years[0] if years else None)
    may_enter, newest = may_enter_staff(request.user), last_full_year()
    context = {
        "page_title": "Kommune als Arbeitgeber",
        "years": years,
        "chosen": chosen,
        "table": staff_table(request.user, chosen) if chosen else None,
        "may_enter": may_enter,
        "indicators": Indicator.objects.visible_to(request.user).current().exclude(staff_share="").order_by("sort_key"),
        "may_decide": request.user.access.has(Permission.MAINTAIN_CONCEPT),
        "year_to_enter": newest if may_enter and newest not in [each.year for each in years] else None,
    }
    return render(request, "success_factors/staff_overview.html", context)


@form_methods
@require_permission(Permission.VIEW_CONCEPT)
def staff_edit(request: SignedInRequest, year: int) -> HttpResponse:
    """All offices of one year in one form; saved half-way, or submitted."""
    if not may_enter_staff(request.user):
        raise PermissionDenied
    if not FIRST_YEAR <= year <= last_full_year():
        raise Http404
    current = StaffYear.objects.visible_to(request.user).filter(year=year).first()
    form = _form(form_data(request), year, current)

    def save() -> StaffYear:
        return save_staff(
            year,
            by=request.user,
            expected_version=version_of(form),
            offices=form.given(),
            note=form.cleaned_data["note"],
            submit=form.wants_to_submit,
        )

    done = "Danke. Die Personalzahlen sind eingereicht." if form.wants_to_submit else "Zwischengespeichert."
    title = f"Personalzahlen {year}"
    context = {"page_title": title, "year": year, "current": current, "breadcrumbs": [CRUMB, (title, "")]}
    stored = lambda now: _form(None, year, now)  # noqa: E731
    return form_page(request, form, save, "success_factors/staff_form.html", context, done=done, stored=stored)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def staff_accept(request: SignedInRequest, year: int) -> HttpResponse:
    """Release what was sent, once it was read what follows."""
    current = _year(request, year)
    missing = [str(each) for each in staff_table(request.user, current).missing]
    context = {
        "page_title": f"Personalzahlen {year} freigeben",
        "consequences": [
            "Alle, die das Konzept lesen, sehen die Zahlen; sehr kleine bleiben verborgen.",
            "Die Anteile der ganzen Stadtverwaltung werden Werte der Indikatoren, die aus Personalzahlen entstehen.",
        ],
        "named": [("Ohne Zahlen", missing)],
        "confirm_label": "Freigeben",
        "breadcrumbs": _crumbs(current, "Freigeben"),
    }
    act = lambda: accept_staff(current, by=request.user)  # noqa: E731
    return confirmed(request, act, context, back=current, done="Die Personalzahlen sind freigegeben.")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def staff_return(request: SignedInRequest, year: int) -> HttpResponse:
    """Give them back with a question, also when they were released."""
    current = _year(request, year)
    form = RequestCommentForm(form_data(request), submit_label="Zurückgeben")

    def save() -> StaffYear:
        return return_staff(current, by=request.user, comment=form.cleaned_data["comment"])

    context = {
        "page_title": "Personalzahlen zurückgeben",
        "subject": str(current),
        "breadcrumbs": _crumbs(current, "Zurückgeben"),
    }
    return form_page(request, form, save, "layout/form.html", context, done="Die Personalzahlen sind zurückgegeben.")


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def staff_history(request: SignedInRequest, year: int) -> HttpResponse:
    """Who entered and changed which number, and who sent and released them; for those who enter."""
    if not may_enter_staff(request.user):
        raise PermissionDenied
    current = _year(request, year)
    rows = StaffFigures.history.filter(staff_year_id=current.pk).select_related("history_user", "department")
    page = Paginator(rows.order_by("-history_date", "-history_id"), PER_PAGE).get_page(request.GET.get("seite"))
    page.object_list = [(row, counts_of(row).values()) for row in page.object_list]
    context = {
        "page_title": "Änderungsverlauf",
        "subject": str(current),
        "headings": [label_of(name) for name in COUNTS],
        "steps": Trail(current).page(request.GET.get("vorgaenge")),
        "page_obj": page,
        "breadcrumbs": _crumbs(current, "Verlauf"),
    }
    return render(request, "success_factors/staff_history.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@fair_share
def staff_download(request: SignedInRequest, year: int, ending: str) -> HttpResponse:
    """The table as the page shows it."""
    current = _year(request, year)
    if ending not in ENDINGS:
        raise Http404
    return download(staff_file(staff_table(request.user, current), ending), f"personal-{year}.{ending}")


def _year(request: SignedInRequest, year: int) -> StaffYear:
    return get_object_or_404(StaffYear.objects.visible_to(request.user), year=year)


def _form(data: Any, year: int, current: StaffYear | None) -> StaffForm:
    known: dict[str, Any] = {"version": current.version, "note": current.note} if current else {}
    stored, before = counts_by_office(year), counts_by_office(year - 1)
    return StaffForm(data, year=year, offices=offices_of(year), stored=stored, before=before, **known)


def _crumbs(current: StaffYear, here: str) -> list[tuple[str, Any]]:
    return [CRUMB, (str(current), current.get_absolute_url()), (here, "")]
