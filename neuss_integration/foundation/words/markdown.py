"""Markdown of people to safe HTML: markdown-it-py without raw HTML, then an allow-list sanitiser."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

ALLOWED_TAGS: Final = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "h6", "a",
    "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "hr", "s",
}  # fmt: skip
TURNED: Final = {"p", "ul", "ol", "h3", "h4", "h5", "h6"}
"""What is set from the right where its first letter is of such a script."""
ALLOWED_ATTRIBUTES: Final = {tag: {"dir"} for tag in TURNED} | {"a": {"href", "title"}, "ol": {"start", "dir"}}
ALLOWED_SCHEMES: Final = {"http", "https", "mailto", "tel"}
HEADING_SHIFT: Final = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6"}

SIGNS: Final = re.compile(r"[*_#>`\[|~\\<&]|^[^\S\n]*(?:[-+=]|\d+[.)]\s)", re.MULTILINE)
"""Without any of these a text has no form."""

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
    _turn(tokens)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308 - the sanitiser's output


def _turn(tokens: Sequence[Token]) -> None:
    """Paragraphs, headings and lists whose first letter is Arabic or Hebrew are read from the right."""
    begun: list[Token] = []
    for token in tokens:
        if token.nesting == 1 and token.tag in TURNED:
            begun.append(token)
        elif token.type == "inline":
            if is_from_the_right(token.content):
                for each in begun:
                    each.attrs["dir"] = "rtl"
            begun = []


def is_from_the_right(text: str) -> bool:
    """Whether the first letter of `text` is of a script that is read from right to left."""
    sides = (unicodedata.bidirectional(letter) for letter in text)
    return next((side for side in sides if side in ("L", "R", "AL")), "L") != "L"


def plain_text(text: str) -> str:
    """`text` without any sign of Markdown: bold is only words, a list has dashes, a row reads "Jahr: 2025; …"."""
    return "\n\n".join(_blocks(SyntaxTreeNode(_parser.parse(text or ""))))


def read_as_words(text: str) -> str:
    """`text` as plain_text gives it; one that has no form stays as it was typed, which is quick for long histories."""
    return plain_text(text) if SIGNS.search(text) else text


def _blocks(node: SyntaxTreeNode) -> Iterator[str]:
    for child in node.children:
        if child.type == "table":
            yield "\n".join(_rows(child))
        elif child.type in ("bullet_list", "ordered_list"):
            first = int(child.attrs.get("start", 1)) if child.type == "ordered_list" else None
            yield "\n".join(_items(child, first))
        elif child.type == "inline":
            yield _words(child)
        elif child.type in ("fence", "code_block"):
            yield child.content.strip()
        elif child.type != "hr":
            yield from _blocks(child)


def _items(node: SyntaxTreeNode, first: int | None) -> Iterator[str]:
    for at, item in enumerate(node.children):
        mark = "–" if first is None else f"{first + at}."
        yield f"{mark} " + "\n".join(_blocks(item)).replace("\n", "\n  ")


def _rows(table: SyntaxTreeNode) -> Iterator[str]:
    rows = [[_words(cell) for cell in row.children] for part in table.children for row in part.children]
    for row in rows[1:] or rows:
        told = zip(rows[0], row, strict=False) if len(rows) > 1 else (("", cell) for cell in row)
        yield "; ".join(f"{head}: {cell}" if head else cell for head, cell in told if cell)


def _words(node: SyntaxTreeNode) -> str:
    """The words of a line; a link is followed by its address."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    words = "".join(_words(child) for child in node.children)
    address = str(node.attrs.get("href", "")) if node.type == "link" else ""
    return f"{words} ({address})" if address and address != words else words
