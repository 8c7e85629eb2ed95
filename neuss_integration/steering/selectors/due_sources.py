"""Where the entries of the calendar come from, one function for each kind; each reads no more than is shown."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.db.models import Case, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone

from measures.enums import ACTIVE_STATES, RoundState
from measures.models import CheckYear, FundingProgramme, Milestone, ProgressReport, ReportingRound, Resolution
from measures.selectors.office_checks import checks_for
from neuss_integration.accounts.enums import Permission
from neuss_integration.steering.enums import DueKind
from neuss_integration.steering.models import Follow
from neuss_integration.steering.selectors.due_papers import papers
from neuss_integration.steering.selectors.entries import DueEntry, Window
from roundtables.enums.minutes import MinutesState
from roundtables.models import ActionItem, CommentRound, GoalComment, Meeting, Minutes, Rating, RatingRun, TableMember
from roundtables.querysets.meetings import tables_of
from success_factors.models import Indicator, ValueRequest
from success_factors.selectors.indicators import due_values


def _rounds(user: Any, window: Window) -> Iterator[DueEntry]:
    owed = ProgressReport.objects.answerable_by(user).outstanding().filter(round=OuterRef("pk"))
    manages = user.access.has(Permission.MANAGE_ROUNDS)
    for each in ReportingRound.objects.visible_to(user).exclude(state=RoundState.CLOSED).annotate(owed=Exists(owed)):
        opens = each.opens_on if each.state == RoundState.DRAFT else None
        own, url = manages or each.owed, each.get_absolute_url() if manages else reverse("measures:task-list")
        if opens and window.holds(opens):
            yield DueEntry(DueKind.ROUND, f"{each.pk}-oeffnet", opens, each.title, "öffnet sich", url, is_own=own)
        if each.state == RoundState.OPEN and each.due_on <= window.until:
            late = each.due_on < window.today
            yield DueEntry(
                DueKind.ROUND, f"{each.pk}", each.due_on, each.title, "Rückmeldung", url, is_own=own, is_overdue=late
            )


def _meetings(user: Any, window: Window) -> Iterator[DueEntry]:
    held = Meeting.objects.visible_to(user).exclude(state="cancelled").between(window.since, window.until)
    manages = user.access.has(Permission.MANAGE_TABLES)
    mine = set(tables_of(user).values_list("round_table_id", flat=True)) if not manages else set()
    for each in held.select_related("round_table").order_by("starts_at", "pk"):
        begin = timezone.localtime(each.starts_at)
        yield DueEntry(
            DueKind.MEETING,
            str(each.uid),
            begin.date(),
            str(each.round_table),
            each.title or "Sitzung",
            each.get_absolute_url(),
            is_own=manages or each.round_table_id in mine,
            time=f"{begin:%H:%M}",
        )


def _orders(user: Any, window: Window) -> Iterator[DueEntry]:
    found = Resolution.objects.visible_to(user).unsettled().filter(due_date__lte=window.until)
    found = found.annotate(is_followed=Exists(Follow.objects.filter(user=user.pk, resolution=OuterRef("pk"))))
    names = ("pk", "due_date", "title", "responsible_department_id", "responsible_department__name", "is_followed")
    orders = reverse("measures:resolution-list")
    for pk, day, title, office, name, is_followed in found.order_by("due_date", "pk").values_list(*names):
        own, late = is_followed or _concerns(user, office), day < window.today
        yield DueEntry(
            DueKind.ORDER, str(pk), day, title, "Frist des Auftrags", f"{orders}{pk}/", name or "", own, late
        )


def _actions(user: Any, window: Window) -> Iterator[DueEntry]:
    found = ActionItem.objects.visible_to(user).open().filter(due_on__lte=window.until)
    manages = user.access.has(Permission.MANAGE_TABLES)
    mine = set(ActionItem.objects.open().of(user).values_list("pk", flat=True)) if not manages else set()
    names = ("responsible_user", "responsible_department", "responsible_organisation", "meeting__round_table")
    for each in found.select_related(*names).order_by("due_on", "pk"):
        yield DueEntry(
            DueKind.ACTION,
            str(each.pk),
            each.due_on,
            each.text,
            str(each.meeting.round_table),
            each.get_absolute_url(),
            each.responsible,
            manages or each.pk in mine,
            each.due_on < window.today,
        )


def _minutes(user: Any, window: Window) -> Iterator[DueEntry]:
    meetings = Meeting.objects.visible_to(user)
    sent = Minutes.objects.filter(meeting__in=meetings, state=MinutesState.SENT)
    manages = user.access.has(Permission.MANAGE_TABLES)
    mine = set(tables_of(user).values_list("round_table_id", flat=True)) if not manages else set()
    days = {"comment_until__gte": window.since, "comment_until__lte": window.until}
    for each in sent.filter(**days).select_related("meeting__round_table"):
        own = manages or each.meeting.round_table_id in mine
        title, url = f"{each.meeting.round_table}, {each.meeting}", each.meeting.get_absolute_url()
        assert each.comment_until is not None  # the filter asks for it
        yield DueEntry(DueKind.MINUTES, str(each.pk), each.comment_until, title, "Einwände bis", url, is_own=own)


def _milestones(user: Any, window: Window) -> Iterator[DueEntry]:
    found = Milestone.objects.visible_to(user).open().filter(due_date__lte=window.until)
    active = found.filter(measure__state__in=ACTIVE_STATES)
    names = ("pk", "due_date", "title", "responsible", "department__name", "department_id", "measure__number",
             "measure__title", "measure__lead_department_id", "measure__lead_department__name",
             "is_followed")  # fmt: skip
    measures = reverse("measures:measure-list")
    follows = Follow.objects.filter(user=user.pk)
    by_measure = Exists(follows.filter(measure=OuterRef("measure")))
    by_field = Exists(follows.filter(field_of_action=OuterRef("measure__field_of_action")))
    rows = active.annotate(is_followed=Case(When(by_measure | by_field, then=True), default=False)).values_list(*names)
    for pk, day, title, wording, name, office, number, measure, lead, lead_name, is_followed in rows:
        wording = wording if user.access.is_inside(lead) else ""
        url, who = f"{measures}{number}/", name or wording or lead_name
        own = is_followed or _concerns(user, office or lead)
        late = day < window.today
        yield DueEntry(DueKind.MILESTONE, str(pk), day, f"{number} {measure}", title, url, who, own, late)


def _indicators(user: Any, window: Window) -> Iterator[DueEntry]:
    """What an office was asked for by its day; else the day on which the next value will be due."""
    indicators = Indicator.objects.visible_to(user)
    asked = {
        each.indicator_id: each
        for each in ValueRequest.objects.unsettled()
        .filter(indicator__in=indicators)
        .select_related("indicator__department")
    }
    found = dict(due_values(indicators.watched().select_related("department")))
    found |= {each.indicator: each.due_on for each in asked.values() if each.is_owed}
    for indicator, day in found.items():
        request = asked.get(indicator.pk)
        if day > window.until or (request and not request.is_owed):
            continue
        own = user.access.has(Permission.MAINTAIN_CONCEPT) or indicator.department_id in user.access.department_ids
        url = request.get_absolute_url() if request and own else indicator.get_absolute_url()
        who, late = str(indicator.department or ""), day < window.today
        yield DueEntry(DueKind.INDICATOR, str(indicator.pk), day, indicator.name, "neuer Wert", url, who, own, late)


def _funding(user: Any, window: Window) -> Iterator[DueEntry]:
    ending = Q(ends_on__gte=window.since, ends_on__lte=window.until, granted__gt=0)
    programmes = FundingProgramme.objects.visible_to(user)
    found = programmes.filter(ending | Q(pk__in=programmes.due_by(window.until).values("pk")))
    leads = FundingProgramme.measures.through.objects.filter(measure__lead_department__in=user.access.department_ids)
    found = found.annotate(is_led=Exists(leads.filter(fundingprogramme=OuterRef("pk"))))
    for each in found.select_related("department").order_by("pk"):
        url, who, own = each.get_absolute_url(), str(each.department), _concerns(user, each.department_id)
        for deadline in each.open_deadlines:
            key, late = f"{each.pk}-{deadline.label.lower()}", deadline.is_overdue
            if deadline.due <= window.until:
                yield DueEntry(
                    DueKind.FUNDING, key, deadline.due, each.title, f"{deadline.label} fällig", url, who, own, late
                )
        if each.granted and window.holds(each.ends_on):
            key, own = f"{each.pk}-ende", own or each.is_led
            yield DueEntry(DueKind.FUNDING, key, each.ends_on, each.title, "Förderung endet", url, who, own)


def _opinions(user: Any, window: Window) -> Iterator[DueEntry]:
    """Until when comments on draft goals are taken; for the Koordination also until when they are answered."""
    answers = user.access.has(Permission.MAINTAIN_CONCEPT)
    asked = set(CommentRound.objects.asking(user).values_list("pk", flat=True)) if not answers else set()
    found = CommentRound.objects.visible_to(user).filter(until__lte=window.until, discarded_at__isnull=True)
    open_comments = GoalComment.objects.open().filter(put_goal__round=OuterRef("pk"))
    for each in found.annotate(is_waiting=Exists(open_comments)).order_by("until", "pk"):
        url, own = each.get_absolute_url(), answers or each.pk in asked
        if window.holds(each.until):
            yield DueEntry(DueKind.OPINION, str(each.pk), each.until, each.title, "Kommentare bis", url, is_own=own)
        if answers and each.is_waiting and each.answer_by <= window.until:
            key, late = f"{each.pk}-antworten", each.answer_by < window.today
            what = "Antworten bis"
            yield DueEntry(DueKind.OPINION, key, each.answer_by, each.title, what, url, is_own=True, is_overdue=late)


def _ratings(user: Any, window: Window) -> Iterator[DueEntry]:
    """Until when needs are rated: for the Koordination, and for whose seat has rated nothing yet."""
    manages = user.access.has(Permission.MANAGE_TABLES)
    found = RatingRun.objects.visible_to(user).open().filter(due_on__lte=window.until).select_related("round_table")
    if not manages:
        seats = TableMember.objects.current().of(user).values("pk")
        found = found.exclude(pk__in=Rating.objects.filter(seat__in=seats).values("run"))
    for each in found.order_by("due_on", "pk"):
        assert each.due_on is not None  # the filter asks for it
        title, url, late = f"{each.round_table}: {each.title}", each.get_absolute_url(), each.due_on < window.today
        yield DueEntry(
            DueKind.RATING, str(each.pk), each.due_on, title, "Bewertung bis", url, is_own=True, is_overdue=late
        )


def _checks(user: Any, window: Window) -> Iterator[DueEntry]:
    """Until when an office answers its Selbstcheck; for the Koordination each year of which answers are missing."""
    owed = checks_for(user).owed().filter(check_year__due_on__lte=window.until)
    if user.access.has(Permission.MAINTAIN_CONCEPT):
        for each in CheckYear.objects.filter(checks__in=owed).distinct().order_by("year"):
            late = each.due_on < window.today
            what, url = "Antworten aller Fachdienststellen", each.get_absolute_url()
            yield DueEntry(DueKind.CHECK, str(each.pk), each.due_on, str(each), what, url, is_own=True, is_overdue=late)
        return
    for check in owed.filter(department__in=user.access.department_ids).order_by("check_year__due_on", "pk"):
        key, day, url = (
            f"{check.check_year_id}-{check.department_id}",
            check.check_year.due_on,
            check.get_absolute_url(),
        )
        who, late = str(check.department), day < window.today
        yield DueEntry(DueKind.CHECK, key, day, str(check.check_year), "ausfüllen", url, who, True, late)


def _concerns(user: Any, department_id: int | None) -> bool:
    """Whether it is the person's: of one of their offices; for the Koordination all is."""
    return user.access.has(Permission.MAINTAIN_MEASURES) or department_id in user.access.department_ids


Source = Callable[[Any, Window], Iterator[DueEntry]]
SOURCES: Final[Mapping[DueKind, Source]] = {
    DueKind.ROUND: _rounds,
    DueKind.MEETING: _meetings,
    DueKind.PAPER: papers,
    DueKind.ORDER: _orders,
    DueKind.ACTION: _actions,
    DueKind.MINUTES: _minutes,
    DueKind.MILESTONE: _milestones,
    DueKind.INDICATOR: _indicators,
    DueKind.FUNDING: _funding,
    DueKind.OPINION: _opinions,
    DueKind.RATING: _ratings,
    DueKind.CHECK: _checks,
}
