"""Caps on what a document may contain: beyond them WeasyPrint takes minutes, gigabytes or its recursion limit."""

from typing import Any

from lxml.html import fragment_fromstring

MAX_LINKS = 10_000
MAX_DEPTH = 60
MAX_LIST_DEPTH = 4
MAX_TEXT = 100_000
MAX_FOOTNOTES = 2_000
MAX_COLUMNS = 40

LISTS = {"ul", "ol", "dl"}


def check_html(html: str) -> str:
    """The same for a piece of HTML, before it is part of a document."""
    return check_size(fragment_fromstring(html, create_parent=True)) if html.strip() else ""


def check_size(root: Any) -> str:
    """A German sentence naming the first cap the parsed HTML passes, or an empty string."""
    counts = {"a": 0, "footnote": 0}
    stack = [(root, 1, 0)]
    while stack:
        element, depth, lists = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        lists += tag in LISTS
        counts["a"] += tag == "a"
        counts["footnote"] += "footnote" in element.get("class", "").split()
        if sentence := _too_much(element, tag, depth, lists) or _too_many(counts):
            return sentence
        stack.extend((child, depth + 1, lists) for child in element)
    return ""


def _too_much(element: Any, tag: str, depth: int, lists: int) -> str:
    if lists > MAX_LIST_DEPTH:
        return f"Listen dürfen höchstens {MAX_LIST_DEPTH}-fach verschachtelt sein. Bitte vereinfachen Sie den Text."
    if depth > MAX_DEPTH:
        return "Der Text ist zu tief verschachtelt. Bitte vereinfachen Sie ihn."
    if max(len(element.text or ""), len(element.tail or "")) > MAX_TEXT and tag != "style":
        return f"Ein Absatz hat mehr als {MAX_TEXT} Zeichen. Bitte kürzen oder teilen Sie den Text."
    spans = [element.get("colspan", "1"), element.get("rowspan", "1")]
    if any(span.isdecimal() and int(span[:9]) > MAX_COLUMNS for span in spans):
        return f"Eine Tabelle verbindet mehr als {MAX_COLUMNS} Zellen. Bitte vereinfachen Sie die Tabelle."
    return ""


def _too_many(counts: dict[str, int]) -> str:
    if counts["a"] > MAX_LINKS:
        return f"Das Dokument hat mehr als {MAX_LINKS} Verweise. Bitte kürzen Sie es."
    if counts["footnote"] > MAX_FOOTNOTES:
        return f"Das Dokument hat mehr als {MAX_FOOTNOTES} Fußnoten. Bitte kürzen Sie es."
    return ""
