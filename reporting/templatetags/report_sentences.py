"""The sentences of a report in its templates, and the legend of the signs in its tables."""

from collections.abc import Mapping
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui.html import format_html
from neuss_integration.foundation.words import city_terms
from neuss_integration.foundation.words.table_signs import legend
from reporting.content.figure import figure_anchor
from reporting.content.sentences import SENTENCES

register = template.Library()
PLACES: Final[dict[str, tuple[str, ...]]] = {
    "opening": ("total", "fields", "undated"),
    "returns": ("returns:percent", "returns:asked", "returns:answered"),
    "open_rounds": ("returns:asked",),
    "places": ("place:citywide", "place:districts", "place:unstated"),
    "unreleased": ("needs:unreleased",),
    "money_covered": ("money:measures",),
    "money_outside": ("money:outside",),
    "money_years": ("money:total:granted",),
    "changed": ("changes:new", "changes:state_all", "changes:light_better", "changes:light_worse"),
    "states_sentence": ("state:running", "total"),
    "lights_sentence": ("light:red", "light:yellow", "light:unknown"),
    "lights_balance": ("changes:light_better", "changes:light_worse"),
    "gaps": ("gaps",),
    "needs_answered": ("needs:told", "needs:in_measure"),
    "money_ending": ("money:ending",),
    "money_of_fields": ("money:total:granted",),
    "districts_named": ("place:districts",),
    "offices_answered": ("returns:answered",),
    "ended": ("ended:completed", "ended:routine", "ended:dropped"),
    "ended_after": ("ended_after",),
    "ended_before": ("ended_before",),
    "undated": ("undated",),
    "worked_share": ("worked", "worked:shown"),
    "not_worked_share": ("not_worked", "not_worked:shown"),
    "taking_part": ("taking_part:goals", "taking_part:comments"),
    "enquiries": ("enquiries",),
    "campaigns": ("campaigns", "campaigns:reach", "campaigns:reach:known", "campaigns:cost", "campaigns:cost:known"),
    "all_measures": ("total",),
    "staff_told": ("employer:told",),
    "services_told": ("services:told",),
}
"""The figures that a sentence tells; it leads to the first of them that the report has on the page „Nachrechnen“."""
Json = Mapping[str, Any]


@register.filter
def publisher(snapshot: Mapping[str, Any], case: str) -> str:
    """The office with the article that it had at the release; older snapshots lack it."""
    name = snapshot["office"]
    article = snapshot.get("office_article")
    return str(getattr(city_terms.term(name, article) if article else city_terms.named(name), case))


@register.simple_tag(takes_context=True)
def sentence(context: dict[str, Any], name: str) -> SafeString | str:
    """The sentence `name` of the report that is shown; empty when there is nothing to say.

    In the preview it leads to the figures it is made of.
    """
    words, url = SENTENCES[name](context["snapshot"]), context.get("recount_url")
    anchors = [figure_anchor(key) for key in PLACES.get(name, ())] if url else []
    anchor = next((each for each in anchors if each in context.get("recounted", ())), "")
    return format_html('<a href="{}#{}">{}</a>', url, anchor, words) if words and anchor else words


@register.filter
def as_heading(words: SafeString | str) -> SafeString | str:
    """A sentence as a heading: without its full stop."""
    if isinstance(words, SafeString):
        return mark_safe(words.removesuffix(".</a>") + "</a>" * words.endswith(".</a>"))  # noqa: S308 - was safe before
    return words.removesuffix(".")


@register.simple_tag(takes_context=True)
def figure(context: dict[str, Any], value: Any, *key: Any) -> SafeString | str:
    """`value`; in the preview it leads to the row of the figure `key` (its parts) that says what was counted."""
    url = context.get("recount_url")
    if not url:
        return str(value)
    anchor = figure_anchor(":".join(map(str, key)))
    return format_html('<a class="figure" href="{}#{}">{}</a>', url, anchor, value)


@register.simple_tag
def legend_of_column(rows: list[Json], name: str) -> SafeString | str:
    """The meaning of the signs in the column `name` of `rows`."""
    told = legend(str(each[name]) for each in rows)
    return format_html('<p class="muted sign-legend">{}</p>', told) if told else ""


@register.simple_tag
def sign_legend(indicators: list[Json]) -> SafeString | str:
    """The meaning of the signs that the values of `indicators` bear, now and before."""
    shown = [text for each in indicators for text in (each["value"], each["before"].rpartition(" (")[0])]
    shown += [group["value"] for each in indicators for group in each.get("groups", ())]
    told = legend(shown)
    return format_html('<p class="muted sign-legend">{}</p>', told) if told else ""
