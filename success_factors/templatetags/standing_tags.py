"""Where the city stands, for pages of the concept and of those above it."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import Q
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.city.models import District
from neuss_integration.foundation.ui import levels, signs
from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.ui.line_chart import LineChart, line_chart
from success_factors.enums import MOVEMENT_DIRECTIONS, Direction, Movement
from success_factors.models import Goal, Indicator, StaffYear, SuccessFactor
from success_factors.selectors import area_values, indicators, standing
from success_factors.selectors.staff import last_full_year, may_enter_staff

register = template.Library()


@register.inclusion_tag("success_factors/includes/staff_year.html", takes_context=True)
def own_staff_year(context: Context) -> dict[str, Any]:
    """The numbers of the last full year for who enters them: whether they are to come; two queries, else one."""
    if not may_enter_staff(context["user"]):
        return {}
    year = last_full_year()
    found = StaffYear.objects.visible_to(context["user"]).filter(year=year).first()
    return {"year": year, "entered": found}


@register.simple_tag
def factor_standings(told: Mapping[int, standing.ToldFactor] | None = None) -> dict[int, standing.FactorStanding]:
    """The standing of each factor by its number, compared with what the last report `told`; two queries."""
    return standing.factor_standings(told)


@register.filter
def of(standings: dict[int, standing.FactorStanding], number: int) -> standing.FactorStanding:
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
def movement(value: Movement) -> SafeString:
    """Which way an indicator goes, as arrow and word; without an arrow where that is not judged."""
    if value not in MOVEMENT_DIRECTIONS:
        return format_html('<span class="quiet">{}</span>', value.label)
    return levels.direction_sign(MOVEMENT_DIRECTIONS[value], value.label)


@register.inclusion_tag("success_factors/includes/factor_indicators.html", takes_context=True)
def indicators_of(context: Context, factor: SuccessFactor) -> dict[str, Any]:
    """The watched indicators of `factor` with last value and direction; three queries."""
    watched = Indicator.objects.visible_to(context["user"]).watched().filter(success_factors=factor)
    return {"rows": indicators.indicator_rows(watched, inside=context["user"].access.has(Permission.VIEW_INTERNAL))}


@register.inclusion_tag("success_factors/includes/factor_goals.html", takes_context=True)
def goals_of(context: Context, factor: SuccessFactor) -> dict[str, Any]:
    """The goals for `factor` that the person may see, the newest edition first; one query."""
    goals = Goal.objects.visible_to(context["user"]).filter(success_factors=factor)
    order = ("-guiding_goal__edition_id", "guiding_goal__position", "position")
    return {"goals": list(goals.select_related("guiding_goal__edition").order_by(*order))}


@register.simple_tag(takes_context=True)
def factor_movements(context: Context) -> dict[int, Counter[str]]:
    """How many watched indicators of each factor (by number) go which way; three queries."""
    return indicators.factor_movements(inside=context["user"].access.has(Permission.VIEW_INTERNAL))


@register.simple_tag
def movements_of(found: dict[int, Counter[str]], number: int) -> SafeString:
    """The indicators of the factor `number` in words; a dash when it has none."""
    counts = found.get(number, Counter())
    rows = [(counts[each], each) for each in Movement if counts[each]]
    if not rows:
        return signs.NOTHING
    return format_html_join(
        mark_safe("<br>"),
        "{} {}",
        ((count, movement(each)) for count, each in rows),
    )


@register.inclusion_tag("success_factors/includes/district_figures.html", takes_context=True)
def district_figures(context: Context, district: District) -> dict[str, Any]:
    """The newest figure of each indicator in a Stadtteil; at most three queries."""
    user = context["user"]
    told = Indicator.objects.visible_to(user).current().filter(Q(is_active=True) | Q(is_population=True))
    return {"rows": area_values.figures_of(district, told, inside=user.access.has(Permission.VIEW_INTERNAL))}


@register.inclusion_tag("success_factors/includes/map_links.html", takes_context=True)
def indicator_maps(context: Context) -> dict[str, Any]:
    """The indicators that have a map; one query."""
    return {"indicators": area_values.mapped_indicators(Indicator.objects.visible_to(context["user"]))}


@register.simple_tag
def value_of(indicator: Indicator, value: Decimal) -> str:
    """A value as people read it: a number, or its word."""
    return indicator.written(value)


@register.simple_tag
def chart(content: LineChart | None) -> SafeString | str:
    """A line over time with its data as a table; nothing when there is none."""
    return line_chart(content) if content else ""
