"""What measures show on their own pages and on those of the concept below them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import template
from django.db.models import Q
from django.http import QueryDict
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from measures.catalogue.columns import DEFAULT_COLUMNS, CatalogueColumn
from measures.catalogue.html import NUMERIC, RowShape, rows_html, state_sign
from measures.catalogue.rows import rows_page
from measures.enums import MeasureState
from measures.models import Measure
from measures.selectors.measures import THREE_FACTS, counts_by, state_segments
from neuss_integration.foundation.ui import charts, lists, signs
from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.words.nouns import count_of
from success_factors.models import ConceptEdition, Goal
from success_factors.selectors.goals import line_of

register = template.Library()

ON_LOWER_PAGES: Final = 25
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
def measure_rows(
    rows: Iterable[Sequence[Any]],
    columns: Sequence[CatalogueColumn] = DEFAULT_COLUMNS,
    has_ticks: bool = False,
    shape: RowShape | None = None,
) -> SafeString:
    """Rows of a table of measures, with the values of `columns`, and a box each where they can be changed together."""
    return rows_html(rows, columns, has_ticks=has_ticks, shape=shape)


@register.simple_tag(takes_context=True)
def measure_head(context: Context, columns: Sequence[CatalogueColumn], sort: str) -> SafeString:
    """The headings of `columns`; a list can be sorted by some of them."""
    request = context.get("request")
    return format_html_join(
        "",
        "{}",
        (
            (
                lists.sort_header(
                    each.label, each.sort, request, parameter="sortierung", numeric=each.kind in NUMERIC, current=sort
                )
                if each.sort
                else format_html('<th scope="col" class="kern-table__header">{}</th>', each.label),
            )
            for each in columns
        ),
    )


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


@register.inclusion_tag("measures/includes/measure_table.html", takes_context=True)
def measures_of(context: Context, relation: str, key: int, name: str, value: int) -> dict[str, Any]:
    """The first measures of a Handlungsfeld or Erfolgsfaktor; filter `name` = `value` of the list shows all."""
    visible = Measure.objects.visible_to(context["user"]).filter(**{relation: key})
    page = rows_page(visible, sort="titel", number=1, size=ON_LOWER_PAGES)
    return {"page": page, "url": f"{reverse('measures:measure-list')}?{name}={value}"}


@register.inclusion_tag("measures/includes/measure_table.html", takes_context=True)
def measures_of_goal(context: Context, goal: Goal) -> dict[str, Any]:
    """The first measures of `goal` and of the goals it carries on."""
    served = Measure.goals.through.objects.filter(goal__in=line_of(goal)).values("measure")
    page = rows_page(
        Measure.objects.visible_to(context["user"]).filter(pk__in=served), sort="titel", number=1, size=ON_LOWER_PAGES
    )
    keys = "&".join(f"konzeptziel={key}" for key in sorted(line_of(goal)))
    return {"page": page, "url": f"{reverse('measures:measure-list')}?{keys}"}


@register.simple_tag(takes_context=True)
def measures_without_goal(context: Context, edition: ConceptEdition) -> int:
    """How many active measures would have no goal in force when the draft `edition` is adopted; one query."""
    going_on = Measure.objects.visible_to(context["user"]).active()
    carried = edition.goal_revisions.filter(successor__isnull=False).values("goal")
    kept = Measure.goals.through.objects.filter(Q(goal__in=carried) | Q(goal__guiding_goal__edition=edition))
    return going_on.exclude(pk__in=kept.values("measure")).count()


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
        '<p class="measure-bar__link"><a href="{}">{}<span class="kern-sr-only"> zu {}</span></a> {}</p>',
        url,
        count_of(total, "Maßnahme"),
        subject,
        gap,
    )
    segments = state_segments(found, {str(state): variant for state, variant in BAR_VARIANTS.items()})
    return format_html("{}{}", link, charts.stacked_bar(segments, f"{subject}: Maßnahmen nach Status"))


@register.simple_tag
def three_facts() -> SafeString:
    """What status, traffic light and freshness say, to be opened below a list."""
    lines = format_html_join("", "<p>{}</p>", ((each,) for each in THREE_FACTS.values()))
    return _opened("Was bedeuten Status, Ampel und letzter Bericht?", format_html("{}{}", lines, _meanings()))


@register.simple_tag
def states_explained() -> SafeString:
    """What each state says, to be opened where one is chosen from a list."""
    return _opened("Was die Status bedeuten", _meanings())


def _opened(summary: str, content: SafeString) -> SafeString:
    return format_html('<details class="three-facts"><summary>{}</summary>{}</details>', summary, content)


def _meanings() -> SafeString:
    items = format_html_join("", "<dt>{}</dt><dd>{}</dd>", ((state.label, state.meaning) for state in MeasureState))
    return format_html("<dl>{}</dl>", items)


@register.simple_tag
def measure_state_sign(state: str) -> SafeString:
    return state_sign(state)


@register.simple_tag(takes_context=True)
def listing_query(context: Context, **changes: str) -> SafeString:
    """The query of the list as it is shown, for another page with the same measures; `changes` are added."""
    query = QueryDict(context["listing"].canonical_query, mutable=True)
    for name, value in changes.items():
        query[name] = value
    return format_html("{}", query.urlencode())
