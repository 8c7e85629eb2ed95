"""Pictures of the printed report, drawn from nothing but the snapshot."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from neuss_integration.ui.levels import level_boxes
from neuss_integration.ui.line_chart import line_chart_svg
from reporting.standing import stored_chart

register = template.Library()


@register.simple_tag
def printed_level(level: int | None, label: str) -> SafeString:
    """The five boxes with the word below."""
    return format_html("{}<br>{}", level_boxes(level), label) if level else format_html("{}", label)


@register.simple_tag
def printed_chart(content: dict[str, Any] | None) -> SafeString | str:
    """The line of an indicator; nothing with fewer than two numbers, which are in the table anyway."""
    if not content:
        return ""
    chart = stored_chart(content)
    return line_chart_svg(chart) if len(chart.values) > 1 else ""
