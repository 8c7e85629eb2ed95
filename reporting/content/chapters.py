"""The chapters of a report, made of its measures: counts, fields, factors, rounds, what ended, who answers."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Prefetch

from measures.enums import ENDED_STATES, MeasureState, ProgressState, RoundState, TrafficLight
from measures.models import ProgressReport, ReportingRound, Resolution
from measures.selectors.returns import returned_in, returned_of
from reporting.content.wording import period_label, short_date
from reporting.models import Report
from success_factors.models import FieldOfAction, SuccessFactor

Json = dict[str, Any]


def _counts(entries: list[Json], key: str, choices: Any) -> list[Json]:
    found = Counter(entry[key]["key"] for entry in entries)
    return [{"key": value, "label": label, "count": found[value]} for value, label in choices if found[value]]


def counts_by_state(entries: list[Json]) -> list[Json]:
    """How many measures have which state, in the order of the states."""
    return _counts(entries, "state", MeasureState.choices)


def counts_by_light(entries: list[Json]) -> list[Json]:
    """How many measures have which Ampel."""
    return _counts(entries, "light", TrafficLight.choices)


def short_entry(entry: Json) -> Json:
    """The reference to a measure."""
    return {name: entry[name] for name in ("number", "title", "state", "field")}


def fields_shown(fields: list[FieldOfAction], entries: list[Json], day: dt.date) -> list[FieldOfAction]:
    """Those of `fields` valid on `day`, and ended ones that still hold measures."""
    used = {entry["field"] for entry in entries}
    return [field for field in fields if field.name in used or field.is_valid_on(day)]


def field_chapter(field: FieldOfAction, entries: list[Json], goals: list[Json]) -> Json:
    """The chapter of a Handlungsfeld: its measures among `entries` with counts, and its goals."""
    own = [entry for entry in entries if entry["field"] == field.name]
    return {
        "name": field.name,
        "is_priority": field.is_priority,
        "total": len(own),
        "by_state": counts_by_state(own),
        "by_light": counts_by_light(own),
        "goals": [goal for goal in goals if goal["field"] == field.name],
        "measures": own,
    }


def factor_chapter(factor: SuccessFactor, entries: list[Json]) -> Json:
    """An Erfolgsfaktor with its criteria and its measures among `entries`."""
    own = [entry for entry in entries if factor.number in entry["success_factors"]]
    return {
        "number": factor.number,
        "title": factor.title,
        "total": len(own),
        "running": sum(entry["state"]["key"] == MeasureState.RUNNING for entry in own),
        "by_state": counts_by_state(own),
        "measures": [short_entry(entry) for entry in own],
    }


def summary(fields: list[FieldOfAction], entries: list[Json], day: dt.date) -> Json:
    """What the first two pages count, and the gaps on `day`."""
    running = {entry["field"] for entry in entries if entry["state"]["key"] == MeasureState.RUNNING}
    return {
        "total": len(entries),
        "by_state": counts_by_state(entries),
        "by_light": counts_by_light(entries),
        "gaps": [field.name for field in fields if field.name not in running and field.is_valid_on(day)],
    }


def rounds_of(report: Report) -> list[ReportingRound]:
    """The opened rounds whose period ends in that of `report`, oldest first, with their answers."""
    reports = ProgressReport.objects.select_related("department").order_by("department__sort_key", "pk")
    return list(
        ReportingRound.objects.exclude(opened_at=None)
        .filter(period_end__range=(report.period_start, report.period_end))
        .prefetch_related(Prefetch("reports", reports))
        .order_by("period_end", "due_on", "pk")
    )


def round_facts(reporting_round: ReportingRound) -> Json:
    """How many were asked and answered; which offices did not answer, and which still can while the round is open."""
    reports = list(reporting_round.reports.all())
    found = returned_in(reporting_round)
    return {
        "title": reporting_round.title,
        "period_label": period_label(reporting_round.period_start, reporting_round.period_end),
        "due_on": reporting_round.due_on.isoformat(),
        "due_label": short_date(reporting_round.due_on),
        "is_open": reporting_round.state == RoundState.OPEN,
        "asked": found.asked,
        "answered": found.answered,
        "no_response": sum(r.state == ProgressState.NO_RESPONSE for r in reports),
        "percent": found.percent or 0,
        "missing": _by_office(found.missing),
        "pending": _by_office(found.pending),
    }


def _by_office(counts: Counter[str]) -> list[Json]:
    return [{"department": name, "count": count} for name, count in counts.items()]


def returns_facts(rounds: list[ReportingRound]) -> Json:
    """The returns of all rounds of the period, each measure once, by its last round."""
    found = returned_of(rounds)
    is_provisional = any(each.state == RoundState.OPEN for each in rounds)
    return {
        "asked": found.asked,
        "answered": found.answered,
        "percent": found.percent,
        "is_provisional": is_provisional,
    }


def ended(entries: list[Json]) -> Json:
    """Completed, routine and dropped measures, each with reason and period."""
    return {
        state.value: [
            {**short_entry(entry), "reason": entry["state_reason"], "period": entry["period"]}
            for entry in entries
            if entry["state"]["key"] == state
        ]
        for state in ENDED_STATES
    }


def responsibilities(entries: list[Json]) -> list[Json]:
    """Each Fachdienststelle with the measures it answers for."""
    leads: dict[str, list[Json]] = {}
    for entry in entries:
        leads.setdefault(entry["lead"], []).append(short_entry(entry))
    return [{"department": name, "measures": measures} for name, measures in sorted(leads.items())]


def resolutions(report: Report) -> list[Json]:
    """The resolutions of the period about concept, goals and measures, oldest first."""
    found = Resolution.objects.filter(resolved_date__range=(report.period_start, report.period_end))
    return [
        {
            "title": each.title,
            "committee": each.committee.name,
            "date": str(each.resolved),
            "paper_number": each.paper_number,
            "result": each.get_result_display(),
            "vote": each.vote,
        }
        for each in found.select_related("committee").order_by("resolved_date", "pk")
    ]
