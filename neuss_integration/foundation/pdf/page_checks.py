"""What a person who sets books would mend in a finished PDF: empty pages, lonely lines and rows."""

import io
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

import pikepdf

from neuss_integration.foundation.pdf.page_lines import PageLines, SetLine, pages_of

HEADINGS: Final = ("H1", "H2", "H3", "H4", "H5", "H6")
TOP, BOTTOM = 24 * 72 / 25.4, 22 * 72 / 25.4
MIN_FILL: Final = 40
LINES_LEFT_BEHIND: Final = 2
MIN_CONTENTS: Final = 6


def page_hints(content: bytes) -> list[str]:
    """German sentences, each naming the page, in the order of the pages; none for a well-set file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = pages_of(pdf)
    rows = _lonely_rows(pages)
    return [
        f"Seite {page.number}{words}"
        for page, following in zip(pages, [*pages[1:], None], strict=True)
        for words in [*_hints(page, following), *rows.get(page.number, [])]
    ]


def smallest_type(content: bytes) -> float:
    """The size of the smallest type that is read, in points."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return min(size for page in pages_of(pdf) for size in (page.in_pictures, *(line.size for line in page.lines)))


def fill_of(page: PageLines) -> int:
    """How much of the room between the margins is used, in per cent."""
    room = page.height - TOP - BOTTOM
    return round(100 * min(max(page.height - TOP - page.lowest, 0) / room, 1))


def begins_a_chapter(page: PageLines) -> bool:
    """Whether a heading of the first level stands on top, perhaps below a line that says what it belongs to."""
    return any(line.is_in("H1") for line in page.lines[:2])


def ends_a_part(page: PageLines, following: PageLines | None) -> bool:
    """Whether the next page begins another part: sections of the outermost level, of which each begins a page.

    A chapter that runs on behind another stands in the same part, even where it happens to begin a page.
    """
    if following is None:
        return True
    if not (page.lines and begins_a_chapter(following)):
        return False
    return page.lines[-1].element("Sect") != following.lines[0].element("Sect")


def _hints(page: PageLines, following: PageLines | None) -> Iterator[str]:
    is_end = ends_a_part(page, following)
    lines = page.lines
    if not any(line.is_in(*HEADINGS) for line in lines) and page.number == 1:
        return
    fill = fill_of(page)
    if fill < MIN_FILL and not is_end:
        yield f" ist nur zu {fill} % gefüllt."
    if not is_end and (heading := _heading_at_the_foot(lines)):
        yield f": Die Überschrift „{heading.text.strip()}“ steht am Fuß der Seite."
    remainder = [] if begins_a_chapter(page) else list(takewhile(lambda line: not line.is_in("H1", "H2"), lines))
    if 0 < len(remainder) <= LINES_LEFT_BEHIND and not any(line.is_in("Table", "Figure") for line in remainder):
        yield ": Oben steht nur der Rest eines Absatzes."
    for line in page.heads:
        if len(letter := line.text.strip()) == 1 and letter.islower():
            yield f": Im Kopf einer Tabelle ist ein Wort zerrissen, „{letter}“ steht allein."
    contents = [line for line in lines if line.is_in("TOC")]
    if not is_end and 0 < len(contents) < MIN_CONTENTS and all(line.is_in("TOC", "H1") for line in lines):
        yield ": Das Inhaltsverzeichnis hat dort nur wenige Zeilen."


def _heading_at_the_foot(lines: Sequence[SetLine]) -> SetLine | None:
    return lines[-1] if lines and lines[-1].is_in(*HEADINGS) else None


def _lonely_rows(pages: Sequence[PageLines]) -> dict[int, list[str]]:
    """The pages on which a table that began before ends with one row, or begins with one."""
    tables: dict[int, dict[int, set[int]]] = {}
    for page in pages:
        for line in page.lines:
            table, row = line.element("Table"), line.element("TR")
            if table is not None and row is not None and not line.is_in("THead"):
                tables.setdefault(table, {}).setdefault(page.number, set()).add(row)
    found: dict[int, list[str]] = {}
    for by_page in tables.values():
        if len(by_page) > 1 and len(by_page[max(by_page)] - by_page[sorted(by_page)[-2]]) <= 1:
            found.setdefault(max(by_page), []).append(": Von einer Tabelle steht dort nur die letzte Zeile.")
    return found
