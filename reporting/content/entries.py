"""The measures of a report as plain values: what a snapshot knows about each."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final, cast

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from measures.enums import ENDED_STATES, ProgressState, TrafficLight
from measures.fields import FIELDS, MeasureField
from measures.models import Measure, ProgressReport, ReportingRound
from measures.querysets import ended_day
from measures.selectors.returns import silence
from neuss_integration.city.models import District
from reporting.content.money import money_sums
from reporting.content.shape_of_measures import (
    MeasureInBrief,
    MeasureInReport,
    MeasureReference,
    ProgressInReport,
    SpanOfMeasure,
)
from reporting.content.shape_of_values import State
from reporting.content.wording import numbers_of, short_date
from reporting.models import Report

Names = dict[str, list[str]]
Asked = tuple[ReportingRound, ProgressReport]
NOT_ASKED: Final = "Im Berichtszeitraum wurde zu dieser Maßnahme kein Sachstand abgefragt."

_ORDERED_BY_NUMBER: Final = {"success_factors": ("number", "number"), "districts": ("name", "number")}
_SAID: Final = (*ProgressReport.TEXTS, "light", "light_reason", "delay", "numbers")
"""What an answer says of the measure."""
_NAMED: Final = {
    field.name: _ORDERED_BY_NUMBER.get(field.name, (field.shown_by, "sort_key"))
    for field in FIELDS
    if field.snapshot_key and field.is_many
}
"""What a measure is tied to, each with its name in a report and what it is ordered by."""


def _shown(report: Report) -> QuerySet[Measure]:
    return Measure.objects.of_period(report.period_start, report.period_end)


def measures_of(report: Report) -> QuerySet[Measure]:
    """Measures of the period in their order; `is_placed`: a Stadtteil is named, `last_day`: of one that ended."""
    placed = Exists(District.objects.filter(measures=OuterRef("pk")))
    related = _shown(report).select_related("field_of_action", "lead_department")
    return related.annotate(is_placed=placed, last_day=ended_day()).order_by("sort_key", "number")


def names_of(report: Report) -> dict[int, Names]:
    """The names of all that each measure of the period is tied to, in their order, by its key; one query."""
    rows = [
        _shown(report)
        .filter(**{f"{relation}__isnull": False})
        .order_by()
        .values_list("pk", Value(relation, CharField()), _text(f"{relation}__{name}"), _text(f"{relation}__{order}"))
        for relation, (name, order) in _NAMED.items()
    ]
    found: dict[int, Names] = defaultdict(lambda: {relation: [] for relation in _NAMED})
    for key, relation, name, _ in sorted(rows[0].union(*rows[1:], all=True), key=_place):
        found[key][relation].append(name)
    return found


def _text(path: str) -> Cast:
    """All parts of one query give columns of the same kind."""
    return Cast(path, CharField())


def _place(row: tuple[int, str, str, str]) -> tuple[int, str, str]:
    """Numbers by their size, names as in a lexicon."""
    *_, name, order = row
    return (int(order), "", name) if order.isdigit() else (0, order, name)


def decided_reports(rounds: list[ReportingRound]) -> dict[int, list[ProgressReport]]:
    """The reports of `rounds` that were accepted or never came, latest first, by the key of their measure."""
    found: dict[int, list[ProgressReport]] = defaultdict(list)
    for reporting_round in reversed(rounds):
        for report in reporting_round.reports.all():
            if report.state in (ProgressState.ACCEPTED, ProgressState.NO_RESPONSE):
                found[report.measure_id].append(report)
    return found


def brief_of(measure: Any, decided: list[ProgressReport]) -> MeasureInBrief:
    """What the questions about `measure` ask for: a part of its entry that needs nothing it is tied to."""
    progress = _accepted(decided)
    return {
        **reference(measure),
        "state_reason": measure.state_reason,
        "has_place": measure.is_citywide or measure.is_placed,
        "progress": _progress(progress) if progress else None,
    }


def _accepted(decided: list[ProgressReport]) -> ProgressReport | None:
    return next((report for report in decided if report.state == ProgressState.ACCEPTED), None)


def entry_of(measure: Measure, names: Names, decided: list[ProgressReport], last: Asked | None) -> MeasureInReport:
    """All a report tells about `measure`, by its `decided` reports, latest first, and what was asked `last`."""
    progress = _accepted(decided)
    fields = {field.snapshot_key: _value(measure, field, names) for field in FIELDS if field.snapshot_key}
    counted = {
        "light": _light(progress.traffic_light if progress else TrafficLight.UNKNOWN),
        "period": measure.running_time,
        "span": _span(measure),
        "money": money_sums(measure.fundings.all()),
        "progress": _progress(progress) if progress else None,
        "progress_missing": "" if progress else silence(*last, decided) if last else NOT_ASKED,
        "earlier": _earlier(decided),
    }
    return cast(MeasureInReport, {**reference(measure), **fields, **counted})


def _earlier(decided: list[ProgressReport]) -> list[ProgressInReport]:
    """The other accepted answers of the period, latest first, but for those that the answer after them repeats."""
    told = [_progress(report) for report in decided if report.state == ProgressState.ACCEPTED]
    return [before for after, before in pairwise(told) if _said(before) != _said(after)]


def _said(progress: Mapping[str, Any]) -> list[Any]:
    return [progress[name] for name in _SAID]


def _span(measure: Measure) -> SpanOfMeasure:
    """The first and the last day for the Zeitplan, "" where open, and whether one is known to month or year only."""
    start, end = measure.start, measure.end
    last = measure.ended_on if measure.state in ENDED_STATES else end.last_day if end else None
    return {
        "start": start.date.isoformat() if start else "",
        "end": last.isoformat() if last else "",
        "is_rough": any(each and each.precision != "day" for each in (start, end)) or bool(last and not end),
    }


def _value(measure: Any, field: MeasureField, names: Names) -> Any:
    """What a report says of one field: names of what is related, labels of choices, numbers of Erfolgsfaktoren."""
    if field.name == "success_factors":
        return [int(number) for number in names[field.name]]
    if field.is_many:
        return names[field.name]
    if field.is_single:
        return getattr(getattr(measure, field.name), field.shown_by)
    if field.name == "sources":
        return [line.strip() for line in measure.sources.splitlines() if line.strip()]
    return getattr(measure, f"get_{field.name}_display")() if field.stored.choices else getattr(measure, field.name)


def reference(measure: Measure) -> MeasureReference:
    """What names a measure everywhere."""
    return {
        "number": measure.number,
        "title": measure.title,
        "state": {"key": measure.state, "label": measure.get_state_display()},
        "field": measure.field_of_action.name,
    }


def _light(value: str) -> State:
    return {"key": value, "label": TrafficLight(value).label}


def _progress(report: ProgressReport) -> ProgressInReport:
    accepted_on = timezone.localdate(report.decided_at)
    texts = {name: getattr(report, name) for name in ProgressReport.TEXTS}
    rest = {
        "round": report.round.title,
        "accepted_on": accepted_on.isoformat(),
        "accepted_label": short_date(accepted_on),
        "unchanged": report.is_unchanged,
        "light": _light(report.traffic_light),
        "light_reason": report.traffic_light_reason,
        "delay": {"key": report.delay_reason, "label": report.get_delay_reason_display()},
        "numbers": numbers_of(report),
    }
    return cast(ProgressInReport, texts | rest)
