"""The measures of a report as plain values: what a snapshot knows about each."""

from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from measures.enums import ENDED_STATES, MeasureState, ProgressState, TrafficLight
from measures.models import Measure, ProgressReport
from neuss_integration.types import PartialDate
from reporting.models import Report
from reporting.money import money_sums
from reporting.wording import numbers_of, short_date

Json = dict[str, Any]

_RELATIONS = (
    "success_factors", "contributing_departments", "carriers", "partners", "target_groups", "districts", "fundings",
)  # fmt: skip


def measures_of(report: Report, relations: tuple[str, ...] = _RELATIONS) -> list[Measure]:
    """Measures of the period with their `relations`: no ideas, none that ended before it or begin after it."""
    accepted = ProgressReport.objects.select_related("round").filter(
        state__in=[ProgressState.ACCEPTED, ProgressState.NO_RESPONSE],
        round__period_end__range=(report.period_start, report.period_end),
    )
    return list(
        Measure.objects.exclude(state=MeasureState.IDEA)
        .exclude(state__in=ENDED_STATES, end_date__lt=report.period_start)
        .filter(Q(start_date__isnull=True) | Q(start_date__lte=report.period_end))
        .select_related("field_of_action", "lead_department")
        .prefetch_related(
            *relations,
            Prefetch("progress_reports", accepted.order_by("-round__period_end", "-pk"), "reports_of_period"),
        )
        .order_by("sort_key", "number")
    )


def _of_period(measure: Measure) -> list[ProgressReport]:
    """The decided reports of the period, latest first, as `_measures` fetched them."""
    return measure.reports_of_period  # type: ignore[attr-defined]


def brief_of(measure: Measure) -> Json:
    """What the questions about `measure` ask for: a part of its entry that needs only its districts."""
    progress = _accepted(measure)
    return {
        **_reference(measure),
        "state_reason": measure.state_reason,
        "districts": [item.name for item in measure.districts.all()],
        "is_citywide": measure.is_citywide,
        "progress": _progress(progress) if progress else None,
    }


def _accepted(measure: Measure) -> ProgressReport | None:
    return next((report for report in _of_period(measure) if report.state == ProgressState.ACCEPTED), None)


def entry_of(measure: Measure) -> Json:
    """All a report tells about `measure`, fetched by `measures_of`."""
    progress = _accepted(measure)
    related = {name: list(getattr(measure, name).all()) for name in _RELATIONS}
    return {
        **_reference(measure),
        "kind": measure.get_kind_display(),
        "light": _light(progress.traffic_light if progress else TrafficLight.UNKNOWN),
        "state_reason": measure.state_reason,
        "lead": measure.lead_department.name,
        "contributing": [item.name for item in related["contributing_departments"]],
        "carriers": [item.name for item in related["carriers"]],
        "partners": [item.name for item in related["partners"]],
        "target_groups": [item.name for item in related["target_groups"]],
        "target_group_note": measure.target_group_note,
        "districts": [item.name for item in related["districts"]],
        "is_citywide": measure.is_citywide,
        "location": measure.location,
        "period": _running_time(measure.start, measure.end),
        "aim": measure.aim,
        "description": measure.description,
        "funding_note": measure.funding_note,
        "money": money_sums(related["fundings"]),
        "results_note": measure.results_note,
        "success_factors": sorted(factor.number for factor in related["success_factors"]),
        "sources": [line.strip() for line in measure.sources.splitlines() if line.strip()],
        "progress": _progress(progress) if progress else None,
        "progress_missing": "" if progress else _why_missing(measure),
    }


def _reference(measure: Measure) -> Json:
    return {
        "number": measure.number,
        "title": measure.title,
        "state": {"key": measure.state, "label": measure.get_state_display()},
        "field": measure.field_of_action.name,
    }


def _light(value: str) -> Json:
    return {"key": value, "label": TrafficLight(value).label}


def _running_time(start: PartialDate | None, end: PartialDate | None) -> str:
    if start and end:
        return str(start) if str(start) == str(end) else f"{start} bis {end}"
    return f"seit {start}" if start else f"bis {end}" if end else ""


def _progress(report: ProgressReport) -> Json:
    accepted_on = timezone.localdate(report.decided_at)
    texts = ("what_happened", "what_did_not_work", "next_step", "observed_effect")
    return {
        "round": report.round.title,
        "accepted_on": accepted_on.isoformat(),
        "accepted_label": short_date(accepted_on),
        "unchanged": report.is_unchanged,
        "light": _light(report.traffic_light),
        "light_reason": report.traffic_light_reason,
        **{name: getattr(report, name) for name in texts},
        "numbers": numbers_of(report),
    }


def _why_missing(measure: Measure) -> str:
    if _of_period(measure):
        return "Die Fachdienststelle hat im Berichtszeitraum nicht geantwortet."
    return "Im Berichtszeitraum wurde zu dieser Maßnahme kein Sachstand abgefragt."
