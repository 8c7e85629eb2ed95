"""The snapshot: everything a report shows, as plain JSON of labels and values without any key into the database.

Whatever comes after (preview, HTML, PDF, comparison) depends on nothing but this. Shape, schema version 1:

    schema_version   1
    city, office     names, from settings
    created_at       ISO time; the date of the PDF
    report           title, kind, committee, paper_number, period {start, end, label}, as_of, as_of_label
    texts            foreword, procedure, outlook, proposed_resolution: Markdown, may be empty
    previous         None or {title, published_on (ISO), published_label}: the report before this one
    changes          see reporting.changes: None without a previous report
    summary          total, by_state [{key, label, count}], by_light [{key, label, count}],
                     gaps [names of Handlungsfelder without running measure],
                     worked / not_worked: up to five {number, title, field, text}
    rounds           [{title, period_label, due_on, due_label, asked, answered, no_response, percent,
                       missing: [{department, count}]}]
    factors          [{number, title, criteria [text], total, running, by_state, measures [reference],
                       assessment, indicators: see reporting.standing; not in the oldest snapshots}]
    fields           [{name, is_priority, total, by_state, by_light, measures [measure]}]
    ended            {completed, routine, dropped}: [reference + reason, period]
    responsibilities [{department, measures [reference]}]

    reference        {number, title, state {key, label}, field}
    measure          reference + kind, light {key, label}, state_reason, lead, contributing [], carriers [],
                     partners [], target_groups [], target_group_note, districts [] , is_citywide, location,
                     period (label such as "seit 2009" or ""), aim, description (Markdown), funding_note,
                     results_note, success_factors [numbers], sources [text],
                     progress None or {round, accepted_on, accepted_label, unchanged, light {key, label},
                     light_reason, what_happened, what_did_not_work, next_step, observed_effect,
                     numbers [{label, value}]}, progress_missing "" or a sentence why there is none
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone

from measures.enums import ENDED_STATES, MeasureState, ProgressState, TrafficLight
from measures.models import Measure, ProgressReport, ReportingRound
from neuss_integration.types import PartialDate
from reporting.changes import changes_between
from reporting.models import Publication, Report
from reporting.standing import indicators_by_factor, standings_by_factor
from reporting.wording import date_label, numbers_of, period_label, short_date
from success_factors.models import FieldOfAction, SuccessFactor

SCHEMA_VERSION = 1
Json = dict[str, Any]

_RELATIONS = (
    "success_factors", "contributing_departments", "carriers", "partners", "target_groups", "districts",
)  # fmt: skip


def canonical(content: Json) -> str:
    """`content` in the one spelling the checksum is taken over."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(text: str | bytes) -> str:
    """The SHA-256 of `text` (UTF-8) as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def build_snapshot(report: Report, *, at: dt.datetime | None = None) -> Json:
    """What `report` shows if it is released `at` (now). Reads only; more data need no more queries."""
    at = at or timezone.now()
    day = timezone.localdate(at)
    previous = _previous_publication()
    since = timezone.localdate(previous.published_at) if previous else None
    standings, indicators = standings_by_factor(since), indicators_by_factor()
    entries = [_entry(measure, report) for measure in _measures(report)]
    fields = [_field(field, entries) for field in _fields_shown(entries, day)]
    content = {
        "schema_version": SCHEMA_VERSION,
        "city": settings.CITY_FULL_NAME,
        "office": settings.OFFICE_NAME,
        "created_at": at.isoformat(timespec="seconds"),
        "report": _head(report, day),
        "texts": {name: getattr(report, name) for name in ("foreword", "procedure", "outlook", "proposed_resolution")},
        "previous": _previous_head(previous),
        "summary": _summary(entries, day),
        "rounds": [_round(reporting_round) for reporting_round in _rounds(report)],
        "factors": [
            _factor(factor, entries)
            | {"assessment": standings.get(factor.number), "indicators": indicators.get(factor.number, [])}
            for factor in SuccessFactor.objects.prefetch_related("criteria")
        ],
        "fields": fields,
        "ended": _ended(entries),
        "responsibilities": _responsibilities(entries),
    }
    content["changes"] = changes_between(json.loads(previous.snapshot.content), content) if previous else None
    return content


def _head(report: Report, day: dt.date) -> Json:
    return {
        "title": report.title,
        "kind": report.get_kind_display(),
        "committee": report.committee.name,
        "paper_number": report.paper_number,
        "period": {
            "start": report.period_start.isoformat(),
            "end": report.period_end.isoformat(),
            "label": period_label(report.period_start, report.period_end),
        },
        "as_of": day.isoformat(),
        "as_of_label": date_label(day),
    }


def _previous_publication() -> Publication | None:
    return Publication.objects.select_related("report", "snapshot").order_by("-published_at", "-pk").first()


def _previous_head(previous: Publication | None) -> Json | None:
    if previous is None:
        return None
    day = timezone.localdate(previous.published_at)
    return {"title": previous.report.title, "published_on": day.isoformat(), "published_label": date_label(day)}


def _measures(report: Report) -> list[Measure]:
    """Measures of the period: no ideas, none that ended before it or begin after it."""
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
            *_RELATIONS,
            Prefetch("progress_reports", accepted.order_by("-round__period_end", "-pk"), "reports_of_period"),
        )
        .order_by("sort_key", "number")
    )


def _entry(measure: Measure, report: Report) -> Json:
    progress = next((r for r in measure.reports_of_period if r.state == ProgressState.ACCEPTED), None)
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
    if measure.reports_of_period:
        return "Die Fachdienststelle hat im Berichtszeitraum nicht geantwortet."
    return "Im Berichtszeitraum wurde zu dieser Maßnahme kein Sachstand abgefragt."


def _counts(entries: list[Json], key: str, choices: Any) -> list[Json]:
    found = Counter(entry[key]["key"] for entry in entries)
    return [{"key": value, "label": label, "count": found[value]} for value, label in choices if found[value]]


def _by_state(entries: list[Json]) -> list[Json]:
    return _counts(entries, "state", MeasureState.choices)


def _by_light(entries: list[Json]) -> list[Json]:
    return _counts(entries, "light", TrafficLight.choices)


def _short(entry: Json) -> Json:
    return {name: entry[name] for name in ("number", "title", "state", "field")}


def _fields_shown(entries: list[Json], day: dt.date) -> list[FieldOfAction]:
    """Fields valid on `day`, and ended ones that still hold measures."""
    used = {entry["field"] for entry in entries}
    return [field for field in FieldOfAction.objects.in_concept_order() if field.name in used or field.is_valid_on(day)]


def _field(field: FieldOfAction, entries: list[Json]) -> Json:
    own = [entry for entry in entries if entry["field"] == field.name]
    return {
        "name": field.name,
        "is_priority": field.is_priority,
        "total": len(own),
        "by_state": _by_state(own),
        "by_light": _by_light(own),
        "measures": own,
    }


def _factor(factor: SuccessFactor, entries: list[Json]) -> Json:
    own = [entry for entry in entries if factor.number in entry["success_factors"]]
    return {
        "number": factor.number,
        "title": factor.title,
        "criteria": [criterion.text for criterion in factor.criteria.all()],
        "total": len(own),
        "running": sum(entry["state"]["key"] == MeasureState.RUNNING for entry in own),
        "by_state": _by_state(own),
        "measures": [_short(entry) for entry in own],
    }


def _summary(entries: list[Json], day: dt.date) -> Json:
    running = {entry["field"] for entry in entries if entry["state"]["key"] == MeasureState.RUNNING}
    fields = FieldOfAction.objects.in_concept_order()
    return {
        "total": len(entries),
        "by_state": _by_state(entries),
        "by_light": _by_light(entries),
        "gaps": [field.name for field in fields if field.name not in running and field.is_valid_on(day)],
        "worked": _told(entries, "observed_effect"),
        "not_worked": _told(entries, "what_did_not_work"),
    }


def _told(entries: list[Json], name: str) -> list[Json]:
    """Five measures that say something in `name`, priority given to new answers, in order of their number."""
    told = [entry for entry in entries if entry["progress"] and entry["progress"][name].strip()]
    chosen = sorted(told, key=lambda entry: (entry["progress"]["unchanged"], entry["number"]))[:5]
    return [
        {"number": e["number"], "title": e["title"], "field": e["field"], "text": e["progress"][name]} for e in chosen
    ]


def _rounds(report: Report) -> list[ReportingRound]:
    reports = ProgressReport.objects.select_related("department").order_by("department__sort_key", "pk")
    return list(
        ReportingRound.objects.exclude(opened_at=None)
        .filter(period_end__range=(report.period_start, report.period_end))
        .prefetch_related(Prefetch("reports", reports))
        .order_by("period_end", "pk")
    )


def _round(reporting_round: ReportingRound) -> Json:
    reports = list(reporting_round.reports.all())
    answered = sum(r.state in (ProgressState.SUBMITTED, ProgressState.ACCEPTED) for r in reports)
    missing = Counter(
        r.department.name for r in reports if r.state not in (ProgressState.SUBMITTED, ProgressState.ACCEPTED)
    )
    return {
        "title": reporting_round.title,
        "period_label": period_label(reporting_round.period_start, reporting_round.period_end),
        "due_on": reporting_round.due_on.isoformat(),
        "due_label": short_date(reporting_round.due_on),
        "asked": len(reports),
        "answered": answered,
        "no_response": sum(r.state == ProgressState.NO_RESPONSE for r in reports),
        "percent": round(100 * answered / len(reports)) if reports else 0,
        "missing": [{"department": name, "count": count} for name, count in missing.items()],
    }


def _ended(entries: list[Json]) -> Json:
    return {
        state.value: [
            {**_short(entry), "reason": entry["state_reason"], "period": entry["period"]}
            for entry in entries
            if entry["state"]["key"] == state
        ]
        for state in ENDED_STATES
    }


def _responsibilities(entries: list[Json]) -> list[Json]:
    leads: dict[str, list[Json]] = {}
    for entry in entries:
        leads.setdefault(entry["lead"], []).append(_short(entry))
    return [{"department": name, "measures": measures} for name, measures in sorted(leads.items())]
