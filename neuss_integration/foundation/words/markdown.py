"""Markdown of people to safe HTML: markdown-it-py without raw HTML, then an allow-list sanitiser."""

from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

ALLOWED_TAGS: Final = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "h6", "a",
    "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "hr", "s",
}  # fmt: skip
ALLOWED_ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}}
ALLOWED_SCHEMES: Final = {"http", "https", "mailto", "tel"}
HEADING_SHIFT: Final = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6"}

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")
# A link without a scheme leads nowhere from a printed report; it stays text.
_parser.validateLink = lambda url: url.partition(":")[0].lower() in ALLOWED_SCHEMES  # type: ignore[method-assign]


def render_markdown(text: str) -> SafeString:
    """`text` as safe HTML. Headings start at level 3, below those of the page; pictures and raw HTML stay text."""
    tokens = _parser.parse(text or "")
    for token in tokens:
        token.tag = HEADING_SHIFT.get(token.tag, token.tag)
        if token.type in ("th_open", "td_open"):
            token.attrs = {}
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308 - the sanitiser's output
