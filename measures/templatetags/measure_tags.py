"""What measures show on their own pages and on those of the concept below them."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from measures.enums import MeasureState
from measures.models import Measure
from measures.selectors.measures import counts_by, rows_page, state_segments
from neuss_integration.ui import charts, lists, signs

register = template.Library()

ON_LOWER_PAGES: Final = 25
ROW: Final = (
    '<tr><td data-label="Nummer" class="measure-number">{}</td><th scope="row"><a href="{}{}/">{}</a></th>'
    '<td data-label="Handlungsfeld">{}</td><td data-label="Federführung">{}</td><td data-label="Status">{}</td>'
    '<td data-label="Ampel">{}</td><td data-label="Letzter Bericht" class="numeric">{}</td></tr>'
)
BAR_VARIANTS: Final = {
    MeasureState.IDEA.value: "neutral",
    MeasureState.PLANNED.value: "info",
    MeasureState.RUNNING.value: "success",
    MeasureState.PAUSED.value: "warning",
    MeasureState.COMPLETED.value: "accent",
    MeasureState.ROUTINE.value: "muted",
    MeasureState.DROPPED.value: "danger",
}


@register.simple_tag
def measure_rows(rows: Iterable[tuple[Any, ...]]) -> SafeString:
    """Rows of a table of measures from tuples in the order of ROW_COLUMNS; one string, because lists are long."""
    base = reverse("measures:measure-list")
    return mark_safe(  # noqa: S308 - every value is escaped here or comes from format_html
        "".join(
            ROW.format(
                number, base, number, escape(title), escape(field), escape(lead), state_sign(state),
                signs.traffic_light(light) if light else signs.NOTHING,
                at.strftime("%d.%m.%Y") if at else signs.NOTHING,
            )
            for number, title, state, field, lead, light, at in rows
        )
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def page_sizes(context: Context, sizes: Iterable[int], chosen: int) -> SafeString:
    """Links that change how many rows a page has; the filters stay."""
    links = format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        (
            (
                lists.query_url(context.get("request"), anzahl=size, seite=None),
                mark_safe(' aria-current="true"') if size == chosen else "",
                size,
            )
            for size in sizes
        ),
    )
    frame = '<nav class="page-sizes" aria-label="Zeilen je Seite"><span>Zeilen je Seite:</span><ul>{}</ul></nav>'
    return format_html(frame, links)


@cache
def state_sign(state: str) -> SafeString:
    """The badge of a state of measures."""
    return signs.state_badge(state, MeasureState(state).label)


@register.inclusion_tag("measures/includes/measure_table.html", takes_context=True)
def measures_of(context: Context, relation: str, key: int, name: str, value: int) -> dict[str, Any]:
    """The first measures of a Handlungsfeld or Erfolgsfaktor; filter `name` = `value` of the list shows all."""
    visible = Measure.objects.visible_to(context["user"]).filter(**{relation: key})
    page = rows_page(visible, sort="titel", number=1, size=ON_LOWER_PAGES)
    return {"page": page, "url": f"{reverse('measures:measure-list')}?{name}={value}"}


@register.simple_tag(takes_context=True)
def measure_counts(context: Context, relation: str) -> dict[int, dict[str, int]]:
    """Numbers of measures the person may see, by key of `relation` and state; for `measure_bar`."""
    return counts_by(relation, context["user"])


@register.simple_tag
def measure_bar(counts: Mapping[int, dict[str, int]], key: int, subject: object, name: str, value: int) -> SafeString:
    """How many measures of `subject` are in which state, as a bar, and a badge where none is running.

    With a link to the list with filter `name` = `value`.
    """
    found = counts.get(key, {})
    total = sum(found.values())
    gap = "" if found.get(MeasureState.RUNNING) else signs.badge("keine laufende Maßnahme", variant="warning")
    if not total:
        return format_html('<p class="measure-bar__gap">{}</p>', gap)
    url = f"{reverse('measures:measure-list')}?{name}={value}"
    link = format_html(
        '<p class="measure-bar__link"><a href="{}">{} {}<span class="kern-sr-only"> zu {}</span></a> {}</p>',
        url, total, "Maßnahme" if total == 1 else "Maßnahmen", subject, gap,
    )  # fmt: skip
    segments = state_segments(found, {str(state): variant for state, variant in BAR_VARIANTS.items()})
    return format_html("{}{}", link, charts.stacked_bar(segments, f"{subject}: Maßnahmen nach Status"))


@register.filter
def period(measure: Measure) -> str:
    """From–until as far as it is known: "seit 2013", "März 2017 bis 2020", "bis 2020"; empty when nothing is known."""
    start, end = measure.start, measure.end
    if start and end:
        return f"{start} bis {end}"
    return f"seit {start}" if start else f"bis {end}" if end else ""


@register.simple_tag
def measure_state_sign(state: str) -> SafeString:
    """The badge of a state of measures."""
    return state_sign(state)
