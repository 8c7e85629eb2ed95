"""The chapters of a report, made of its measures: counts, fields, factors, rounds, what ended, who answers."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.db.models import Prefetch

from measures.enums import ANSWERED_STATES, ENDED_STATES, MeasureState, ProgressState, RoundState, TrafficLight
from measures.models import ProgressReport, ReportingRound, Resolution
from measures.selectors.returns import last_answers, returned_in, returned_of
from neuss_integration.city.models import Department, Division
from neuss_integration.foundation.words.folding import german_sort_key
from reporting.content.shape import (
    CountOfOffice,
    FieldInReport,
    ResolutionInReport,
    ReturnsOfReport,
    RoundInReport,
    SummaryInReport,
)
from reporting.content.shape_of_concept import CountsOfFactor, GoalInReport
from reporting.content.shape_of_measures import (
    EndedInReport,
    EndedMeasure,
    MeasureInReport,
    MeasureReference,
    short_entry,
)
from reporting.content.shape_of_sections import DivisionInReport, MeasuresOfOffice, SponsoredInReport
from reporting.content.shape_of_values import CountOf
from reporting.content.wording import period_label, short_date
from reporting.models import Report
from success_factors.models import FieldOfAction, SuccessFactor


def _counts(found: Counter[str], choices: Any) -> list[CountOf]:
    return [{"key": value, "label": label, "count": found[value]} for value, label in choices if found[value]]


def counts_by_state(entries: Iterable[Mapping[str, Any]]) -> list[CountOf]:
    """How many measures have which state, in the order of the states."""
    return _counts(Counter(entry["state"]["key"] for entry in entries), MeasureState.choices)


def counts_by_light(entries: Iterable[Mapping[str, Any]]) -> list[CountOf]:
    """How many measures have which Ampel."""
    return _counts(Counter(entry["light"]["key"] for entry in entries), TrafficLight.choices)


def fields_shown(fields: list[FieldOfAction], entries: list[MeasureInReport], day: dt.date) -> list[FieldOfAction]:
    """Those of `fields` valid on `day`, and ended ones that still hold measures."""
    used = {entry["field"] for entry in entries}
    return [field for field in fields if field.name in used or field.is_valid_on(day)]


def field_chapter(field: FieldOfAction, entries: list[MeasureInReport], goals: list[GoalInReport]) -> FieldInReport:
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


def factor_chapter(factor: SuccessFactor, entries: list[MeasureInReport]) -> CountsOfFactor:
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


def summary(fields: list[FieldOfAction], entries: list[MeasureInReport], day: dt.date) -> SummaryInReport:
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
    reports = ProgressReport.objects.asked().select_related("department").order_by("department__sort_key", "pk")
    return list(
        ReportingRound.objects.exclude(opened_at=None)
        .filter(period_end__range=(report.period_start, report.period_end))
        .prefetch_related(Prefetch("reports", reports))
        .order_by("period_end", "due_on", "pk")
    )


def round_facts(reporting_round: ReportingRound) -> RoundInReport:
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


def _by_office(counts: Counter[str]) -> list[CountOfOffice]:
    return [{"department": name, "count": count} for name, count in counts.items()]


def returns_facts(rounds: list[ReportingRound]) -> ReturnsOfReport:
    """The returns of all rounds of the period, each measure once, by its last round; and of each office asked."""
    found = returned_of(rounds)
    by_office: dict[str, list[bool]] = {}
    for _, report in last_answers(rounds).values():
        by_office.setdefault(report.department.name, []).append(report.state in ANSWERED_STATES)
    is_provisional = any(each.state == RoundState.OPEN for each in rounds)
    return {
        "asked": found.asked,
        "answered": found.answered,
        "percent": found.percent,
        "is_provisional": is_provisional,
        "offices": [
            {"department": name, "asked": len(answers), "answered": sum(answers)}
            for name, answers in sorted(by_office.items(), key=lambda each: german_sort_key(each[0]))
        ],
    }


def ended(entries: list[MeasureInReport]) -> EndedInReport:
    """Completed, routine and dropped measures, each with reason and period."""
    found: dict[str, list[EndedMeasure]] = {state.value: [] for state in ENDED_STATES}
    for entry in entries:
        if entry["state"]["key"] in found:
            told: EndedMeasure = {**short_entry(entry), "reason": entry["state_reason"], "period": entry["period"]}
            found[entry["state"]["key"]].append(told)
    return cast(EndedInReport, found)


def responsibilities(entries: list[MeasureInReport], divisions: Mapping[str, str]) -> list[MeasuresOfOffice]:
    """Each Fachdienststelle with the measures it answers for, and the Dezernat it stands in."""
    leads: dict[str, list[MeasureReference]] = {}
    for entry in entries:
        leads.setdefault(entry["lead"], []).append(short_entry(entry))
    return [
        {"department": name, "division": divisions.get(name, ""), "measures": measures}
        for name, measures in sorted(leads.items())
    ]


def divisions_of_offices() -> dict[str, str]:
    """The name of the Dezernat by the name of the Fachdienststelle, for those that stand in one; one query."""
    return dict(Department.objects.filter(division__isnull=False).values_list("name", "division__name"))


def divisions(offices: list[MeasuresOfOffice]) -> list[DivisionInReport]:
    """The Dezernate whose Fachdienststellen answer for measures, in the order of the Organigramm; one query."""
    counts: Counter[str] = Counter()
    named: dict[str, list[str]] = defaultdict(list)
    for office in offices:
        counts[office.get("division", "")] += len(office["measures"])
        named[office.get("division", "")].append(office["department"])
    return [
        {"name": each.name, "head": each.head, "offices": named[each.name], "measures": counts[each.name]}
        for each in Division.objects.in_chart_order()
        if counts[each.name]
    ]


def sponsored(day: dt.date) -> list[SponsoredInReport]:
    """Who stands for the Erfolgsfaktoren and the Handlungsfelder of `day`; nothing while nobody does; two queries."""
    factors = SuccessFactor.objects.select_related("division").order_by("number")
    fields = FieldOfAction.objects.valid_on(day).in_concept_order().select_related("division")
    rows: list[SponsoredInReport] = [
        {"name": str(each), "division": str(each.division or ""), "sponsor": each.sponsor}
        for each in (*factors, *fields)
    ]
    return rows if any(row["division"] or row["sponsor"] for row in rows) else []


def resolutions(report: Report) -> list[ResolutionInReport]:
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
