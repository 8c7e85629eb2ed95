"""The matrices of running measures, for pages of the concept."""

from typing import Any

from django import template
from django.template import Context

from measures.selectors.coverage import districts_by_fields, fields_by_factors

register = template.Library()


@register.inclusion_tag("measures/includes/coverage_matrix.html", takes_context=True)
def factor_matrix(context: Context) -> dict[str, Any]:
    """Handlungsfeld by Erfolgsfaktor."""
    caption = "Laufende Maßnahmen je Handlungsfeld und Erfolgsfaktor"
    return {"matrix": fields_by_factors(context["user"]), "caption": caption, "corner": "Handlungsfeld", "legend": True}


@register.inclusion_tag("measures/includes/coverage_matrix.html", takes_context=True)
def district_matrix(context: Context) -> dict[str, Any]:
    """Stadtteil by Handlungsfeld."""
    caption = "Laufende Maßnahmen je Stadtteil und Handlungsfeld"
    return {"matrix": districts_by_fields(context["user"]), "caption": caption, "corner": "Stadtteil", "legend": False}
