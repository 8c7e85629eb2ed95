"""The start page: what each role comes for, one section after another. It may read every app."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.catalogue.rows import first_rows
from measures.enums import ACTIVE_STATES, ENDED_STATES, TROUBLE_LIGHTS, ProgressState, RoundState, TrafficLight
from measures.models import Measure, Milestone, ReportingRound, Resolution
from measures.querysets import MeasureQuerySet
from measures.selectors.coverage import CoverageGaps, gaps_of_today
from measures.selectors.progress import Tasks, tasks_of
from measures.selectors.rounds import ResponseStatus, sum_of
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.permissions import Access, access_of
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.first_steps import Steps, first_steps
from neuss_integration.start_operation import Operation, operation_of_today
from neuss_integration.start_parts import Few, Glance, OpenRound, glance_of
from neuss_integration.start_todo import Gap, ToDo, counts_for, gaps_in, to_do
from reporting.models import Publication, Report
from reporting.selectors.last_report import LastReport, last_report
from reporting.selectors.rhythm import Deadline, next_deadline
from reporting.selectors.since_report import SinceReport, since_last_report
from roundtables.enums.meetings import MeetingState
from roundtables.enums.minutes import MinutesState
from roundtables.models import ActionItem, Attendance, Meeting, Minutes, Need, RoundTable, TableMember
from roundtables.querysets.meetings import tables_of
from roundtables.selectors.meetings import ended_meetings
from roundtables.selectors.yearly import NeedsYear, needs_years
from success_factors.models import SuccessFactor, ValueRequest
from success_factors.selectors.value_requests import owed_by

SHOWN: Final = 8
DUE_SOON: Final = dt.timedelta(days=30)
SHOWN_OF_MEASURES: Final = (
    "number",
    "title",
    "lead_department__name",
    *(f"latest_progress__{name}" for name in ("traffic_light", "traffic_light_reason", "delay_reason", "decided_at")),
)
OF_A_ROUND: Final = ("id", "title", "due_on", "state")
OF_AN_ANSWER: Final = ("reports__department_id", "reports__department__name", "reports__state")
SECTIONS: Final[tuple[tuple[Role, str], ...]] = (
    (Role.COORDINATOR, "site/start_coordinator.html"),
    (Role.DEPARTMENT_EDITOR, "site/start_department.html"),
    (Role.COUNCIL_READER, "site/start_council.html"),
    (Role.ROUNDTABLE_MEMBER, "site/start_roundtable.html"),
    (Role.ADMINISTRATOR, "site/start_administrator.html"),
    (Role.AUDITOR, "site/start_auditor.html"),
)


@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """The sections of all roles the person holds, or a word to those without one; kept until something changes or a
    meeting ends, but for how the installation is doing."""
    watches_operation = Role.ADMINISTRATOR in access_of(request.user).roles
    return _start(request) if watches_operation else _kept_start(request)


def _start(request: SignedInRequest) -> HttpResponse:
    access = access_of(request.user)
    sections = [template for role, template in SECTIONS if role in access.roles]
    context = {
        "page_title": f"Guten Tag, {request.user.name}",
        "sections": sections or ["site/start_without_role.html"],
        "overview": Overview(request.user, access),
    }
    return render(request, "site/start.html", context)


_kept_start = cached_page(by_person=True, also=ended_meetings)(_start)


class Overview:
    """What the sections show. Each part is read when a section asks for it, once, with a fixed number of queries."""

    def __init__(self, user: Any, access: Access) -> None:
        self.user = user
        self.access = access

    @cached_property
    def first_steps(self) -> Steps:
        """What a new city still has to do; one query, none for the Koordination while a round is open."""
        is_running = Role.COORDINATOR in self.access.roles and self.open_rounds
        return Steps() if is_running else first_steps(self.user, self.access)

    @cached_property
    def tasks(self) -> Tasks:
        """The tasks of the person's offices; one query."""
        return tasks_of(self.user)

    @cached_property
    def own_measures(self) -> Few:
        """The first running, planned and paused measures the person's offices lead; one query."""
        own = Measure.objects.visible_to(self.user).filter(lead_department__in=self.access.department_ids)
        return Few(*first_rows(own.exclude(state__in=ENDED_STATES), sort="titel", size=SHOWN))

    @cached_property
    def glance(self) -> Glance:
        """How many measures are in which state and colour; one query."""
        found = Measure.objects.visible_to(self.user).order_by()
        rows = found.values_list("state", "latest_progress__traffic_light").annotate(Count("pk"))
        return glance_of(rows)

    @cached_property
    def open_rounds(self) -> list[OpenRound]:
        """The open rounds, nearest due date first; one query."""
        found = ReportingRound.objects.visible_to(self.user).filter(state=RoundState.OPEN)
        asked = ~Q(reports__state=ProgressState.EXCLUDED)
        rows = found.values_list(*OF_A_ROUND, *OF_AN_ANSWER).annotate(number=Count("reports", filter=asked))
        offices: dict[tuple[Any, ...], dict[int, ResponseStatus]] = {}
        for row in rows.order_by("due_on", "pk", "reports__department__sort_key", "reports__department_id"):
            standings = offices.setdefault(row[: len(OF_A_ROUND)], {})
            department_id, name, state, number = row[len(OF_A_ROUND) :]
            if number:
                standing = standings.setdefault(department_id, ResponseStatus(name, department_id))
                standing.counts[state] = number
        known = {key: ReportingRound(**dict(zip(OF_A_ROUND, key, strict=True))) for key in offices}
        return [_open_round(known[key], standings.values()) for key, standings in offices.items()]

    @cached_property
    def waiting(self) -> dict[str, int]:
        """How much waits of each kind, and how many active measures lack what; one query."""
        return counts_for(self.user)

    @cached_property
    def to_do(self) -> list[ToDo]:
        """What waits for the Koordination, the most urgent first; the counts of `waiting`."""
        drafts = self.reports_in_work
        return to_do(
            self.waiting, report_url=drafts[0].get_absolute_url() if drafts else reverse("reporting:report-list")
        )

    @property
    def lacking(self) -> list[Gap]:
        """What active measures lack; the counts of `waiting`."""
        return gaps_in(self.waiting)

    @cached_property
    def own_needs(self) -> Few:
        """What the person raised, the newest first, with what became of it; one query."""
        own = Need.objects.visible_to(self.user).filter(raised_by=self.user)
        return _few(own.select_related("merged_into").order_by("-raised_on", "-pk"))

    @cached_property
    def invitations(self) -> list[Meeting]:
        """Meetings to which the person is invited for a seat and has not answered for this date; one query."""
        seats = TableMember.objects.current().of(self.user)
        answered = Attendance.objects.filter(
            meeting=OuterRef("pk"), member__in=seats, reply_sequence=OuterRef("sequence")
        )
        invited = Meeting.objects.upcoming().filter(state=MeetingState.INVITED, round_table__in=tables_of(self.user))
        return list(invited.exclude(Exists(answered)).select_related("round_table")[:SHOWN])

    @cached_property
    def open_minutes(self) -> list[Minutes]:
        """Minutes of the person's tables to which objections are taken until a day to come; one query."""
        sent = Minutes.objects.filter(meeting__round_table__in=tables_of(self.user), state=MinutesState.SENT)
        still = sent.filter(comment_until__gte=timezone.localdate()).select_related("meeting__round_table")
        return list(still.order_by("comment_until", "pk")[:SHOWN])

    @cached_property
    def troubled(self) -> Few:
        """Active measures last reported red or yellow, red ones first; one query."""
        rank = Case(
            When(latest_progress__traffic_light=TrafficLight.RED, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return _few(
            self._active.filter(latest_progress__traffic_light__in=TROUBLE_LIGHTS).order_by(rank, "sort_key", "pk")
        )

    @cached_property
    def since_report(self) -> SinceReport | None:
        """What moved since the last report; one query beside that for the report."""
        return since_last_report(self.user, self.last_report)

    @cached_property
    def last_report(self) -> LastReport | None:
        """What the page compares with; one query."""
        return last_report()

    @cached_property
    def operation(self) -> Operation:
        """How the installation is doing, looked at now."""
        return operation_of_today()

    @cached_property
    def factors(self) -> list[SuccessFactor]:
        """All Erfolgsfaktoren in their order; one query."""
        return list(SuccessFactor.objects.order_by("number"))

    @cached_property
    def stale(self) -> Few:
        """Active measures without a fresh report, oldest first; one query."""
        oldest_first = F("latest_progress__decided_at").asc(nulls_last=True)
        return _few(self._active.stale().order_by(oldest_first, "pk"))

    @cached_property
    def due_milestones(self) -> Few:
        """Open milestones of active measures that are overdue or due within DUE_SOON, nearest first; one query."""
        until = timezone.localdate() + DUE_SOON
        found = Milestone.objects.visible_to(self.user).open().filter(due_date__lte=until)
        active = found.filter(measure__state__in=ACTIVE_STATES).select_related("measure")
        return _few(active.order_by("due_date", "pk"))

    @cached_property
    def next_meeting(self) -> Meeting | None:
        """The next meeting of a Runder Tisch; one query."""
        return Meeting.objects.visible_to(self.user).upcoming().select_related("round_table").first()

    @cached_property
    def gaps(self) -> CoverageGaps:
        """Handlungsfelder of today in which no measure is running, and the gaps of both matrices; one query."""
        return gaps_of_today()

    @cached_property
    def deadline(self) -> Deadline:
        """When the next Fortschreibung is due; one query, none where `last_report` was asked for."""
        return self.last_report.deadline if self.last_report else next_deadline()

    @cached_property
    def reports_in_work(self) -> list[Report]:
        """Reports that are being written; one query."""
        return list(Report.objects.visible_to(self.user).in_work())

    @cached_property
    def publications(self) -> list[Publication]:
        """The latest published reports; one query."""
        visible = Report.objects.visible_to(self.user).published()
        found = Publication.objects.filter(report__in=visible).select_related("report__committee")
        return list(found.order_by("-published_at", "-pk")[:3])

    @cached_property
    def round_tables(self) -> list[RoundTable]:
        """The Runde Tische of today; one query."""
        return list(RoundTable.objects.visible_to(self.user).current().select_related("office").in_german_order())

    @cached_property
    def needs_years(self) -> list[NeedsYear]:
        """Whether this year's needs are found; one query where a table has to."""
        return needs_years(among=self.round_tables)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The next meetings the person may open; one query."""
        upcoming = Meeting.objects.visible_to(self.user).upcoming()
        return list(upcoming.select_related("round_table")[:SHOWN])

    @cached_property
    def actions(self) -> list[ActionItem]:
        """What the person has to do after meetings, earliest first; one query."""
        found = ActionItem.objects.open().of(self.user).select_related("meeting__round_table")
        return list(found.order_by("due_on", "pk")[:SHOWN])

    @cached_property
    def owed_values(self) -> list[ValueRequest]:
        """Values of indicators that the person's offices have to send; one query."""
        return owed_by(self.user)

    @cached_property
    def orders(self) -> Few:
        """What Gremien ordered and is open, earliest day first: of the person's offices, or all for who has none."""
        found = Resolution.objects.visible_to(self.user).unsettled()
        if offices := self.access.department_ids:
            found = found.filter(responsible_department__in=offices)
        return _few(found.select_related("responsible_department").order_by(F("due_date").asc(nulls_last=True), "pk"))

    @property
    def _active(self) -> MeasureQuerySet:
        measures = Measure.objects.visible_to(self.user).active()
        return measures.select_related("latest_progress", "lead_department").only(*SHOWN_OF_MEASURES)


def _open_round(reporting_round: ReportingRound, standings: Iterable[ResponseStatus]) -> OpenRound:
    offices = list(standings)
    outstanding = sorted((office for office in offices if office.outstanding), key=lambda office: -office.outstanding)
    return OpenRound(reporting_round, sum_of(offices), Few(outstanding[:SHOWN], len(outstanding)))


def _few(found: QuerySet[Any]) -> Few:
    # A window over all of them would carry each row with all its columns through the sorting.
    number = found.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    items = list(found.annotate(found_in_all=Subquery(number))[:SHOWN])
    return Few(items, items[0].found_in_all if items else 0)
