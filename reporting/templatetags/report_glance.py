"""The two pages „Auf einen Blick“ in templates."""

from collections.abc import Mapping
from typing import Any

from django import template

from reporting.content import glance

register = template.Library()
Json = Mapping[str, Any]


@register.filter
def statements_of(content: Json, side: str) -> list[Json]:
    """What is told as gelungen (`worked`) or nicht gelungen (`not_worked`)."""
    return list(glance.statements(content, side))


@register.filter
def has_short_title(told: list[Json]) -> bool:
    """Whether one of the statements has no room for its whole title."""
    return any(each["is_short"] for each in told)


@register.simple_tag
def further_red(content: Json) -> dict[str, Any]:
    """Red measures that stand in no table of the two pages: {shown, more}."""
    shown, more = glance.further_red(content)
    return {"shown": shown, "more": more}


@register.simple_tag
def gaps_of(content: Json) -> dict[str, Any]:
    """Handlungsfelder without a running measure: {shown, more}."""
    shown, more = glance.gaps(content)
    return {"shown": shown, "more": more}


@register.filter
def has_room(text: str, most: str) -> bool:
    """Whether a text fits on the second page in the room it has there: `WORDS` or `WISH`."""
    return glance.has_room(text, getattr(glance, most))
