"""Words and numbers in the charts that are drawn as SVG."""

from typing import Final

from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui.html import format_html

INK: Final = "#3b3f4a"


def chart_text(x: float, y: float, text: object, *, anchor: str = "middle", bold: bool = False) -> SafeString:
    """`text` at a point of the drawing, in its units; `anchor` says which end of the text stands there."""
    return format_html(
        '<text class="line-chart__text" x="{}" y="{}" text-anchor="{}" fill="{}"{}>{}</text>',
        f"{x:.1f}",
        f"{y:.1f}",
        anchor,
        INK,
        mark_safe(' font-weight="600"') if bold else "",
        text,
    )
