"""The sentences of a report in its templates, and the legend of the signs in its tables."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from neuss_integration.foundation.words.table_signs import legend
from reporting.content.sentences import SENTENCES

register = template.Library()
Json = dict[str, Any]


@register.simple_tag(takes_context=True)
def sentence(context: dict[str, Any], name: str) -> str:
    """The sentence `name` of the report that is shown; empty when there is nothing to say."""
    return SENTENCES[name](context["snapshot"])


@register.simple_tag
def sign_legend(indicators: Iterable[Json]) -> SafeString | str:
    """The meaning of the signs that the values of `indicators` bear, now and before."""
    shown = [text for each in indicators for text in (each["value"], each["before"].rpartition(" (")[0])]
    told = legend(shown)
    return format_html('<p class="muted">{}</p>', told) if told else ""
