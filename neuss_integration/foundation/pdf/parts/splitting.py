"""Parts the HTML of a printed document at its top sections; every part is a whole document of its own."""

import hashlib
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property

SCHEME = "part:"
UNKNOWN_PAGE = "000"

# Our own templates write these; texts of people are escaped and cannot contain a tag.
SECTION = re.compile(r'<section class="(cover|chapter|landscape)[" ]')
MAIN = re.compile(r"</?main>")
IDENTIFIER = re.compile(r'\sid="([^"]+)"')
INNER_LINK = re.compile(r'\shref="#([^"]+)"')
NUMBERED = re.compile(r'\shref="((?:part:|#)([^"]+))" data-page="\d*"')
FOREIGN_LINK = re.compile(rf'\shref="{SCHEME}([^"]+)"')
NUMBERING = re.compile(r'<nav class="contents"|class="page-ref"')

# The number of a page is known only when all parts are set: it is stamped later, and written into lists of contents.
STYLE = """<style>@page { @bottom-right { content: none } }
.contents a::after { content: leader(" . ") attr(data-page) }
.page-ref::after { content: "\\A0 S.\\A0" attr(data-page) }</style>"""


@dataclass(frozen=True)
class DocumentPart:
    """One section as a document. `is_numbered`: its links show the numbers of the pages they lead to."""

    html: str
    ids: frozenset[str]
    has_page_number: bool
    is_numbered: bool

    @cached_property
    def key(self) -> str:
        """A name made of the content."""
        return hashlib.sha256(self.html.encode()).hexdigest()

    def with_pages(self, pages: Mapping[str, int]) -> "DocumentPart":
        """The part with the page number of each target, None being told by dots only."""
        if not self.is_numbered:
            return self

        def numbered(found: re.Match[str]) -> str:
            return f' href="{found[1]}" data-page="{pages.get(found[2], "")}"'

        return replace(self, html=NUMBERED.sub(numbered, self.html))

    def in_volume(self, there: Set[str], name: str = "") -> "DocumentPart":
        """The part for a file with no targets but `there`: other links are words, the title names the volume."""

        def kept(found: re.Match[str]) -> str:
            return found[0] if found[1] in there else ""

        html = FOREIGN_LINK.sub(kept, self.html)
        return replace(self, html=html.replace("</title>", f": {name}</title>", 1) if name else html)


def split(html: str) -> list[DocumentPart]:
    """The sections of `html` in order; the whole as one part when it has no section."""
    starts = [found.start() for found in SECTION.finditer(html)]
    if not starts:
        return [DocumentPart(html, frozenset(IDENTIFIER.findall(html)), has_page_number=True, is_numbered=False)]
    head = MAIN.sub("", html[: starts[0]]).replace("</head>", f"{STYLE}</head>")
    end = html.rindex("</body>")
    bodies = [MAIN.sub("", html[start:stop]) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    everything = set(IDENTIFIER.findall(html))
    return [_part(head, body, everything) for body in bodies]


def _part(head: str, body: str, everything: set[str]) -> DocumentPart:
    own = frozenset(IDENTIFIER.findall(body))
    is_numbered = bool(NUMBERING.search(body))

    def link(found: re.Match[str]) -> str:
        is_foreign = found[1] in everything and found[1] not in own
        address = f' href="{SCHEME if is_foreign else "#"}{found[1]}"'
        return f'{address} data-page="{UNKNOWN_PAGE}"' if is_numbered else address

    html = f"{head}{INNER_LINK.sub(link, body)}</body></html>"
    return DocumentPart(
        html, own, has_page_number=not body.startswith('<section class="cover'), is_numbered=is_numbered
    )
