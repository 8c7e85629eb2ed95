"""Pictures of the printed report, drawn from nothing but the snapshot."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.ui.levels import direction_arrow, level_boxes
from neuss_integration.foundation.ui.line_chart import line_chart_svg
from neuss_integration.foundation.words.hyphenation import in_lines
from reporting.content.crossings import movements_of
from reporting.content.standing import stored_chart
from reporting.templatetags.report_sentences import figure

register = template.Library()


@register.simple_tag
def printed_level(level: int | None, label: str) -> SafeString:
    """The five boxes with the word below."""
    return format_html("{}<br>{}", level_boxes(level), label) if level else format_html("{}", label)


@register.simple_tag
def printed_level_line(level: int | None, label: str) -> SafeString:
    """The same in one line, for tables that must stay short."""
    return format_html("{} {}", level_boxes(level), label) if level else format_html("{}", label)


@register.simple_tag
def printed_direction(direction: dict[str, str] | None) -> SafeString | str:
    """The arrow and the word of the overview in the browser; a dash where nothing was assessed."""
    if not direction:
        return "–"
    return format_html("{} {}", direction_arrow(direction["key"]), direction["label"])


@register.simple_tag(takes_context=True)
def printed_movements(context: dict[str, Any], factor: dict[str, Any]) -> SafeString | str:
    """How many indicators of a factor go which way, with the arrows of the overview; a dash where none is judged."""
    rows = [
        (direction_arrow(arrow), figure(context, number, "factor", factor["number"], "moves", key), label)
        for key, label, arrow, number in movements_of(factor)
    ]
    return format_html_join(mark_safe("<br>"), "{} {} {}", rows) if rows else "–"


@register.filter
def has_assessments(factors: list[dict[str, Any]]) -> bool:
    """Whether the report knows the standing of any factor; one without criteria has none."""
    return any(each.get("assessment") for each in factors)


@register.filter
def has_level(factor: dict[str, Any]) -> bool:
    """Whether a criterion of the factor is assessed; rows that all say „nicht eingeschätzt“ tell nothing."""
    assessment = factor.get("assessment") or {}
    return any(each.get("level") for each in [assessment, *assessment.get("criteria", ())])


@register.filter
def has_levels(factors: list[dict[str, Any]]) -> bool:
    """Whether any factor is assessed at least in part."""
    return any(has_level(each) for each in factors)


@register.filter
def has_movements(factor: dict[str, Any]) -> bool:
    """Whether an indicator of the factor goes a way that the overview tells."""
    return bool(movements_of(factor))


@register.simple_tag
def printed_chart(content: Mapping[str, Any] | None, fewest: int = 2) -> SafeString | str:
    """The lines of an indicator; nothing where none has the `fewest` numbers: two stand in the table."""
    if not content:
        return ""
    chart = stored_chart(content)
    lines = (sum(point.value is not None for point in each.points) >= fewest for each in chart.series)
    return line_chart_svg(chart) if any(lines) else ""


@register.simple_tag
def places_without(districts: list[dict[str, Any]]) -> list[str]:
    """Number and name of the districts that no measure names."""
    return [f"{each['number']} {each['name']}" for each in districts if not each["total"]]


MAP_WIDTH = 700
USUAL_COLUMNS = 7
ROOM_FOR_NAMES = 74
LETTER = 6.9
LINE = 15
SHADES = ("#ffffff", "#ddf8ff", "#97c9e8", "#2f7fc4", "#092797")
FIRST_DARK_SHADE = 3


@register.inclusion_tag("pdf/tile_map.html")
def tile_map(districts: list[dict[str, Any]], finding: str = "", as_of: str = "") -> dict[str, Any]:
    """The districts as tiles where they lie, each with its number, its name and how many measures it has.

    A unit of the picture is always the same on paper; where many columns leave no room, the names stand in the table.
    """
    placed = [each for each in districts if each["column"] and each["row"]]
    most = max((each["total"] for each in placed), default=0)
    columns, rows = (max((each[name] for each in placed), default=0) for name in ("column", "row"))
    width = MAP_WIDTH // max(columns, USUAL_COLUMNS)
    has_names = width >= ROOM_FOR_NAMES
    names = [in_lines(each["name"], int((width - 10) / LETTER)) if has_names else [] for each in placed]
    height = 26 + LINE * max(map(len, names), default=0)
    tiles = []
    for each, lines in zip(placed, names, strict=True):
        shade = 0 if not each["total"] else 1 + round((len(SHADES) - 2) * each["total"] / most)
        x, y = (each["column"] - 1) * width, (each["row"] - 1) * height
        tiles.append(
            {
                "x": x,
                "y": y,
                "left": x + 5,
                "right": x + width - 9,
                "head": y + 19,
                "number": each["number"],
                "total": each["total"],
                "lines": [(line, y + 34 + LINE * at) for at, line in enumerate(lines)],
                "fill": SHADES[shade],
                "ink": "#ffffff" if shade >= FIRST_DARK_SHADE else "#1d2034",
            }
        )
    size = {"tile_width": width - 3, "tile_height": height - 3, "width": MAP_WIDTH, "height": rows * height}
    return size | {"tiles": tiles, "districts": placed, "finding": finding, "as_of": as_of}
