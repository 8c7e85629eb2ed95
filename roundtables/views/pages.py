"""What the pages of Runde Tische share."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy

from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.refusals import refusals_in
from roundtables.models import AgendaItem, Meeting, RoundTable
from roundtables.selectors.meetings import meeting_for

Crumbs = list[tuple[str, str]]
TABLES_CRUMB: Final = ("Runde Tische", reverse_lazy("roundtables:table-list"))


def stored(request: SignedInRequest, form: Any, save: Callable[[], Any]) -> bool:
    """Whether the form was sent, is valid and `save` went through; what it refuses stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    with refusals_in(form):
        save()
        return True
    return False


def done(request: SignedInRequest, target: Any, act: Callable[[], Any], sentence: str) -> HttpResponse:
    """`act` happened and its `sentence` is shown on `target`, or why it was refused."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect(target)


def form_page(request: SignedInRequest, form: Any, title: str, crumbs: Crumbs, **more: Any) -> HttpResponse:
    """A page with one form; `lead` says what it is about, `back` where to go without doing anything."""
    context = {"form": form, "page_title": title, "breadcrumbs": [*crumbs, (title, "")], "back": crumbs[-1][1]} | more
    return render(request, "roundtables/form.html", context)


def visible_table(request: SignedInRequest, pk: int) -> RoundTable:
    """The Runder Tisch, or 404."""
    return get_object_or_404(RoundTable.objects.visible_to(request.user).select_related("office"), pk=pk)


def visible_meeting(request: SignedInRequest, pk: int) -> Meeting:
    """The meeting, or 404."""
    return get_object_or_404(meeting_for(request.user), pk=pk)


def visible_item(request: SignedInRequest, pk: int) -> AgendaItem:
    """The item of a meeting that the person may see, or 404."""
    visible = Meeting.objects.visible_to(request.user)
    items = AgendaItem.objects.filter(meeting__in=visible).select_related("meeting__round_table")
    return get_object_or_404(items, pk=pk)


def table_crumbs(table: RoundTable) -> Crumbs:
    """The way to a Runder Tisch."""
    return [(TABLES_CRUMB[0], str(TABLES_CRUMB[1])), (table.name, table.get_absolute_url())]


def meeting_crumbs(meeting: Meeting) -> Crumbs:
    return [*table_crumbs(meeting.round_table), (str(meeting), meeting.get_absolute_url())]


def minutes_crumbs(meeting: Meeting) -> Crumbs:
    return [*meeting_crumbs(meeting), ("Protokoll", meeting.minutes.get_absolute_url())]
