"""Measures, rounds with their answers, and resolutions."""

import datetime as dt
from typing import Any

from django.utils import timezone

from measures.enums import MeasureKind, MeasureState, ProgressState, RoundState, TrafficLight
from measures.fields import RELATIONS
from measures.models import (
    FundingProgramme,
    GoalGauge,
    Judgement,
    KeyFigure,
    Measure,
    ProgressReport,
    ReportingRound,
    Resolution,
)
from measures.services.search_texts import refresh_search_text
from neuss_integration.accounts.enums import Role
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.saving import set_relations
from tests.factories.city import make_committee, make_department
from tests.factories.parts import serials
from tests.factories.people import make_coordinator, make_person
from tests.factories.success_factors import make_field

_DECIDED = (ProgressState.RETURNED, ProgressState.ACCEPTED)


def make_measure(**fields: Any) -> Measure:
    """A running measure of the Jugendamt in the Handlungsfeld Bildung und Sprache, unless `fields` say otherwise.

    Many-to-many fields are given as lists. Its history has the two rows that the service would write.
    """
    many = {name: fields.pop(name) for name in RELATIONS if name in fields}
    serial = next(serials)
    defaults: dict[str, Any] = {
        "number": f"M-2026-{serial:03d}",
        "title": f"Maßnahme {serial}",
        "kind": MeasureKind.PERMANENT,
        "state": MeasureState.RUNNING,
    }
    fields = defaults | fields
    if "field_of_action" not in fields:
        fields["field_of_action"] = make_field()
    if "lead_department" not in fields:
        fields["lead_department"] = make_department("Jugendamt")
    for date in ("start", "end"):
        if fields.get(f"{date}_date"):
            fields.setdefault(f"{date}_precision", "day")
    measure = Measure.objects.create(**fields)
    set_relations(measure, {name: {value.pk for value in values} for name, values in many.items()})
    if "search_text" not in fields:
        refresh_search_text(measure)
    if many or "search_text" not in fields:
        measure.save()
    return measure


def make_round(**fields: Any) -> ReportingRound:
    """An open round about last year, due in two weeks, opened by the Koordination."""
    today = timezone.localdate()
    defaults: dict[str, Any] = {
        "title": f"Berichtsrunde {next(serials)}",
        "period_start": dt.date(today.year - 1, 1, 1),
        "period_end": dt.date(today.year - 1, 12, 31),
        "due_on": today + dt.timedelta(days=14),
        "state": RoundState.OPEN,
    }
    fields = defaults | fields
    if fields["state"] != RoundState.DRAFT:
        fields.setdefault("opened_at", timezone.now())
        if "opened_by" not in fields:
            fields["opened_by"] = make_coordinator()
    if fields["state"] == RoundState.CLOSED:
        fields.setdefault("closed_at", timezone.now())
    return ReportingRound.objects.create(**fields)


def make_progress(**fields: Any) -> ProgressReport:
    """A task of the measure's lead, open unless `state` says otherwise, with what that state demands.

    An accepted one becomes the `latest_progress` of its measure, as the service does.
    """
    fields = {"state": ProgressState.OPEN} | fields
    if "measure" not in fields:
        fields["measure"] = make_measure()
    if "round" not in fields:
        fields["round"] = make_round()
    fields.setdefault("department", fields["measure"].lead_department)
    for name, value in _demanded(fields["state"], fields["measure"], fields["department"]).items():
        fields.setdefault(name, value)
    report = ProgressReport.objects.create(**fields)
    if report.state == ProgressState.ACCEPTED:
        Measure.objects.filter(pk=report.measure_id).update(latest_progress=report)
        report.measure.latest_progress = report
    return report


def _demanded(state: str, measure: Measure, department: Department) -> dict[str, Any]:
    """What the constraints want of an answer in `state`."""
    found: dict[str, Any] = {}
    if state in (ProgressState.SUBMITTED, *_DECIDED):
        office = f"amt{department.pk}@neuss.example"
        found |= {
            "submitted_at": timezone.now(),
            "submitted_by": make_person(office, department.name, Role.DEPARTMENT_EDITOR, department),
            "traffic_light": TrafficLight.GREEN,
            "measure_state": measure.state,
            "what_happened": "Das Angebot fand wie geplant statt.",
        }
    if state in _DECIDED:
        found |= {"decided_at": timezone.now(), "decided_by": make_coordinator()}
    if state == ProgressState.RETURNED:
        found["return_comment"] = "Bitte nennen Sie die Zahl der Teilnehmenden."
    return found


def make_resolution(**fields: Any) -> Resolution:
    """The Integrationsausschuss agreed on 1 March 2024, unless `fields` say otherwise; relations as lists."""
    many = {name: fields.pop(name) for name in ("editions", "goals", "measures") if name in fields}
    defaults: dict[str, Any] = {
        "title": f"Beschluss {next(serials)}",
        "result": ResolutionResult.APPROVED,
        "resolved_date": dt.date(2024, 3, 1),
        "resolved_precision": "day",
    }
    if "committee" not in fields:
        fields["committee"] = make_committee()
    resolution = Resolution.objects.create(**defaults | fields)
    set_relations(resolution, {name: {value.pk for value in values} for name, values in many.items()})
    return resolution


def make_programme(**fields: Any) -> FundingProgramme:
    """Money granted to the Jugendamt for two years that end in half a year, unless `fields` say otherwise."""
    today, measures = timezone.localdate(), fields.pop("measures", [])
    defaults: dict[str, Any] = {
        "title": f"Förderprogramm {next(serials)}",
        "funder": "Land",
        "source": "state",
        "granted": 50000,
        "starts_on": today - dt.timedelta(days=550),
        "ends_on": today + dt.timedelta(days=180),
    }
    if "department" not in fields:
        fields["department"] = make_department("Jugendamt")
    programme = FundingProgramme.objects.create(**defaults | fields)
    set_relations(programme, {"measures": {each.pk for each in measures}})
    return programme


def make_gauge(goal: Any, number: Any, **fields: Any) -> GoalGauge:
    """`goal` is measured by `number` (an indicator or a Kennzahl): from 40 at the end of 2022 to 60 in 2030."""
    kind = "key_figure" if isinstance(number, KeyFigure) else "indicator"
    defaults = {
        "direction": "up",
        "baseline_value": 40,
        "baseline_date": dt.date(2022, 12, 31),
        "target_value": 60,
        "target_date": dt.date(2030, 12, 31),
    }
    return GoalGauge.objects.create(goal=goal, **{kind: number}, **defaults | fields)


def make_judgement(thing: Any, **fields: Any) -> Judgement:
    """The Koordination judges a goal or a measure as at risk today."""
    kind = "measure" if isinstance(thing, Measure) else "goal"
    defaults = {"rating": "at_risk", "reason": "Es fehlt an Plätzen.", "judged_on": timezone.localdate()}
    if "author" not in fields:
        fields["author"] = make_coordinator()
    return Judgement.objects.create(**{kind: thing}, **defaults | fields)
