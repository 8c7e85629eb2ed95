"""Pages of „Dienstleistungen öffnen“: the Selbstcheck of a year, of an office, entered, released, given back."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from measures.exports import check_file
from measures.forms.office_checks import CheckForm, CheckYearForm
from measures.models import CheckYear, OfficeCheck
from measures.selectors.history import chronicle_of_check
from measures.selectors.office_checks import (
    CHECKS_WAITING,
    check_table,
    check_years,
    checks_for,
    gaps_of,
    may_answer,
    told_before,
    told_in,
    with_proposals,
    years_of_office,
)
from measures.services.office_checks import (
    accept_all_checks,
    accept_check,
    open_check_year,
    return_check,
    save_check,
    update_check_year,
)
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.city.models import Department
from neuss_integration.foundation.forms.pages import confirmed, form_methods, form_page, version_of
from neuss_integration.foundation.spreadsheets.writing import download
from neuss_integration.foundation.words.nouns import count_of
from success_factors.forms.value_requests import RequestCommentForm

CRUMB: Final = ("Dienstleistungen öffnen", reverse_lazy("measures:check-overview"))
PER_PAGE: Final = 50
ENDINGS: Final = ("csv", "xlsx")
FORM_PAGE: Final = "layout/form.html"
RELEASED: Final = "Alle, die das Konzept lesen, sehen die Antworten, und sie zählen."


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page()
def check_overview(request: SignedInRequest) -> HttpResponse:
    """One year: offices × questions, what was counted, who is missing; or what waits to be released, of all years."""
    if request.GET.get("stand") == CHECKS_WAITING:
        waiting = checks_for(request.user).submitted().order_by("submitted_at", "pk")
        head = {"page_title": "Selbstchecks, die freizugeben sind", "breadcrumbs": [CRUMB, ("Freizugeben", "")]}
        return render(request, "measures/check_waiting.html", head | {"waiting": list(waiting)})
    years = check_years(request.user)
    wanted = request.GET.get("jahr", "")
    chosen = next((each for each in years if str(each.year) == wanted), years[0] if years else None)
    context = {
        "page_title": "Dienstleistungen öffnen",
        "years": years,
        "chosen": chosen,
        "table": check_table(request.user, chosen) if chosen else None,
        "may_decide": request.user.access.has(Permission.MAINTAIN_CONCEPT),
    }
    return render(request, "measures/check_overview.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def check_open(request: SignedInRequest) -> HttpResponse:
    """Ask all offices of a year."""
    form = CheckYearForm(form_data(request))

    def save() -> CheckYear:
        given = form.cleaned_data
        return open_check_year(by=request.user, year=given["year"], due_on=given["due_on"], note=given["note"])

    context = {"page_title": "Selbstcheck eröffnen", "breadcrumbs": [CRUMB, ("Eröffnen", "")]}
    done = "Der Selbstcheck ist eröffnet. Alle Fachdienststellen der Stadtverwaltung sehen ihn bei ihren Aufgaben."
    return form_page(request, form, save, FORM_PAGE, context, done=done)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def check_year_edit(request: SignedInRequest, year: int) -> HttpResponse:
    """Change the day and the note of a year; offices that are new are asked too."""
    current = _year(request, year)
    form = CheckYearForm(form_data(request), check_year=current)

    def save() -> CheckYear:
        given, version = form.cleaned_data, version_of(form)
        return update_check_year(
            current, by=request.user, expected_version=version, due_on=given["due_on"], note=given["note"]
        )

    crumbs = [CRUMB, (str(current), current.get_absolute_url()), ("Bearbeiten", "")]
    context = {"page_title": f"{current} bearbeiten", "breadcrumbs": crumbs}
    stored = lambda now: CheckYearForm(check_year=now)  # noqa: E731
    return form_page(request, form, save, FORM_PAGE, context, stored=stored)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def check_accept_all(request: SignedInRequest, year: int) -> HttpResponse:
    """Release all that were submitted, once it was read what follows."""
    current = _year(request, year)
    waiting = [str(each.department) for each in checks_for(request.user).filter(check_year=current).submitted()]
    context = {
        "page_title": f"{current}: alle eingereichten freigeben",
        "consequences": [RELEASED],
        "named": [("Freigegeben werden", waiting)],
        "confirm_label": "Freigeben",
        "breadcrumbs": [CRUMB, (str(current), current.get_absolute_url()), ("Freigeben", "")],
        "refusal": "" if waiting else "Zurzeit ist kein Selbstcheck eingereicht.",
    }
    done = lambda number: f"{count_of(number, 'Selbstcheck')} freigegeben."  # noqa: E731
    return confirmed(
        request, lambda: accept_all_checks(current, by=request.user), context, back=current, done=done, then=current
    )


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@fair_share
def check_download(request: SignedInRequest, year: int, ending: str) -> HttpResponse:
    """The year as the page shows it, an answer a row."""
    current = _year(request, year)
    if ending not in ENDINGS:
        raise Http404
    return download(check_file(check_table(request.user, current), ending), f"selbstcheck-{year}.{ending}")


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def check_office(request: SignedInRequest, pk: int) -> HttpResponse:
    """One office: its years side by side, and its gaps with what became of them."""
    office = get_object_or_404(Department, pk=pk)
    checks, rows = years_of_office(request.user, office)
    newest = next((check for check in checks if check.submitted_at), None)
    context = {
        "page_title": f"Dienstleistungen öffnen: {office}",
        "office": office,
        "checks": checks,
        "rows": rows,
        "newest": newest,
        "gaps": gaps_of(newest, rows) if newest else [],
        "owed": [check for check in checks if check.is_owed and may_answer(request.user, check)],
        "may_follow": request.user.access.has(Permission.MAINTAIN_MEASURES),
        "breadcrumbs": [CRUMB, (str(office), "")],
    }
    return render(request, "measures/check_office.html", context)


@form_methods
@require_permission(Permission.VIEW_CONCEPT)
def check_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form while the person has to answer; else what was told, and what became of it."""
    check = _check(request, pk)
    if not (check.is_owed and may_answer(request.user, check)):
        if request.method == "POST" and not may_answer(request.user, check):
            raise Http404
        if form_data(request) is None:
            return _told(request, pk)
    form = _form(request, check, form_data(request))

    def save() -> OfficeCheck:
        version, answers = version_of(form), form.given()
        return save_check(
            check, by=request.user, expected_version=version, answers=answers, submit=form.wants_to_submit
        )

    done = "Danke. Der Selbstcheck ist eingereicht." if form.wants_to_submit else "Zwischengespeichert."
    stored = lambda now: _form(request, now, None)  # noqa: E731
    context = lambda: _context(check) | {"before": told_before(request.user, check)[0]}  # noqa: E731
    return form_page(request, form, save, "measures/check_form.html", context, done=done, stored=stored)


@cached_page(by_person=True)
def _told(request: SignedInRequest, pk: int) -> HttpResponse:
    return render(request, "measures/check_detail.html", _detail(request, _check(request, pk)))


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def check_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Release what an office told, once it was read what follows."""
    check = _check(request, pk)
    context = _context(check, "Freigeben") | {"consequences": [RELEASED], "confirm_label": "Freigeben"}
    act = lambda: accept_check(check, by=request.user)  # noqa: E731
    return confirmed(request, act, context, back=check, done="Der Selbstcheck ist freigegeben.")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def check_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give it back with a question, also when it was released."""
    check = _check(request, pk)
    form = RequestCommentForm(form_data(request), submit_label="Zurückgeben")

    def save() -> OfficeCheck:
        return return_check(check, by=request.user, comment=form.cleaned_data["comment"])

    done = "Der Selbstcheck ist zurückgegeben."
    return form_page(request, form, save, FORM_PAGE, _context(check, "Zurückgeben"), done=done)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def check_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who entered and changed which answer, and who sent and released them; for those who enter."""
    check = _check(request, pk)
    if not may_answer(request.user, check):
        raise Http404
    page = Paginator(chronicle_of_check(check, request.user).entries(), PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "measures/chronicle.html", _context(check, "Verlauf") | {"page_obj": page})


def _year(request: SignedInRequest, year: int) -> CheckYear:
    return get_object_or_404(CheckYear, year=year)


def _check(request: SignedInRequest, pk: int) -> OfficeCheck:
    return get_object_or_404(checks_for(request.user), pk=pk)


def _form(request: SignedInRequest, check: OfficeCheck, data: Any) -> CheckForm:
    return CheckForm(
        data,
        questions=check.check_year.questions.in_order(),
        stored=told_in(request.user, check),
        before=told_before(request.user, check)[1],
        version=check.version,
    )


def _detail(request: SignedInRequest, check: OfficeCheck) -> dict[str, Any]:
    told = told_in(request.user, check)
    if request.user.access.has(Permission.MAINTAIN_MEASURES):
        told = with_proposals(request.user, check, told)
    return _context(check) | {
        "answers": [(each, told.get(each.pk)) for each in check.check_year.questions.in_order()],
        "may_decide": request.user.access.has(Permission.MAINTAIN_CONCEPT),
        "may_follow": request.user.access.has(Permission.MAINTAIN_MEASURES),
        "may_answer": may_answer(request.user, check),
    }


def _context(check: OfficeCheck, here: str = "") -> dict[str, Any]:
    office = reverse("measures:check-office", args=[check.department_id])
    url = check.get_absolute_url()
    crumbs = [CRUMB, (str(check.department), office), (str(check.check_year), url if here else "")]
    return {
        "page_title": f"{check.check_year}: {here}" if here else str(check.check_year),
        "subject": str(check),
        "check": check,
        "back": url,
        "breadcrumbs": [*crumbs, (here, "")] if here else crumbs,
    }
