"""Factors with assessments, indicators with values, editions with goals."""

import datetime as dt
from typing import Any

from django.utils import timezone

from success_factors.enums import EditionState, IndicatorDirection, IndicatorScope, Level
from success_factors.models import (
    AreaValue,
    Assessment,
    ConceptEdition,
    Criterion,
    FieldOfAction,
    Goal,
    GuidingGoal,
    Indicator,
    IndicatorValue,
    SuccessFactor,
)
from tests.factories.parts import serials
from tests.factories.people import make_coordinator


def make_field(name: str = "Bildung und Sprache", **fields: Any) -> FieldOfAction:
    return FieldOfAction.objects.get_or_create(name=name, defaults={"position": next(serials)} | fields)[0]


def make_factor(number: int = 4, title: str = "Akteure vernetzen") -> SuccessFactor:
    return SuccessFactor.objects.get_or_create(number=number, defaults={"title": title})[0]


def make_criterion(
    factor: SuccessFactor | None = None, position: int = 1, text: str = "Akteure einbinden"
) -> Criterion:
    """The criterion at this position of `factor`, by default of factor 4."""
    factor = factor or make_factor()
    return Criterion.objects.get_or_create(factor=factor, position=position, defaults={"text": text})[0]


def make_assessment(**fields: Any) -> Assessment:
    """The Koordination judged a criterion "teilweise" today, unless `fields` say otherwise."""
    fields = {"level": Level.PARTLY, "assessed_on": timezone.localdate(), "rationale": "Es gibt ein Netzwerk."} | fields
    if "criterion" not in fields:
        fields["criterion"] = make_criterion()
    if "author" not in fields:
        fields["author"] = make_coordinator()
    return Assessment.objects.create(**fields)


def make_indicator(**fields: Any) -> Indicator:
    """A watched number of the city that should rise, for factor 4 unless `success_factors` says otherwise."""
    factors = fields.pop("success_factors", None)
    defaults = {
        "name": f"Indikator {next(serials)}",
        "definition": "Zahl der Einbürgerungen im Jahr",
        "unit": "Personen",
        "data_source": "Einbürgerungsbehörde",
        "scope": IndicatorScope.CITY,
        "direction": IndicatorDirection.UP,
    }
    indicator = Indicator.objects.create(**defaults | fields)
    indicator.success_factors.set([make_factor()] if factors is None else factors)
    return indicator


def make_value(**fields: Any) -> IndicatorValue:
    """The value 400 of an indicator for the year 2020, unless `fields` say otherwise."""
    if "indicator" not in fields:
        fields["indicator"] = make_indicator()
    year = fields.pop("year", 2020)
    defaults = {"reference_date": dt.date(year, 12, 31), "reference_precision": "year", "source": "Statistikstelle"}
    if "value" not in fields and "sign" not in fields:
        fields["value"] = 400
    return IndicatorValue.objects.create(**defaults | fields)


def make_area_value(**fields: Any) -> AreaValue:
    """The value 40 of an indicator for the year 2020; `fields` name the Stadtteil or the area."""
    defaults = {"reference_date": dt.date(2020, 12, 31), "value": 40, "source": "Statistikstelle"}
    return AreaValue.objects.create(**defaults | fields)


def make_edition(**fields: Any) -> ConceptEdition:
    """A Fassung adopted in 2020, unless `fields` say otherwise."""
    fields = {"title": f"Integrationskonzept {next(serials)}", "state": EditionState.ADOPTED} | fields
    if fields["state"] == EditionState.ADOPTED:
        fields = {"adopted_date": dt.date(2020, 1, 1), "adopted_precision": "year"} | fields
    return ConceptEdition.objects.create(**fields)


def make_goal(**fields: Any) -> Goal:
    """An open goal under a Leitziel of its own, in `edition`, by default an adopted one."""
    edition = fields.pop("edition", None) or make_edition()
    guiding = GuidingGoal.objects.create(edition=edition, position=next(serials), title="Teilhabe stärken")
    return Goal.objects.create(**{"guiding_goal": guiding, "position": 1, "text": "Mehr Beratung"} | fields)
