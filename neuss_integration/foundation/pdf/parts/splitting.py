"""Parts the HTML of a printed document at its top sections; every part is a whole document of its own."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from neuss_integration.foundation.pdf import number_font

SCHEME = "part:"

# Our own templates write these; texts of people are escaped and cannot contain a tag.
SECTION = re.compile(r'<section class="(cover|chapter|landscape)[" ]')
MAIN = re.compile(r"</?main>")
IDENTIFIER = re.compile(r'\sid="([^"]+)"')
INNER_LINK = re.compile(r'\shref="#([^"]+)"')
NUMBERED = re.compile(r'\shref="((?:part:|#)([^"]+))" data-page="[^"]*"')
NUMBERING = re.compile(r'<nav class="contents"|class="page-ref"')

# The number of a page is known only when all parts are set: its place is kept free, and filled in the finished file.
STYLE = f"""<style>@page {{ @bottom-right {{ content: none }} }}
{number_font.FACE}
.contents a::after, .page-ref::after {{ font-family: "{number_font.FAMILY}", "Fira Sans"; font-style: normal }}
.contents a::after {{ content: leader(" . ") attr(data-page) }}
.page-ref::after {{ content: "\\A0 S.\\A0" attr(data-page) }}</style>"""

TAG = re.compile(r"<[^>]*>")
LETTERS_A_PAGE = 1100
"""Fewer than a page really holds: room for a digit too many is seen by nobody, one too few sets the part again."""
MIN_DIGITS = 2


@dataclass(frozen=True)
class DocumentPart:
    """One section as a document; it shows the numbers of the pages on which `targets` stand."""

    html: str
    ids: frozenset[str]
    has_page_number: bool
    targets: tuple[str, ...] = ()
    rooms: tuple[int, ...] = ()
    """For each of the targets, how many digits have room."""

    @cached_property
    def key(self) -> str:
        """A name made of the content."""
        return hashlib.sha256(self.html.encode()).hexdigest()

    def with_room(self, digits: Mapping[str, int]) -> "DocumentPart":
        """The part with room for numbers of so many digits, and for no fewer than before."""
        before = self.rooms or (MIN_DIGITS,) * len(self.targets)
        rooms = tuple(max(digits.get(name, 0), room) for name, room in zip(self.targets, before, strict=True))
        if rooms == self.rooms:
            return self
        slots = {name: number_font.slot(at, rooms[at]) for at, name in enumerate(self.targets)}

        def kept(found: re.Match[str]) -> str:
            return f' href="{found[1]}" data-page="{slots[found[2]]}"'

        return replace(self, html=NUMBERED.sub(kept, self.html), rooms=rooms)

    def named(self, name: str) -> "DocumentPart":
        """The part with the name of its volume in the title."""
        return replace(self, html=self.html.replace("</title>", f": {name}</title>", 1))


def split(html: str) -> list[DocumentPart]:
    """The sections of `html` in order; the whole as one part when it has no section."""
    starts = [found.start() for found in SECTION.finditer(html)]
    if not starts:
        return [DocumentPart(html, frozenset(IDENTIFIER.findall(html)), has_page_number=True)]
    head = MAIN.sub("", html[: starts[0]]).replace("</head>", f"{STYLE}</head>")
    end = html.rindex("</body>")
    bodies = [MAIN.sub("", html[start:stop]) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    everything = set(IDENTIFIER.findall(html))
    digits = _digits_expected(bodies)
    return [_part(head, body, everything).with_room(digits) for body in bodies]


def _digits_expected(bodies: list[str]) -> dict[str, int]:
    """How many digits the number of the page of each target will have, from the length of the text before it."""
    found: dict[str, int] = {}
    letters = 0
    for body in bodies:
        letters += len(" ".join(TAG.sub(" ", body).split()))
        width = max(len(str(letters // LETTERS_A_PAGE + 1)), MIN_DIGITS)
        found |= dict.fromkeys(IDENTIFIER.findall(body), width)
    return found


def _part(head: str, body: str, everything: set[str]) -> DocumentPart:
    own = frozenset(IDENTIFIER.findall(body))
    is_numbered = bool(NUMBERING.search(body))
    targets: dict[str, None] = {}

    def link(found: re.Match[str]) -> str:
        is_foreign = found[1] in everything and found[1] not in own
        address = f' href="{SCHEME if is_foreign else "#"}{found[1]}"'
        if not is_numbered:
            return address
        targets[found[1]] = None
        return f'{address} data-page=""'

    html = f"{head}{INNER_LINK.sub(link, body)}</body></html>"
    return DocumentPart(html, own, not body.startswith('<section class="cover'), tuple(targets))
