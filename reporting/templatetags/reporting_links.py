"""The way from a measure to the reports that tell about it."""

from collections.abc import Iterable
from typing import Any

from django import template

from measures.models import Measure
from reporting.models import Report

register = template.Library()


@register.inclusion_tag("reporting/includes/published_in.html", takes_context=True)
def published_in(context: dict[str, Any], measure: Measure) -> dict[str, Any]:
    """The published reports that hold `measure`, newest first (one query)."""
    reports = Report.objects.visible_to(context["user"]).filter(publication__published_measures__measure=measure)
    return {"reports": reports.select_related("publication").order_by("-publication__published_at")}


@register.inclusion_tag("reporting/includes/published_in.html", takes_context=True)
def published_with(context: dict[str, Any], measures: Iterable[Measure]) -> dict[str, Any]:
    """The published reports that hold any of `measures`, newest first (one query)."""
    keys = [measure.pk for measure in measures]
    reports = Report.objects.visible_to(context["user"]).filter(publication__published_measures__measure__in=keys)
    return {"reports": reports.select_related("publication").order_by("-publication__published_at").distinct()}
