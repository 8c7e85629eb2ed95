"""Returns over time: how many per cent answered by which day, also in former rounds on the same day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Min
from django.utils import timezone

from measures.enums import RoundState
from measures.models import ProgressEvent, ProgressReport, ReportingRound
from neuss_integration.foundation.ui.line_chart import LineChart, Point, Series
from neuss_integration.foundation.words.counting import percentage

COMPARED: Final = 2
MAX_POINTS: Final = 14
WEEK: Final = 7
MAX_WEEKS: Final = 10


@dataclass(frozen=True, slots=True)
class Curve:
    """How the answers of one round came in, counted in days since it was opened."""

    round: ReportingRound
    total: int
    by_day: Counter[int]
    last_day: int

    def rate(self, day: int) -> int:
        """Per cent of the asked that were answered by the end of that day."""
        answered = sum(count for at, count in self.by_day.items() if at <= day)
        return percentage(answered, self.total) or 0


@dataclass(frozen=True, slots=True)
class Returns:
    """The curve of a round beside those of the rounds before it."""

    curve: Curve
    former: list[Curve]

    @property
    def day(self) -> int:
        """Days since the opening: today, or how long the round lasted."""
        return self.curve.last_day

    @property
    def rate(self) -> int:
        """The return rate of the round on `day`."""
        return self.curve.rate(self.day)

    @property
    def compared(self) -> list[tuple[ReportingRound, int]]:
        """The return rate of each former round on the same day."""
        return [(each.round, each.rate(self.day)) for each in self.former]

    @property
    def chart(self) -> LineChart:
        """All curves in one picture; days count from the opening of each round and are written by weeks."""
        opened = _opened(self.curve.round)
        shown = max(self.day, (self.curve.round.due_on - opened).days)
        series = [
            Series(curve.round.title, [_point(curve, opened, day) for day in _days(min(curve.last_day, shown))])
            for curve in (self.curve, *self.former)
        ]
        ends = max(min(curve.last_day, shown) for curve in (self.curve, *self.former))
        weeks = range(0, ends + 1, WEEK * max(-(-ends // (WEEK * MAX_WEEKS)), 1))
        days = [(opened + dt.timedelta(days=day), str(day)) for day in weeks]
        return LineChart("Rücklauf nach Tagen seit der Öffnung", series, unit="Prozent", days=days)


def returns_of(reporting_round: ReportingRound) -> Returns | None:
    """How the answers came in, beside the last rounds opened before; None for a draft. Three queries."""
    if reporting_round.opened_at is None:
        return None
    earlier = ReportingRound.objects.filter(opened_at__lt=reporting_round.opened_at).exclude(state=RoundState.DRAFT)
    rounds = [reporting_round, *earlier.exclude(pk=reporting_round.pk).order_by("-opened_at")[:COMPARED]]
    curves = {curve.round.pk: curve for curve in _curves(rounds)}
    return Returns(curves[reporting_round.pk], [curves[each.pk] for each in rounds[1:]])


def _curves(rounds: Iterable[ReportingRound]) -> Iterable[Curve]:
    rounds = list(rounds)
    reports = ProgressReport.objects.asked().filter(round__in=rounds).order_by()
    totals = dict(reports.values_list("round").annotate(Count("pk")))
    events = ProgressEvent.objects.filter(report__in=reports.values("pk"), transition="submit").order_by()
    firsts = events.values_list("report__round", "report").annotate(Min("at"))
    days: dict[int, Counter[int]] = {each.pk: Counter() for each in rounds}
    opened = {each.pk: _opened(each) for each in rounds}
    for round_id, _, first in firsts:
        days[round_id][(timezone.localdate(first) - opened[round_id]).days] += 1
    return [Curve(each, totals.get(each.pk, 0), days[each.pk], _last_day(each)) for each in rounds]


def _opened(reporting_round: ReportingRound) -> dt.date:
    assert (
        reporting_round.opened_at is not None
    )  # rounds that were opened; the database holds measures_round_opened_at_set
    return timezone.localdate(reporting_round.opened_at)


def _last_day(reporting_round: ReportingRound) -> int:
    until = timezone.localdate(reporting_round.closed_at) if reporting_round.closed_at else timezone.localdate()
    return max((until - _opened(reporting_round)).days, 0)


def _days(last: int) -> list[int]:
    """Evenly spread days from the opening to the last one."""
    step = max(-(-last // MAX_POINTS), 1)
    return sorted({*range(0, last + 1, step), last})


def _point(curve: Curve, opened: dt.date, day: int) -> Point:
    rate = curve.rate(day)
    return Point(opened + dt.timedelta(days=day), rate, f"Tag {day}", f"{rate} %")
