"""The chapters of a report on a page: each opens and closes, wide things scroll in a frame of their own."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from neuss_integration.foundation.ui.html import format_html, format_html_join

Json = Mapping[str, Any]
_HEADING: Final = re.compile(r"<h1 id=\"[^\"]+\">.*?</h1>", re.DOTALL)
_TABLE: Final = re.compile(r"<table\b[^>]*>\s*<caption[^>]*>(.*?)</caption>.*?</table>", re.DOTALL)
_PICTURE: Final = re.compile(r"<svg\b(?=[^>]*role=\"img\").*?</svg>", re.DOTALL)
_NAME: Final = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)


def folded(chapter: str, *, is_open: bool) -> str:
    """A chapter that opens at its heading; without one it stays as it is."""
    heading = _HEADING.search(chapter)
    if heading is None:
        return chapter
    rest = chapter[: heading.start()] + chapter[heading.end() :]
    up = '<p class="to-top"><a class="kern-link" href="#inhalt">Nach oben</a></p>'
    start = f'<details class="chapter-fold"{" open" if is_open else ""}><summary>{heading[0]}</summary>'
    return f"{start}{rest}{up}</details>"


def framed(html: str) -> str:
    """Tables with a caption and pictures scroll in a frame that the keyboard reaches; the page itself does not.

    A single bar shrinks instead: its numbers stand in the legend too, and half of it says nothing.
    """
    html = _TABLE.sub(lambda found: _frame(found[0], f"Tabelle: {_plain(found[1])}"), html)
    return _PICTURE.sub(_picture, html)


def contents_of(sections: Iterable[Json]) -> SafeString:
    """The chapters as a list of links."""
    rows = ((each["anchor"], each["title"]) for each in sections)
    return format_html('<ol class="report-contents">{}</ol>', format_html_join("", _ENTRY, rows))


_SHAPE: Final = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
FLAT: Final = 12
"""How much wider than high a picture is that is one bar."""
_ENTRY: Final = '<li><a class="kern-link" href="#{}">{}</a></li>'


def _picture(found: re.Match[str]) -> str:
    shape = _SHAPE.search(found[0])
    if shape and int(shape[1]) >= FLAT * int(shape[2]):
        return found[0]
    name = _NAME.search(found[0])
    return _frame(found[0], f"Bild: {_plain(name[1]) if name else ''}")


def _frame(html: str, name: str) -> str:
    return f'<div class="report-frame" role="group" tabindex="0" aria-label="{name}">{html}</div>'


def _plain(html: str) -> str:
    """The words of our own markup, still escaped, on one line."""
    return " ".join(strip_tags(html).replace('"', "&quot;").split())
