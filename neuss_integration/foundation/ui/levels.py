"""A level on a scale of steps, as a row of boxes with the word beside it; the same in page and PDF."""

from typing import Final

from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui.html import format_html

STEPS: Final = 5
FULL: Final = "#1a4f9c"
EMPTY: Final = "#ffffff"
DIRECTION_SIGNS: Final = {
    "better": ("M8 14V3M3 8l5-5 5 5", "success", "#1b6b3a"),
    "worse": ("M8 2v11M3 8l5 5 5-5", "danger", "#a3151c"),
    "mixed": ("M5 14V3M2 6l3-3 3 3M11 2v11M8 10l3 3 3-3", "warning", "#8a3b00"),
    "same": ("M2 8h11M8 3l5 5-5 5", "neutral", "#3b3f4a"),
    "first": ("M3 8h10", "neutral", "#3b3f4a"),
    "unknown": ("M3 8h10", "neutral", "#3b3f4a"),
}
"""The stroke of each arrow, its variant, and its colour on paper; pages override the colour by class."""


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


def direction_arrow(direction: str) -> SafeString:
    """The arrow of a direction; decorative, the word stands beside it. Raises KeyError for an unknown direction."""
    stroke, variant, colour = DIRECTION_SIGNS[direction]
    return format_html(
        '<svg class="direction__arrow direction__arrow--{}" viewBox="0 0 16 16" width="16" height="16" '
        'aria-hidden="true" focusable="false"><path d="{}" fill="none" stroke="{}" stroke-width="2"/></svg>',
        variant,
        stroke,
        colour,
    )


def direction_sign(direction: str, label: str) -> SafeString:
    """An arrow and the word. Raises KeyError for an unknown direction."""
    return format_html('<span class="direction">{}<span>{}</span></span>', direction_arrow(direction), label)
