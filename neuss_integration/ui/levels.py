"""A level on a scale of steps, as a row of boxes with the word beside it; the same in page and PDF."""

from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from neuss_integration.ui.signs import icon

STEPS: Final = 5
FULL: Final = "#1a4f9c"
EMPTY: Final = "#ffffff"
DIRECTION_SIGNS: Final = {
    "better": ("arrow-up", "success"),
    "worse": ("arrow-down", "danger"),
    "mixed": ("sort", "warning"),
    "same": ("arrow-forward", "neutral"),
    "first": ("add", "neutral"),
    "unknown": ("question-mark", "neutral"),
}


def level_boxes(level: int | None) -> SafeString:
    """Five boxes of which the first `level` are full; decorative, the word stands beside it."""
    boxes = "".join(
        f'<rect class="level__box{" level__box--full" if level and step < level else ""}" x="{1 + step * 22}" y="1" '
        f'width="18" height="14" rx="2" fill="{FULL if level and step < level else EMPTY}" stroke="{FULL}" '
        'stroke-width="1.5"/>'
        for step in range(STEPS)
    )
    return mark_safe(  # noqa: S308 - numbers and constants only
        f'<svg class="level__boxes" viewBox="0 0 110 16" width="110" height="16" aria-hidden="true" focusable="false">'
        f"{boxes}</svg>"
    )


def level_meter(level: int | None, label: str) -> SafeString:
    """The boxes with the word, for screen readers with the step: "teilweise (Stufe 3 von 5)"."""
    step = f" (Stufe {level} von {STEPS})" if level else ""
    return format_html(
        '<span class="level">{}<span class="level__word">{}<span class="kern-sr-only">{}</span></span></span>',
        level_boxes(level),
        label,
        step,
    )


def direction_sign(direction: str, label: str) -> SafeString:
    """An arrow and the word. Raises KeyError for an unknown direction."""
    icon_name, variant = DIRECTION_SIGNS[direction]
    return format_html(
        '<span class="direction direction--{}">{}<span>{}</span></span>', variant, icon(icon_name, size="small"), label
    )
