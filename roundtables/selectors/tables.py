"""What the pages of a Runder Tisch show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from roundtables.enums.meetings import MemberKind
from roundtables.models import ActionItem, Meeting, Minutes, RoundTable, TableMember
from roundtables.selectors.yearly import NeedsYear, needs_year_of

LAST_MEETINGS = 10


@dataclass(frozen=True, slots=True)
class TableView:
    """One Runder Tisch as one person sees it; what is not for them is empty."""

    table: RoundTable
    members: list[TableMember]
    upcoming: list[Meeting]
    past: list[Meeting]
    actions: list[ActionItem]
    minutes: list[Minutes]
    needs_year: NeedsYear | None
    is_inside: bool

    @property
    def voting(self) -> int:
        """How many seats have a vote."""
        return sum(member.is_voting for member in self.members)

    @property
    def advising(self) -> int:
        return len(self.members) - self.voting


def tables_listed(user: Any) -> QuerySet[RoundTable]:
    """The Runde Tische of today that the person may see, with office and number of seats; one query."""
    today = TableMember.objects.current()
    voting = Count("members", filter=Q(members__in=today, members__kind=MemberKind.VOTING), distinct=True)
    advising = Count("members", filter=Q(members__in=today, members__kind=MemberKind.ADVISORY), distinct=True)
    found = RoundTable.objects.visible_to(user).current().select_related("office").in_german_order()
    return found.annotate(voting_seats=voting, advising_seats=advising)


def table_view(table: RoundTable, user: Any) -> TableView:
    """Everything about `table` that the person may see; seven queries."""
    is_inside = RoundTable.objects.inside_of(user).filter(pk=table.pk).exists()
    minutes = Minutes.objects.visible_to(user).filter(meeting__round_table=table).select_related("meeting")
    if not is_inside:
        return TableView(table, [], [], [], [], list(minutes.public()), None, is_inside=False)
    upcoming = list(table.meetings.upcoming())
    past = table.meetings.exclude(pk__in=[meeting.pk for meeting in upcoming]).select_related("minutes")
    return TableView(
        table=table,
        members=list(table.members.current().select_related("organisation", "user", "deputy_user")),
        upcoming=upcoming,
        past=list(past.order_by("-starts_at", "-pk")[:LAST_MEETINGS]),
        actions=list(actions_at(table, ActionItem.objects.open())),
        minutes=[],
        needs_year=needs_year_of(table),
        is_inside=True,
    )


def actions_at(table: RoundTable, actions: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """Those of `actions` that a meeting of `table` gave, earliest first."""
    return (
        actions.filter(meeting__round_table=table)
        .order_by("due_on", "pk")
        .select_related(
            "responsible_user", "responsible_department", "responsible_organisation", "meeting__round_table"
        )
    )
