"""Reading needs: rows of the register, everything on one page, and what looks like a duplicate."""

from collections.abc import Iterable
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, OrderBy, Prefetch, QuerySet, Value, When
from django.http import Http404

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.words.likeness import most_alike
from roundtables.enums.needs import NeedState
from roundtables.models import Need, NeedEvent
from roundtables.querysets.meetings import tables_of
from roundtables.querysets.needs import READING
from roundtables.workflows.needs import NEED_WORKFLOW

PER_PAGE: Final = 50
DEFAULT_SORT: Final = "-nummer"
ROW_COLUMNS: Final = ("number", "title", "round_table__name", "field_of_action__name", "raised_on", "state")
_STATE_ORDER = Case(
    *(When(state=state, then=Value(position)) for position, state in enumerate(NeedState.values)),
    default=Value(len(NeedState.values)),
)
SORTS: Final[dict[str, Any]] = {
    "nummer": F("number"),
    "titel": F("sort_key"),
    "tisch": F("round_table__sort_key"),
    "gemeldet": F("raised_on"),
    "status": _STATE_ORDER,
}


def may_raise_needs(user: Any) -> bool:
    """Whether `user` runs the Runde Tische or has a seat at one today."""
    access = access_of(user)
    if access.has(Permission.MANAGE_TABLES):
        return True
    return access.has(*READING) and tables_of(user).exists()


def known_sort(sort: str) -> str:
    """`sort` if the register can be sorted by it, else the newest first."""
    return sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT


def in_order(needs: QuerySet[Need], sort: str) -> QuerySet[Need]:
    """`needs` sorted by a key of SORTS, with a minus the other way round."""
    descending = sort.startswith("-")
    column = OrderBy(SORTS[sort.removeprefix("-")], descending=descending)
    return needs.order_by(column, "-pk" if descending else "pk")


def rows_page(needs: QuerySet[Need], *, sort: str, number: str | int | None) -> Page:
    """One page of plain tuples in the order of ROW_COLUMNS."""
    return Paginator(in_order(needs, sort).values_list(*ROW_COLUMNS), PER_PAGE).get_page(number)


def get_need(needs: QuerySet[Need], number: str) -> Need:
    """The need of this number among `needs`. Raises Http404."""
    if "\x00" in number or (found := needs.filter(number=number).first()) is None:
        raise Http404("There is no such need for this person.")
    return found


def with_everything(needs: QuerySet[Need], user: Any) -> QuerySet[Need]:
    """Ready for the page of one need: relations, events newest first, `absorbed` needs that were merged into it."""
    return needs.select_related(
        "round_table", "field_of_action", "meeting", "raised_by", "raised_by_organisation", "merged_into"
    ).prefetch_related(
        "success_factors",
        "target_groups",
        "districts",
        Prefetch("events", NeedEvent.objects.select_related("actor").order_by("-at", "-pk")),
        Prefetch(
            "merged_needs",
            Need.objects.visible_to(user).select_related("raised_by_organisation", "meeting").order_by("number"),
            to_attr="absorbed",
        ),
    )


def timeline_of(events: Iterable[NeedEvent]) -> list[dict[str, Any]]:
    """The events of a need as entries of the timeline; merging is no step of the workflow and changes no state."""
    entries = []
    for event, entry in zip(events, NEED_WORKFLOW.timeline(events), strict=True):
        merging = {"title": "Zusammengeführt", "before": "", "after": "", "state": ""}
        entries.append(entry | merging if event.transition == "merge" else entry)
    return entries


def similar_needs(title: str, *, table: Any, user: Any, besides: int | None = None, key: Any = None) -> list[Need]:
    """Standing needs of the same round table with the same title or nearly (likeness.py), the likest first; one query.

    What the same form made (`key`) is no other need.
    """
    others = Need.objects.visible_to(user).standing().filter(round_table=table).exclude(pk=besides or 0)
    if key:
        others = others.exclude(submission_key=key)
    return most_alike(title, others.only("number", "title", "state").order_by("number"), lambda need: need.title)
