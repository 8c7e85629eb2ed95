"""Reading progress reports: the tasks of an office, the queue of the Koordination, and what changed since last time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import Case, Count, IntegerField, Max, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.enums import ANSWERED_STATES, ProgressState, RoundState, TrafficLight
from measures.models import MeasureAttachment, ProgressReport, Referral
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.accounts.selectors import StandIns
from neuss_integration.foundation.ui.signs import traffic_light
from neuss_integration.foundation.ui.texts import german_date, german_number
from neuss_integration.foundation.words.differences import Piece, word_changes
from neuss_integration.foundation.words.markdown import read_as_words

TEXT_NAMES: Final = ProgressReport.TEXTS
WORDED: Final = frozenset({*TEXT_NAMES, "measure_state_reason", "traffic_light_reason"})
"""What people may give a form with Markdown."""
SMALL: Final = "·"
_WITH_ALL: Final = ("measure", "round", "department", "previous__round", "assignee")
_LIGHT_ORDER: Final = (TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.UNKNOWN, TrafficLight.GREEN)


@dataclass(frozen=True, slots=True)
class Tasks:
    """The tasks of the offices a person acts for, in open rounds."""

    returned: list[ProgressReport]
    overdue: list[ProgressReport]
    due: list[ProgressReport]
    finished: list[ProgressReport]

    @property
    def open_count(self) -> int:
        """How many still want an answer."""
        return len(self.returned) + len(self.overdue) + len(self.due)

    @property
    def finished_count(self) -> int:
        return len(self.finished)

    @property
    def total(self) -> int:
        """How many were asked for."""
        return self.open_count + self.finished_count

    @property
    def next_due(self) -> dt.date | None:
        """The nearest day by which an answer is wanted."""
        return min((task.round.due_on for task in (*self.returned, *self.overdue, *self.due)), default=None)


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two reports, ready to be shown side by side."""

    name: str
    label: str
    before: str | SafeString
    now: str | SafeString
    is_changed: bool
    is_text: bool
    pieces: list[Piece]


def report_for(user: Any, *, answerable: bool = False) -> QuerySet[ProgressReport]:
    """The reports `user` may read, or answer, with all that their pages show; one query."""
    visible = ProgressReport.objects
    chosen = visible.answerable_by(user) if answerable else visible.visible_to(user)
    return chosen.select_related(*_WITH_ALL, "submitted_by", "decided_by", "measure__field_of_action")


def without_foreign_draft(report: ProgressReport, user: Any) -> ProgressReport:
    """The same report; its history is told from where its office began, the Koordination reads the whole. One query."""
    if not access_of(user).has(Permission.REVIEW_PROGRESS):
        left = report.events.filter(transition="put_aside").order_by("-at", "-pk").values("at")[:1]
        before = ProgressReport.history.filter(id=report.pk, history_date__lte=Subquery(left))
        report.told_from = before.aggregate(last=Max("version"))["last"] or 0  # type: ignore[attr-defined]
    return report


def same_asked(report: ProgressReport) -> list[ProgressReport]:
    """What other open rounds ask the same office about the same measure and nobody has begun to answer; one query."""
    found = ProgressReport.objects.filter(measure=report.measure_id, department=report.department_id)
    found = found.filter(state=ProgressState.OPEN, round__state=RoundState.OPEN).exclude(pk=report.pk)
    return list(found.select_related("round").order_by("round__due_on", "pk"))


def files_of(report: ProgressReport, user: Any) -> list[MeasureAttachment]:
    """The files that go with the report, as far as the person may see them; one query."""
    found = MeasureAttachment.objects.visible_to(user).filter(progress=report)
    return list(found.select_related("added_by").order_by("created_at", "pk"))


def tasks_of(user: Any, stand_ins: StandIns | None = None) -> Tasks:
    """What the person's offices are asked in open rounds, nearest date first; one query.

    A task has in `also_asked` what other open rounds ask about the same measure, in `referred_to` the name of the
    office that was proposed as responsible and not decided on yet.
    With `stand_ins` each task has `in_place_of`: the absent person whose office it is, where the person only stands in.
    """
    referred = Referral.objects.pending().filter(report=OuterRef("pk"))
    found = (
        ProgressReport.objects.answerable_by(user)
        .asked()
        .filter(round__state=RoundState.OPEN)
        .select_related(*_WITH_ALL)
        .annotate(referred_to=Subquery(referred.values("proposed__name")[:1]))
        .order_by("round__due_on", "measure__sort_key", "pk")
    )
    today = timezone.localdate()
    groups: dict[str, list[ProgressReport]] = {"returned": [], "overdue": [], "due": [], "finished": []}
    by_measure: dict[int, list[ProgressReport]] = defaultdict(list)
    for report in found:
        report.in_place_of = stand_ins.person_of(report.department_id) if stand_ins else None  # type: ignore[attr-defined]
        groups[_group(report, today)].append(report)
        by_measure[report.measure_id].append(report)
    for same in by_measure.values():
        for each in same:
            each.also_asked = [other for other in same if other is not each]  # type: ignore[attr-defined]
    return Tasks(**groups)


def _group(report: ProgressReport, today: dt.date) -> str:
    if report.state in (*ANSWERED_STATES, ProgressState.NO_RESPONSE):
        return "finished"
    if report.state == ProgressState.RETURNED:
        return "returned"
    return "overdue" if report.round.due_on < today else "due"


def review_queue(user: Any, reporting_round: int | None = None) -> QuerySet[ProgressReport]:
    """What waits for a decision: nearest date first, then red before yellow, unknown and green; one query.

    Only of the round with the key `reporting_round`, if there is one.
    """
    ranks = [When(traffic_light=light, then=Value(rank)) for rank, light in enumerate(_LIGHT_ORDER)]
    return (
        _submitted(user, reporting_round)
        .select_related(*_WITH_ALL, "submitted_by")
        .annotate(light_rank=Case(*ranks, default=Value(len(ranks)), output_field=IntegerField()))
        .order_by("round__due_on", "light_rank", "submitted_at", "pk")
    )


def _submitted(user: Any, reporting_round: int | None) -> QuerySet[ProgressReport]:
    waiting = ProgressReport.objects.visible_to(user).filter(state=ProgressState.SUBMITTED)
    return waiting if reporting_round is None else waiting.filter(round=reporting_round)


def review_counts(user: Any, reporting_round: int | None = None) -> list[tuple[TrafficLight, int]]:
    """How many wait, per traffic light, red first; one query."""
    waiting = _submitted(user, reporting_round).order_by()
    found = dict(waiting.values_list("traffic_light").annotate(Count("pk")))
    return [(light, found.get(light, 0)) for light in _LIGHT_ORDER]


def next_in_queue(user: Any, report: ProgressReport) -> int | None:
    """The report that waits behind `report`, at the end the first one; None when no other waits. One query."""
    keys = list(review_queue(user).values_list("pk", flat=True))
    place = keys.index(report.pk) + 1 if report.pk in keys else 0
    others = [key for key in (*keys[place:], *keys[:place]) if key != report.pk]
    return others[0] if others else None


def compared(report: ProgressReport, last: ProgressReport | None) -> list[Compared]:
    """The answer beside the last accepted one, field by field; without a last one nothing counts as changed."""
    fields = [_compared(name, report, last) for name in SHOWN]
    return [field for field in fields if field.before or field.now]


def answers(report: ProgressReport, *, is_inside: bool) -> dict[str, list[tuple[str, str | SafeString]]]:
    """What was answered as "facts" and "texts", without the message to the Integrationsbüro and what is empty.

    Outside the office and the Koordination, counts that could identify people are a dot (design: facts, 12).
    """
    found: dict[str, list[tuple[str, str | SafeString]]] = {"facts": [], "texts": []}
    for name, show in SHOWN.items():
        value = show(report)
        if (
            name == "participants"
            and not is_inside
            and 0 < (report.participants or 0) < settings.SMALL_NUMBER_THRESHOLD
        ):
            value = SMALL
        if value:
            told = read_as_words(str(value)) if name in WORDED else value
            found["texts" if name in TEXT_NAMES else "facts"].append((label_of(name), told))
    return found


def facts(report: ProgressReport, *, is_inside: bool) -> list[tuple[str, str | SafeString]]:
    """For which period, and when it was submitted and accepted; names of people stay inside."""

    def when(moment: dt.datetime | None, person: object) -> str | SafeString:
        if moment is None:
            return ""
        return format_html("{}, {}", german_date(moment), person) if is_inside else german_date(moment)

    is_accepted = report.state == ProgressState.ACCEPTED
    start, end = german_date(report.round.period_start), german_date(report.round.period_end)
    return [
        ("Berichtszeitraum", format_html("{} bis {}", start, end)),
        ("eingereicht am", when(report.submitted_at, report.submitted_by)),
        ("angenommen am", when(report.decided_at if is_accepted else None, report.decided_by)),
    ]


def label_of(name: str) -> str:
    """The German name of a field of the report."""
    field: Any = ProgressReport._meta.get_field(name)
    return str(field.verbose_name)


def _compared(name: str, report: ProgressReport, last: ProgressReport | None) -> Compared:
    now = SHOWN[name](report)
    before = SHOWN[name](last) if last else ""
    is_text = name in WORDED
    is_changed = last is not None and before != now
    if is_text:
        before, now = read_as_words(str(before)), read_as_words(str(now))
    return Compared(
        name=name,
        label=label_of(name),
        before=before,
        now=now,
        is_changed=is_changed,
        is_text=is_text,
        pieces=_marked(before, now) if is_text and before != now else [],
    )


def _marked(before: str, now: str) -> list[Piece]:
    """The whole new text with its new words marked.

    Empty where most of it is new, or where word_changes would leave some of it out.
    """
    pieces = word_changes(before, now)
    same = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    return [] if 2 * same < len(now) or any(piece.kind == "gap" for piece in pieces) else pieces


def _plain(name: str) -> Callable[[ProgressReport], str]:
    return lambda report: getattr(report, name)


def _number(name: str, unit: str = "", decimals: int | None = None) -> Callable[[ProgressReport], str]:
    def show(report: ProgressReport) -> str:
        value = getattr(report, name)
        return "" if value is None else f"{german_number(value, decimals=decimals)}{unit}"

    return show


SHOWN: Final[dict[str, Callable[[ProgressReport], str | SafeString]]] = {
    "measure_state": lambda report: report.get_measure_state_display(),
    "measure_state_reason": _plain("measure_state_reason"),
    "traffic_light": lambda report: traffic_light(report.traffic_light) if report.traffic_light else "",
    "traffic_light_reason": _plain("traffic_light_reason"),
    "delay_reason": lambda report: report.get_delay_reason_display(),
    **{name: _plain(name) for name in TEXT_NAMES},
    "participants": _number("participants"),
    "staff_hours": _number("staff_hours", decimals=1),
    "period_covered": _plain("period_covered"),
    "cost": _number("cost", " Euro", 2),
    "raised_funds": _number("raised_funds", " Euro", 2),
}
