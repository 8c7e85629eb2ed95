"""Pages of funding programmes: list, one programme, enter, change, history, remove."""

import datetime as dt
import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.exports import programme_file
from measures.forms.funding_programmes import FundingProgrammeForm
from measures.forms.parts import ReasonForm
from measures.models import FundingProgramme, Measure
from measures.selectors.funding_programmes import MISSED, money_warning, programmes_for
from measures.selectors.history import chronicle_of_programme
from measures.services.funding_programmes import create_programme, remove_programme, update_programme
from measures.views.parts import PART_FORM
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.foundation.spreadsheets.writing import download

CRUMB = ("Förderprogramme", reverse_lazy("measures:programme-list"))
PER_PAGE = 50


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def programme_list(request: SignedInRequest) -> HttpResponse:
    """All programmes, the one that ends first at the top; of one measure, or of missed deadlines, by the address."""
    found, number, only_missed = _found(request)
    context = {
        "page_title": "Förderprogramme",
        "number": number,
        "only_missed": only_missed,
        "query": request.GET.urlencode(),
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("seite")),
        "may_edit": request.user.access.has(Permission.MAINTAIN_MEASURES),
    }
    return render(request, "measures/programme_list.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@fair_share
def programme_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """What the page shows with the same filters, all pages of it."""
    return download(programme_file(_found(request)[0], suffix), f"foerderprogramme.{suffix}")


def _found(request: SignedInRequest) -> tuple[Any, str, bool]:
    """The programmes that the address asks for: of the measure of this number, or of missed deadlines only."""
    found, number = programmes_for(request.user), request.GET.get("massnahme", "")
    if number:
        found = found.filter(measures__in=Measure.objects.visible_to(request.user).filter(number=number))
    only_missed = request.GET.get("frist") == MISSED
    if only_missed:
        found = found.due_by(timezone.localdate() - dt.timedelta(days=1))
    return found, number, only_missed


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def programme_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One programme: money, deadlines, and what it pays, as far as the person may see it."""
    programme: Any = get_object_or_404(programmes_for(request.user), pk=pk)
    context = {
        "page_title": programme.title,
        "programme": programme,
        "paid": [(measure, money_warning(measure)) for measure in programme.seen_measures],
        "may_edit": request.user.access.has(Permission.MAINTAIN_MEASURES),
        "breadcrumbs": [CRUMB, (programme.title, "")],
    }
    return render(request, "measures/programme_detail.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def programme_create(request: SignedInRequest) -> HttpResponse:
    """Enter a programme. A double click makes one."""
    form = FundingProgrammeForm(form_data(request), initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return create_programme(by=request.user, values=form.values(), submission_key=key)

    context = {"page_title": "Förderprogramm eintragen", "breadcrumbs": [CRUMB, ("Eintragen", "")]}
    context |= {"back": str(CRUMB[1])}
    return form_page(request, form, save, PART_FORM, context, done="Das Förderprogramm ist eingetragen.")


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def programme_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a programme; a second writer sees both versions and chooses."""
    programme = _programme(request, pk)
    form = FundingProgrammeForm(form_data(request), row=programme)

    def save() -> Any:
        return update_programme(programme, by=request.user, expected_version=version_of(form), values=form.values())

    context = _context(programme, "Bearbeiten") | {"remove_url": reverse("measures:programme-remove", args=[pk])}
    stored = lambda current: FundingProgrammeForm(row=current)  # noqa: E731
    return form_page(request, form, save, PART_FORM, context, back=programme, stored=stored)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def programme_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a wrong entry out, and say why."""
    programme = _programme(request, pk)
    form = ReasonForm(form_data(request))

    def save() -> Any:
        return remove_programme(programme, by=request.user, reason=form.cleaned_data["reason"])

    explanation = "Nur für falsche Einträge. Ist eine Förderung zu Ende, bleibt sie stehen."
    context = _context(programme, "Entfernen") | {"explanation": explanation}
    done = "Das Förderprogramm ist entfernt."
    return form_page(request, form, save, PART_FORM, context, back=str(CRUMB[1]), done=done)


@require_safe
@require_permission(Permission.MAINTAIN_MEASURES)
def programme_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who changed what of a programme."""
    programme = _programme(request, pk)
    page = Paginator(chronicle_of_programme(programme).entries(), PER_PAGE).get_page(request.GET.get("seite"))
    context = _context(programme, "Änderungsverlauf") | {"page_obj": page}
    return render(request, "measures/chronicle.html", context)


def _programme(request: SignedInRequest, pk: int) -> FundingProgramme:
    return get_object_or_404(FundingProgramme.objects.visible_to(request.user), pk=pk)


def _context(programme: FundingProgramme, title: str) -> dict[str, Any]:
    url = programme.get_absolute_url()
    crumbs = [CRUMB, (programme.title, url), (title, "")]
    return {"page_title": f"Förderprogramm: {title}", "subject": programme.title, "back": url, "breadcrumbs": crumbs}
