"""Pages of asking for values: the list, what an office sends, what the Koordination decides."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.attachments.responses import attachment_response
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from success_factors.forms.value_requests import AskForm, DeliveryForm, ReleaseForm, RequestCommentForm
from success_factors.models import Indicator, ValueEvidence, ValueRequest
from success_factors.selectors.staff import last_full_year
from success_factors.selectors.value_requests import requests_for
from success_factors.services.value_requests import accept, cancel, deliver, give_back, odd_lines, request_value

SEEING = (Permission.MAINTAIN_CONCEPT, Permission.REPORT_PROGRESS)
CRUMB = ("Messwerte", reverse_lazy("success_factors:request-list"))
FORM_PAGE = "layout/form.html"
PER_PAGE = 50
STATES = {"offen": "owed", "eingereicht": "submitted"}


@require_safe
@require_permission(*SEEING)
@cached_page()
def request_list(request: SignedInRequest) -> HttpResponse:
    """What is asked for and how far it is; `status` narrows it to what is owed or waits for a release."""
    found, chosen = requests_for(request.user), request.GET.get("status", "")
    if chosen in STATES:
        found = getattr(found, STATES[chosen])()
    context = {
        "page_title": "Messwerte",
        "chosen": chosen if chosen in STATES else "",
        "page_obj": Paginator(found.order_by("-due_on", "-pk"), PER_PAGE).get_page(request.GET.get("seite")),
        "may_ask": request.user.access.has(Permission.MAINTAIN_CONCEPT),
    }
    return render(request, "success_factors/request_list.html", context)


@form_methods
@require_permission(*SEEING)
@fair_uploads
def request_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form for the office while it has something to do; else what was sent and what became of it."""
    asked = _request(request, pk)
    is_own = asked.department_id in request.user.access.department_ids
    if is_own and asked.is_owed and asked.indicator.staff_share:
        return redirect("success_factors:staff-edit", year=min(asked.due_on.year - 1, last_full_year()))
    if not (is_own and asked.is_owed) and request.method != "POST":
        return render(request, "success_factors/request_detail.html", _detail(request, asked))
    if not is_own:
        raise Http404
    form = DeliveryForm(form_data(request), request.FILES or None, request=asked)

    def save() -> Any:
        return deliver(asked, by=request.user, expected_version=version_of(form), **form.delivery())

    done = "Danke. Der Wert ist eingereicht." if form.wants_to_submit else "Zwischengespeichert."
    context = _context(asked, "Messwert liefern") | {"asked": asked, "files": asked.files.all()}
    stored = lambda now: DeliveryForm(request=now)  # noqa: E731
    return form_page(
        request, form, save, "success_factors/request_form.html", context, back=asked, done=done, stored=stored
    )


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def request_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the office of an indicator for a value before the rhythm does."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    form = AskForm(form_data(request))

    def save() -> Any:
        return request_value(indicator, by=request.user, due_on=form.cleaned_data["due_on"])

    crumbs = [CRUMB, (indicator.name, indicator.get_absolute_url()), ("Anfordern", "")]
    context = {"page_title": "Wert anfordern", "subject": indicator.name, "breadcrumbs": crumbs}
    return form_page(request, form, save, FORM_PAGE, context, back=indicator, done="Der Wert ist angefordert.")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def request_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Release what was sent; odd numbers ask first."""
    asked = _request(request, pk)
    odd = odd_lines(asked)
    form = ReleaseForm(form_data(request), is_odd=bool(odd))

    def save() -> Any:
        return accept(asked, by=request.user, confirmed=form.cleaned_data.get("confirmed", False))

    context = _context(asked, "Freigeben") | {"asked": asked, "lines": asked.lines.all(), "odd": odd}
    done = "Die Werte sind freigegeben und stehen beim Indikator."
    return form_page(request, form, save, "success_factors/request_accept.html", context, back=asked, done=done)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def request_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give what was sent back, with a question."""
    return _commented(request, pk, "Zurückgeben", give_back, done="Die Abfrage ist zurückgegeben.")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def request_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask no longer, and say why."""
    return _commented(request, pk, "Nicht mehr anfordern", cancel, done="Der Wert wird nicht mehr angefordert.")


def _commented(
    request: SignedInRequest, pk: int, step: str, write: Callable[..., ValueRequest], *, done: str
) -> HttpResponse:
    asked = _request(request, pk)
    form = RequestCommentForm(form_data(request), submit_label=step)

    def save() -> ValueRequest:
        return write(asked, by=request.user, comment=form.cleaned_data["comment"])

    return form_page(request, form, save, FORM_PAGE, _context(asked, step), back=asked, done=done)


@require_safe
@require_permission(*SEEING)
def request_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who sent, gave back and released what."""
    asked = _request(request, pk)
    context = _context(asked, "Änderungsverlauf") | {"page_obj": Trail(asked).page(request.GET.get("seite"))}
    return render(request, "layout/history.html", context)


@require_safe
@require_permission(*SEEING)
def request_file(request: SignedInRequest, pk: int, file: int) -> HttpResponse:
    """One file, for the office that sent it and the Koordination."""
    found = ValueEvidence.objects.with_content().visible_to(request.user).filter(request=pk)
    return attachment_response(get_object_or_404(found, pk=file))


def _request(request: SignedInRequest, pk: int) -> ValueRequest:
    return get_object_or_404(requests_for(request.user), pk=pk)


def _detail(request: SignedInRequest, asked: ValueRequest) -> dict[str, Any]:
    may_decide = request.user.access.has(Permission.MAINTAIN_CONCEPT)
    return _context(asked, "") | {
        "page_title": "Abfrage eines Messwerts",
        "asked": asked,
        "lines": asked.lines.all(),
        "files": asked.files.all(),
        "may_decide": may_decide,
    }


def _context(asked: ValueRequest, here: str) -> dict[str, Any]:
    url = reverse("success_factors:request-detail", args=[asked.pk])
    crumbs = [CRUMB, (asked.indicator.name, url if here else ""), *([(here, "")] if here else [])]
    return {"page_title": here, "subject": str(asked.indicator), "breadcrumbs": crumbs, "back": url}
