"""Pages of the register of needs: list, file, one need, raise, change, history, state, merge."""

import uuid
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from neuss_integration.foundation.spreadsheets.writing import download, sheet_file
from roundtables.enums.needs import NeedState
from roundtables.exports import need_sheet
from roundtables.filters import NeedFilter
from roundtables.forms.needs import MergeForm, NeedForm, NeedStateForm
from roundtables.models import Meeting, Need
from roundtables.querysets.needs import READING
from roundtables.selectors.needs import (
    get_need,
    in_order,
    known_sort,
    may_raise_needs,
    rows_page,
    similar_needs,
    timeline_of,
    with_everything,
)
from roundtables.services.feedback import add_feedback
from roundtables.services.need_states import change_need_state, merge_need
from roundtables.services.needs import raise_need, update_need

TABLES_CRUMB: Final = ("Runde Tische", reverse_lazy("roundtables:table-list"))
LIST_CRUMB: Final = ("Bedarfe", reverse_lazy("roundtables:need-list"))
FORM_PAGE: Final = "roundtables/need_form.html"


@require_safe
@require_permission(*READING)
@cached_page(by_person=True)
def need_list(request: SignedInRequest) -> HttpResponse:
    """The needs somebody may see, filtered and sorted as the address says."""
    chosen = NeedFilter(request.GET, Need.objects.visible_to(request.user), request.user)
    sort = known_sort(request.GET.get("sortierung", ""))
    page = rows_page(chosen.qs, sort=sort, number=request.GET.get("seite"))
    context = {
        "page_title": "Bedarfe",
        "breadcrumbs": [TABLES_CRUMB, ("Bedarfe", "")],
        "ignored": chosen.leave_out_unknown(),
        "filter_form": chosen.form,
        "chips": list(chosen.chips(request)),
        "page_obj": page,
        "sort": sort,
        "may_raise": may_raise_needs(request.user),
        "may_take_in": request.user.access.has(Permission.MANAGE_TABLES),
    }
    return render(request, "roundtables/need_list.html", context)


@require_safe
@require_permission(*READING)
@fair_share
def need_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """The list as it is filtered and sorted, as XLSX, CSV or ODS."""
    chosen = NeedFilter(request.GET, Need.objects.visible_to(request.user), request.user)
    sheet = need_sheet(in_order(chosen.qs, known_sort(request.GET.get("sortierung", ""))), request.user)
    return download(sheet_file(sheet, suffix), f"bedarfe.{suffix}")


@require_safe
@require_permission(*READING)
def need_detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Everything about one need that the person may see, and what became of it."""
    need = get_need(with_everything(Need.objects.visible_to(request.user), request.user), number)
    manages = request.user.access.has(Permission.MANAGE_TABLES)
    standing = need.merged_into_id is None
    context = {
        "page_title": need.title,
        "need": need,
        "timeline": timeline_of(need.events.all()),
        "similar": similar_needs(need.title, table=need.round_table_id, user=request.user, besides=need.pk)
        if manages and standing
        else [],
        "manages": manages,
        "may_change_state": manages and standing,
        "may_edit": standing and Need.objects.editable_by(request.user).filter(pk=need.pk).exists(),
        "breadcrumbs": _crumbs(need),
    }
    return render(request, "roundtables/need_detail.html", context)


@form_methods
@require_permission(*READING)
def need_create(request: SignedInRequest) -> HttpResponse:
    """Raise a need; a double click raises one."""
    if not may_raise_needs(request.user):
        raise PermissionDenied
    initial = {"submission_key": uuid.uuid4(), "round_table": request.GET.get("tisch")}
    form = NeedForm(form_data(request), user=request.user, initial=initial)

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return raise_need(by=request.user, values=form.values(), submission_key=key)

    crumbs = [TABLES_CRUMB, LIST_CRUMB, ("Melden", "")]
    context = {"page_title": "Bedarf melden", "breadcrumbs": crumbs}
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        done=lambda need: f"Danke. Der Bedarf ist unter der Nummer {need.number} gemeldet.",
    )


@form_methods
@require_permission(*READING)
def need_edit(request: SignedInRequest, number: str) -> HttpResponse:
    """Change a need; a second writer sees both versions and chooses."""
    need = get_need(Need.objects.editable_by(request.user), number)
    form = NeedForm(form_data(request), user=request.user, need=need)

    def save() -> Any:
        return update_need(need, by=request.user, expected_version=version_of(form), values=form.values())

    context = _form_context(need, "Bedarf bearbeiten")
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=need,
        stored=lambda current: NeedForm(user=request.user, need=current),
    )


@require_safe
@require_permission(Permission.MANAGE_TABLES)
def need_history(request: SignedInRequest, number: str) -> HttpResponse:
    """Who changed which field when, and beside it who decided what."""
    need = get_need(Need.objects.editable_by(request.user), number)
    context = _form_context(need, "Verlauf des Bedarfs") | {
        "page_obj": Trail(need).page(request.GET.get("seite")),
        "timeline": timeline_of(need.events.select_related("actor").order_by("-at", "-pk")),
    }
    return render(request, "layout/history.html", context)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def need_state(request: SignedInRequest, number: str) -> HttpResponse:
    """Take one of the possible steps of the workflow."""
    need = _standing(request, number)
    form = NeedStateForm(form_data(request), need=need, user=request.user)

    def save() -> Any:
        return change_need_state(need, by=request.user, **form.cleaned_data)

    context = {"need": need} | _form_context(need, "Status des Bedarfs")
    return form_page(
        request,
        form,
        save,
        "roundtables/need_state.html",
        context,
        back=need,
        done=lambda changed: f"Der Status ist jetzt „{NeedState(changed.state).label}“.",
        field="transition",
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def need_merge(request: SignedInRequest, number: str) -> HttpResponse:
    """Let a duplicate go on in another need."""
    need = _standing(request, number)
    form = MergeForm(form_data(request), need=need, initial={"into": request.GET.get("mit")})

    def save() -> Any:
        return merge_need(need, by=request.user, **form.cleaned_data)

    context = _form_context(need, "Bedarfe zusammenführen")
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        done=lambda target: f"Zusammengeführt: {need.number} geht auf in {target.number}.",
        field="into",
    )


@require_POST
@require_permission(Permission.MANAGE_TABLES)
def feedback_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put on the agenda what became of the needs."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    return button(
        request,
        lambda: add_feedback(meeting, by=request.user),
        back=meeting,
        done="Die Rückmeldung zu den Bedarfen steht auf der Tagesordnung.",
    )


def _standing(request: SignedInRequest, number: str) -> Need:
    need = get_need(Need.objects.editable_by(request.user).select_related("round_table"), number)
    if need.merged_into_id is not None:
        raise Http404("A need that was merged takes no further step.")
    return need


def _crumbs(need: Need, here: str = "") -> list[tuple[str, Any]]:
    way = [TABLES_CRUMB, LIST_CRUMB]
    return [*way, (need.number, need.get_absolute_url()), (here, "")] if here else [*way, (need.number, "")]


def _form_context(need: Need, title: str) -> dict[str, Any]:
    return {"page_title": title, "subject": str(need), "breadcrumbs": _crumbs(need, title)}
