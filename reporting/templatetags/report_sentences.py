"""The sentences of a report in its templates, and the legend of the signs in its tables."""

from typing import Any, Final

from django import template
from django.utils.safestring import SafeString

from neuss_integration.foundation.ui.html import format_html
from neuss_integration.foundation.words.table_signs import legend
from reporting.content.sentences import SENTENCES
from reporting.templatetags.recount_tags import figure_anchor

register = template.Library()
PLACES: Final = {
    "opening": "total", "returns": "returns-percent", "open_rounds": "returns-asked", "places": "place-citywide",
    "unreleased": "needs-unreleased", "money_covered": "money-measures", "money_outside": "money-outside",
    "ended": "ended-completed", "ended_before": "ended_before",
}  # fmt: skip
"""Where the figures of a sentence stand on the page „Nachrechnen“."""
Json = dict[str, Any]


@register.simple_tag(takes_context=True)
def sentence(context: dict[str, Any], name: str) -> SafeString | str:
    """The sentence `name` of the report that is shown; empty when there is nothing to say.

    In the preview it leads to the figures it is made of.
    """
    words, url = SENTENCES[name](context["snapshot"]), context.get("recount_url")
    if not (words and url and name in PLACES):
        return words
    return format_html('<a href="{}#{}">{}</a>', url, PLACES[name], words)


@register.filter
def as_heading(words: str) -> str:
    """A sentence as a heading: without its full stop."""
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
def sign_legend(indicators: list[Json]) -> SafeString | str:
    """The meaning of the signs that the values of `indicators` bear, now and before."""
    shown = [text for each in indicators for text in (each["value"], each["before"].rpartition(" (")[0])]
    shown += [group["value"] for each in indicators for group in each.get("groups", ())]
    told = legend(shown)
    return format_html('<p class="muted">{}</p>', told) if told else ""
