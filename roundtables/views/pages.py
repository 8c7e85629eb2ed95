"""What the pages of Runde Tische share."""

from typing import Any, Final

from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy

from neuss_integration.accounts.requests import SignedInRequest
from roundtables.models import AgendaItem, Meeting, RoundTable
from roundtables.selectors.meetings import meeting_for

Crumbs = list[tuple[str, str]]
FORM_PAGE: Final = "roundtables/form.html"
TABLES_CRUMB: Final = ("Runde Tische", reverse_lazy("roundtables:table-list"))


def page_context(title: str, crumbs: Crumbs, **more: Any) -> dict[str, Any]:
    """What a page with one form shows; `lead` says what it is about, `back` where to go without doing anything."""
    return {"page_title": title, "breadcrumbs": [*crumbs, (title, "")], "back": crumbs[-1][1]} | more


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
