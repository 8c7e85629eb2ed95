"""Information and advice for everybody: subjects, contact points, and writing to the office."""

from http import HTTPStatus
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuss_integration.foundation.forms.pages import form_methods
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.city_terms import office
from neuss_integration.portal.forms.enquiries import PublicEnquiryForm
from neuss_integration.portal.models import ContactPoint, Enquiry, Subject
from neuss_integration.portal.selectors.advice import (
    PublicSubject,
    public_contact_point,
    public_contact_points,
    public_subjects,
)
from neuss_integration.portal.selectors.public import address, in_german, is_german_read, translated, written
from neuss_integration.portal.services.enquiries import receive_enquiry
from neuss_integration.portal.views.page import as_released, gone, in_language, public_page
from neuss_integration.portal.views.public_messages import is_stopped, retention_period

POINTS_PER_PAGE: Final = 24


@public_page
def advice(request: HttpRequest) -> HttpResponse:
    """All subjects and all contact points."""
    context = {
        "page_title": gettext("Information und Beratung"),
        "subjects": public_subjects(),
        "page_obj": Paginator(public_contact_points(), POINTS_PER_PAGE).get_page(request.GET.get("seite")),
    }
    return render(request, "portal/advice.html", context)


@public_page
def subject_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One subject with the contact points that help; one that was withdrawn says where to look (410)."""
    subject = as_released(Subject.objects.all(), pk, PublicSubject, "subject")
    if subject is None:
        return gone(request, gettext("Dieses Thema gibt es nicht mehr"))
    context = {
        "page_title": subject.title,
        "subject": subject,
        "points": public_contact_points(pk),
        "breadcrumbs": _crumbs(subject.title),
    }
    return render(request, "portal/subject_detail.html", context)


@public_page
def contact_point(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact point as it was released."""
    row = get_object_or_404(ContactPoint, pk=pk, released_at__isnull=False)
    if row.released is None:
        return gone(request, gettext("Diese Anlaufstelle gibt es nicht mehr"))
    [point] = translated([public_contact_point(row)], "contact_point")
    context = {"page_title": point.title, "offer": point, "breadcrumbs": _crumbs(point.title)}
    return render(request, "portal/contact_point.html", context)


@login_not_required
@never_cache
@in_language
@form_methods
def enquiry(request: HttpRequest) -> HttpResponse:
    """Somebody writes to the office; kept before any mail, and then its number is shown."""
    form = PublicEnquiryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not is_stopped(request, form, "enquiry"):
        kept = receive_enquiry(values=form.values())
        return redirect(address("enquiry-status", kept.number, kept.code))
    context = {"page_title": gettext("Schreiben Sie uns"), "form": form, "breadcrumbs": _crumbs(gettext("Anfrage"))}
    context |= {"period": retention_period(), "office": _office()}
    return render(request, "portal/enquiry_form.html", context)


def _office() -> str:
    """The office with its German article where the page is German; other languages say it their own way."""
    return office().nominative if is_german_read() else written(city_names().office)


@login_not_required
@never_cache
@in_language
@require_safe
def enquiry_status(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """What became of an enquiry, for who has its number and its word; nothing is said to others."""
    row = get_object_or_404(Enquiry.objects.select_related("need", "topic", "goal_comment"), number=number)
    if not constant_time_compare(row.code, code):
        return render(request, "404.html", status=HTTPStatus.NOT_FOUND)
    context = {"page_title": gettext("Ihre Anfrage"), "enquiry": row, "breadcrumbs": _crumbs(row.number)}
    response = render(request, "portal/enquiry_status.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _crumbs(here: str) -> list[tuple[str, Any]]:
    return [(gettext("Beratung"), address("advice")), (in_german(here), "")]
