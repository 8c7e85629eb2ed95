"""Pages of the office about enquiries: the register, one with its answer, and what came in by telephone."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.portal.forms.enquiries import AnswerForm, EnquiryNeedForm, EnquiryTopicForm, RecordEnquiryForm
from neuss_integration.portal.models import Enquiry
from neuss_integration.portal.selectors.enquiries import enquiry_counts
from neuss_integration.portal.services.enquiries import (
    answer_enquiry,
    receive_enquiry,
    take_into_register,
    take_onto_agenda,
)
from neuss_integration.portal.views.office import FORM_PAGE, INDEX_CRUMB, editors

PER_PAGE = 50


@require_safe
@editors
def enquiry_list(request: SignedInRequest) -> HttpResponse:
    """All enquiries, unanswered ones first, and what is counted of the year."""
    year = request.GET.get("jahr", "")
    chosen = int(year) if year.isdecimal() and len(year) == len("2026") else timezone.localdate().year
    rows = Enquiry.objects.visible_to(request.user).select_related("subject", "goal_comment")
    context = {
        "page_title": "Anfragen",
        "waiting": list(rows.open()),
        "page_obj": Paginator(rows.done(), PER_PAGE).get_page(request.GET.get("seite")),
        "year": chosen,
        "counts": enquiry_counts(dt.date(chosen, 1, 1), dt.date(chosen, 12, 31)),
        "breadcrumbs": [INDEX_CRUMB, ("Anfragen", "")],
    }
    return render(request, "portal/office/enquiries.html", context)


@form_methods
@editors
def enquiry_record(request: SignedInRequest) -> HttpResponse:
    """What somebody asked by telephone, mail or in person."""
    form = RecordEnquiryForm(form_data(request))

    def save() -> Any:
        channel = form.cleaned_data["channel"]
        return receive_enquiry(values=form.values(), channel=channel, by=request.user)

    context = {"page_title": "Anfrage eintragen", "breadcrumbs": [INDEX_CRUMB, _crumb(), ("Eintragen", "")]}
    return form_page(request, form, save, FORM_PAGE, context)


@form_methods
@editors
def enquiry_detail(request: SignedInRequest, number: str) -> HttpResponse:
    """One enquiry and its answer; "erledigt" closes it without one."""
    found = Enquiry.objects.visible_to(request.user)
    related = ("subject", "need", "topic__meeting", "goal_comment__put_goal")
    enquiry = get_object_or_404(found.select_related(*related), number=number)
    form = AnswerForm(form_data(request), enquiry=enquiry)

    def save() -> Any:
        is_settled, version = "settle" in request.POST, version_of(form)
        return answer_enquiry(
            enquiry, by=request.user, expected_version=version, values=form.values(), is_settled=is_settled
        )

    context = {
        "page_title": f"Anfrage {enquiry.number}",
        "enquiry": enquiry,
        "breadcrumbs": [INDEX_CRUMB, _crumb(), (enquiry.number, "")],
    }
    page, stored = "portal/office/enquiry.html", lambda now: AnswerForm(enquiry=now)
    return form_page(request, form, save, page, context, back=enquiry.get_absolute_url(), stored=stored)


@form_methods
@editors
def enquiry_need(request: SignedInRequest, number: str) -> HttpResponse:
    """Put what somebody misses into the register of a Runder Tisch."""
    enquiry = get_object_or_404(
        Enquiry.objects.visible_to(request.user).filter(need=None, erased_at=None), number=number
    )
    form = EnquiryNeedForm(form_data(request), enquiry=enquiry)

    def save() -> Any:
        return take_into_register(enquiry, by=request.user, expected_version=version_of(form), values=form.values())

    context = {
        "page_title": "In das Register der Bedarfe übernehmen",
        "subject": f"Anfrage {enquiry.number}",
        "breadcrumbs": [INDEX_CRUMB, _crumb(), (enquiry.number, enquiry.get_absolute_url()), ("Bedarf", "")],
    }
    done = "Der Bedarf steht im Register. Bitte antworten Sie noch auf die Anfrage."
    stored = lambda now: EnquiryNeedForm(enquiry=now)  # noqa: E731
    return form_page(request, form, save, FORM_PAGE, context, back=enquiry.get_absolute_url(), done=done, stored=stored)


@form_methods
@editors
def enquiry_topic(request: SignedInRequest, number: str) -> HttpResponse:
    """Propose what somebody wants to talk about as a topic of a meeting."""
    found = Enquiry.objects.visible_to(request.user).filter(topic=None, erased_at=None, goal_comment=None)
    enquiry = get_object_or_404(found, number=number)
    form = EnquiryTopicForm(form_data(request), enquiry=enquiry)

    def save() -> Any:
        return take_onto_agenda(enquiry, by=request.user, expected_version=version_of(form), **form.values())

    context = {
        "page_title": "Als Thema vorschlagen",
        "subject": f"Anfrage {enquiry.number}",
        "breadcrumbs": [INDEX_CRUMB, _crumb(), (enquiry.number, enquiry.get_absolute_url()), ("Thema", "")],
    }
    done = "Das Thema ist für die Sitzung vorgeschlagen. Bitte antworten Sie noch auf die Anfrage."
    stored = lambda now: EnquiryTopicForm(enquiry=now)  # noqa: E731
    return form_page(request, form, save, FORM_PAGE, context, back=enquiry.get_absolute_url(), done=done, stored=stored)


def _crumb() -> tuple[str, str]:
    return "Anfragen", reverse("publicity:enquiry-list")
