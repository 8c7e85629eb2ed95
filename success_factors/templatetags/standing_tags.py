"""Where the city stands, for pages of the concept and of those above it."""

import datetime as dt

from django import template
from django.utils.safestring import SafeString

from neuss_integration.ui import levels
from neuss_integration.ui.line_chart import LineChart, line_chart
from success_factors.enums import Direction
from success_factors.selectors import standing

register = template.Library()


@register.simple_tag
def factor_standings(since: dt.date | None = None) -> dict[int, standing.FactorStanding]:
    """The standing of each factor by its number, compared with the day `since`; two queries."""
    return standing.factor_standings(since)


@register.filter
def of(standings: dict[int, standing.FactorStanding], number: int) -> standing.FactorStanding:
    """The standing of the factor `number`."""
    return standings.get(number, standing.FactorStanding([]))


@register.simple_tag
def level(level: int | None, label: str = standing.NOT_ASSESSED) -> SafeString:
    """A level as boxes and word."""
    return levels.level_meter(level, label)


@register.simple_tag
def direction(value: Direction) -> SafeString:
    """How something moved, as arrow and word."""
    return levels.direction_sign(value.value, value.label)


@register.simple_tag
def chart(content: LineChart | None) -> SafeString | str:
    """A line over time with its data as a table; nothing when there is none."""
    return line_chart(content) if content else ""
