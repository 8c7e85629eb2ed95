"""Numbers of measures in a row of the overview of the concept."""

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from measures.enums import MeasureState
from neuss_integration.foundation.ui import signs
from neuss_integration.foundation.ui.html import format_html
from neuss_integration.foundation.words.nouns import count_of

register = template.Library()
SHOWN = (MeasureState.RUNNING, MeasureState.PLANNED, MeasureState.PAUSED)


@register.simple_tag
def measure_numbers(
    counts: Mapping[int, dict[str, int]], key: int, subject: object, name: str, value: int
) -> SafeString:
    """How many measures of `subject` there are and in which state, linked to the list; a gap is marked by word."""
    found = counts.get(key, {})
    total = sum(found.values())
    gap = "" if found.get(MeasureState.RUNNING) else signs.badge("keine laufende Maßnahme", variant="warning")
    if not total:
        return SafeString(gap)
    parts = [f"{found[state]} {state.label}" for state in SHOWN if found.get(state)]
    ended = total - sum(found.get(state, 0) for state in (*SHOWN, MeasureState.IDEA))
    parts += [f"{ended} beendet"] if ended else []
    parts += [f"{found[MeasureState.IDEA]} als Idee"] if found.get(MeasureState.IDEA) else []
    url = f"{reverse('measures:measure-list')}?{name}={value}"
    frame = '<a href="{}">{}<span class="kern-sr-only"> zu {}</span></a><br><span class="quiet">{}</span> {}'
    return format_html(frame, url, count_of(total, "Maßnahme"), subject, ", ".join(parts), gap)
