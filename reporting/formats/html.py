"""From a snapshot to HTML: one template set for the preview page and the PDF."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.words.licences import LICENCES
from reporting.content.figure import figure_anchor
from reporting.content.figures import figures
from reporting.content.schema import upgraded
from reporting.formats.composition import composition_of
from reporting.formats.pages import contents_of, framed

_HEADING = re.compile(r"<(/?)h([1-6])\b")
_CAPTION = re.compile(r'<h1 id="([^"]*)"|<(caption|figcaption)>(.*?)</\2>', re.DOTALL)
_LINK = re.compile(r"</?a\b[^>]*>")
_WORDS = {"caption": "Tabelle", "figcaption": "Abbildung"}
_LISTS = (
    ("caption", "<!--tables-->", "Tabellen", "tabellen"),
    ("figcaption", "<!--figures-->", "Abbildungen", "abbildungen"),
)

Address = Callable[[str], str]
"""From the checksum of a picture to its address on a page."""


def report_html(
    content: Mapping[str, Any],
    *,
    is_short: bool = False,
    in_volumes: bool = True,
    draft: str = "",
    extract_of: str = "",
) -> str:
    """The printable document of a snapshot of whatever schema version.

    `draft` marks each page; what is no draft names the licence of open data. A short one has neither cover nor
    contents; one without volumes keeps every section where it was put. `extract_of` names on the cover what it is from.
    """
    snapshot = upgraded(content)
    composition = composition_of(snapshot, in_volumes=in_volumes and not is_short)
    context = {"snapshot": snapshot, "is_short": is_short, "composition": composition, "draft": draft}
    context["extract_of"] = extract_of
    context["licence"] = "" if draft else LICENCES[settings.OPEN_DATA_LICENCE][0]
    return with_lists(render_to_string("pdf/report/report.html", context))


def report_body(
    content: Mapping[str, Any], address_of: Address, recount_url: str = "", *, measure_pages: bool = True
) -> SafeString:
    """The chapters of a snapshot for a page that has a heading of its own: each opens, every heading one level lower.

    With `recount_url` each sentence with numbers, and each chapter, leads to how it was counted; each measure to its
    page unless the reader may not open those.
    """
    body = _body(content, address_of, recount_url, in_volumes=True, measure_pages=measure_pages)
    return mark_safe(_lowered(body, 1))  # noqa: S308 - rendered by our own templates, which escape all text of people


def section_body(content: Mapping[str, Any], address_of: Address) -> SafeString:
    """The same for a part of a page: the headings stand below one of the second level."""
    return mark_safe(_lowered(_body(content, address_of, in_volumes=False), 2))  # noqa: S308 - as above


def _body(
    content: Mapping[str, Any],
    address_of: Address,
    recount_url: str = "",
    *,
    in_volumes: bool,
    measure_pages: bool = False,
) -> str:
    snapshot = upgraded(content)
    context = {"snapshot": snapshot, "address_of": address_of, "recount_url": recount_url, "is_page": True}
    context["measure_pages"] = measure_pages and bool(recount_url)
    context["composition"] = composition_of(snapshot, in_volumes=in_volumes)
    told = figures(snapshot) if recount_url else []
    context["recounted"] = {figure_anchor(each.key) for each in told} | {f"zahlen-{each.section}" for each in told}
    context["folds"] = in_volumes
    return framed(with_lists(render_to_string("pdf/report/body.html", context)))


def report_contents(content: Mapping[str, Any]) -> SafeString:
    """The chapters of `report_body` as links."""
    return contents_of(composition_of(upgraded(content)).sections)


def with_lists(html: str) -> str:
    """`html` with a number and an id at each caption, and with the lists of tables and figures."""
    chapter, counts = "", Counter[tuple[str, str]]()
    found: dict[str, list[tuple[str, str]]] = {"caption": [], "figcaption": []}

    def mark(match: re.Match[str]) -> str:
        nonlocal chapter
        if match[1] is not None:
            chapter = match[1]
            return match[0]
        counts[chapter, match[2]] += 1
        anchor = f"{chapter}-{match[2]}-{counts[chapter, match[2]]}"
        text = f"{_WORDS[match[2]]} {len(found[match[2]]) + 1}: {match[3]}"
        found[match[2]].append((anchor, text))
        return f'<{match[2]} id="{anchor}">{text}</{match[2]}>'

    html = _CAPTION.sub(mark, html)
    for tag, place, title, anchor in _LISTS:
        html = html.replace(place, _list(title, anchor, found[tag]))
    return html


def _list(title: str, anchor: str, entries: list[tuple[str, str]]) -> str:
    """The captions are HTML of our own templates already."""
    items = "".join(f'<li class="plain"><a href="#{target}">{_LINK.sub("", text)}</a></li>' for target, text in entries)
    nav = f'<nav class="contents" role="doc-toc" aria-labelledby="{anchor}"><ol>{items}</ol></nav>'
    return f'<h2 id="{anchor}">{title}</h2>{nav}' if items else ""


def _lowered(html: str, steps: int) -> str:
    """`html` with every heading `steps` levels lower, and none more than one level below the heading before it."""
    level = steps

    def lower(found: re.Match[str]) -> str:
        nonlocal level
        if not found[1]:
            level = min(int(found[2]) + steps, level + 1, 6)
        return f"<{found[1]}h{level}"

    return _HEADING.sub(lower, html)
