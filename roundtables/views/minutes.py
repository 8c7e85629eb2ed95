"""Pages of minutes: read, send for comment, object, approve, publish."""

import uuid
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page
from neuss_integration.foundation.words.city_terms import worded
from neuss_integration.operations.pdf import Order, waited_pdf
from roundtables.enums.minutes import MinutesState, ObjectionState
from roundtables.forms.meetings import PublicReasonForm
from roundtables.forms.minutes import ApproveForm, DecideForm, ObjectionForm, PublishForm, SendForm
from roundtables.models import Minutes, Objection
from roundtables.pdf.minutes import dated, minutes_html, minutes_pdf
from roundtables.selectors.minutes import minutes_for, minutes_view, open_items
from roundtables.selectors.private_names import in_words, private_names_in
from roundtables.services import minutes as service
from roundtables.views.pages import FORM_PAGE, minutes_crumbs, page_context, table_crumbs
from roundtables.workflows.meetings import MINUTES_WORKFLOW


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def minutes_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes: whole for members and Koordination, the public form for everybody else."""
    minutes = _minutes(request, pk)
    inside = _is_inside(request, minutes)
    may_manage = request.user.access.has(Permission.MANAGE_TABLES)
    meeting = minutes.meeting
    way = [(str(meeting), meeting.get_absolute_url())] if inside else []
    context = {
        "page_title": f"Protokoll: {meeting}",
        "minutes": minutes,
        "meeting": meeting,
        "view": minutes_view(minutes, public=not inside, notes=may_manage),
        "may_manage": may_manage,
        "private_names": in_words(private_names_in(minutes), minutes) if may_manage and not minutes.is_approved else "",
        "may_object": inside and minutes.state == MinutesState.SENT,
        "events": MINUTES_WORKFLOW.timeline(minutes.events.select_related("actor")) if may_manage else [],
        "breadcrumbs": [*table_crumbs(meeting.round_table), *way, ("Protokoll", "")],
    }
    return render(request, "roundtables/minutes_detail.html", context)


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
@fair_share
def minutes_download(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """The minutes as PDF, whole ("voll") or in the form for everybody ("oeffentlich")."""
    minutes = _minutes(request, pk)
    public = form == "oeffentlich"
    if not public:
        minutes = get_object_or_404(Minutes.objects.inside_of(request.user), pk=minutes.pk)
    suffix = "-oeffentlich" if public else ""
    name = f"protokoll-{minutes.meeting.starts_at:%Y-%m-%d}{suffix}.pdf"
    notes = request.user.access.has(Permission.MANAGE_TABLES)
    order = Order(minutes_html(minutes, public=public, notes=notes), dated(minutes))
    make = partial(minutes_pdf, minutes, public=public, notes=notes)
    return waited_pdf(request, order, make, name, back=minutes)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def minutes_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send for comment until a day."""
    minutes = _minutes(request, pk)
    form = SendForm(form_data(request))

    done = "Das Protokoll ist versandt. Alle Mitglieder bekommen eine E-Mail."
    context = page_context("Zur Stellungnahme versenden", minutes_crumbs(minutes.meeting), lead=str(minutes))
    return form_page(
        request,
        form,
        lambda: service.send_minutes(minutes, by=request.user, **form.cleaned_data),
        FORM_PAGE,
        context,
        back=minutes,
        done=done,
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def minutes_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make it a draft again, with a reason."""
    minutes = _minutes(request, pk)
    form = PublicReasonForm(form_data(request))

    done = "Das Protokoll ist wieder ein Entwurf."
    context = page_context("Protokoll zurücknehmen", minutes_crumbs(minutes.meeting), lead=str(minutes))
    return form_page(
        request,
        form,
        lambda: service.take_back_minutes(minutes, by=request.user, **form.cleaned_data),
        FORM_PAGE,
        context,
        back=minutes,
        done=done,
    )


@form_methods
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def objection_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Object, as a member."""
    minutes = get_object_or_404(
        Minutes.objects.inside_of(request.user).select_related("meeting__round_table"), meeting=pk
    )
    first = {"submission_key": uuid.uuid4()}
    form = ObjectionForm(form_data(request), meeting=minutes.meeting, initial=first)

    done = worded("Danke, Ihr Einwand ist eingetragen. {office.opening} antwortet darauf.")
    context = page_context("Einwand erheben", minutes_crumbs(minutes.meeting), lead=str(minutes))
    return form_page(
        request,
        form,
        lambda: service.raise_objection(minutes, by=request.user, **form.cleaned_data),
        FORM_PAGE,
        context,
        back=minutes,
        done=done,
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def objection_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    objection = get_object_or_404(
        Objection.objects.select_related("minutes__meeting__round_table", "raised_by", "item"), pk=pk
    )
    minutes, form = objection.minutes, DecideForm(form_data(request))

    def save() -> Any:
        given = form.cleaned_data
        state = ObjectionState(given["state"])
        return service.decide_objection(objection, by=request.user, state=state, answer=given["answer"])

    crumbs = minutes_crumbs(minutes.meeting)
    done = "Die Entscheidung ist eingetragen. Bitte ändern Sie den Text, wenn es nötig ist."
    context = page_context("Über den Einwand entscheiden", crumbs, lead=str(minutes), objection=objection)
    return form_page(request, form, save, FORM_PAGE, context, back=minutes, done=done)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def minutes_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say in which meeting the minutes were approved; nothing changes afterwards."""
    minutes = _minutes(request, pk)
    meetings = service.approving_meetings(minutes)
    form = ApproveForm(form_data(request), meetings=meetings)

    crumbs = minutes_crumbs(minutes.meeting)
    done = "Die Genehmigung ist eingetragen. Das Protokoll lässt sich nicht mehr ändern."
    context = page_context("Genehmigung eintragen", crumbs, lead=str(minutes), nothing_later=not meetings)
    return form_page(
        request,
        form,
        lambda: service.approve_minutes(minutes, by=request.user, **form.cleaned_data),
        FORM_PAGE,
        context,
        back=minutes,
        done=done,
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def minutes_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the public form of approved minutes to everybody; before that, how it will look and whom it names."""
    minutes = get_object_or_404(minutes_for(request.user).filter(state=MinutesState.APPROVED), meeting=pk)
    view = minutes_view(minutes, public=True)
    private_names = private_names_in(minutes)
    form = PublishForm(form_data(request), minutes=minutes, items=open_items(minutes), private_names=private_names)

    context = {
        "view": view,
        "minutes": minutes,
        "meeting": minutes.meeting,
        "private_names": in_words(private_names, minutes),
        "page_title": "Protokoll veröffentlichen",
        "breadcrumbs": [*minutes_crumbs(minutes.meeting), ("Veröffentlichen", "")],
    }
    done = "Die öffentliche Fassung ist veröffentlicht. Alle können sie ohne Anmeldung lesen."
    return form_page(
        request,
        form,
        lambda: service.publish_minutes(minutes, by=request.user, **form.cleaned_data),
        "roundtables/minutes_publish.html",
        context,
        back=minutes,
        done=done,
    )


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def minutes_hide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the minutes to members only, again."""
    minutes = _minutes(request, pk)
    sentence = "Das Protokoll ist nicht mehr veröffentlicht."
    return button(request, lambda: service.hide_minutes(minutes, by=request.user), back=minutes, done=sentence)


def _minutes(request: SignedInRequest, meeting: int) -> Minutes:
    return get_object_or_404(minutes_for(request.user), meeting=meeting)


def _is_inside(request: SignedInRequest, minutes: Minutes) -> bool:
    return Minutes.objects.inside_of(request.user).filter(pk=minutes.pk).exists()
