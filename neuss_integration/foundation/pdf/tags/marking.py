"""Marks content while WeasyPrint draws it, and lends WeasyPrint the own functions for that time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import Any

import pydyf
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.pdf.stream import Stream

from neuss_integration.foundation.pdf.tags.builder import Builder
from neuss_integration.foundation.pdf.tags.structure_tree import write_tree
from neuss_integration.foundation.pdf.tags.tree import Artifact, Leaf, TagError

TESTED_VERSION = "70.0"
WRONG_VERSION = "Die Auszeichnung des PDF ist nur mit WeasyPrint {tested} geprüft, installiert ist {found}."


@contextmanager
def own_tags(document: Any, prefix: str = "") -> Iterator[None]:
    """While a document is written, its structure tree is made here; TagError with another WeasyPrint than 70.0.

    `prefix` stands before the IDs of its elements.
    """
    if weasyprint.__version__ != TESTED_VERSION:
        raise TagError(WRONG_VERSION.format(tested=TESTED_VERSION, found=weasyprint.__version__))
    marker = Marker(Builder(document, prefix).build())
    for number, page in enumerate(document.pages):
        page.paint = partial(marker.paint, number, page.paint)
    marked, add_tags = Stream.marked, weasyprint.pdf.add_tags
    Stream.marked = lambda stream, box, tag: marker.marked(stream, box, tag)
    weasyprint.pdf.add_tags = partial(write_tree, marker.builder)
    try:
        yield
    finally:
        Stream.marked, weasyprint.pdf.add_tags = marked, add_tags


class Marker:
    """Says for each drawn box whether it is a numbered piece of the tree or an artifact."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.page = 0
        self.blanks: dict[str, tuple[int, int]] = {}

    def paint(self, number: int, paint: Callable[..., None], stream: Any, scale: float = 1) -> None:
        """Draw page `number`, remembering which one it is."""
        self.page = number
        paint(stream, scale)

    @contextmanager
    def marked(self, stream: Any, box: Any, tag: str) -> Iterator[None]:
        """Stand-in for Stream.marked of WeasyPrint."""
        mark = self.builder.marks[self.page][id(box)]
        stream.begin_marked_content(*self.begin(stream, mark, tag))
        yield
        if isinstance(mark, Leaf) and mark.space_after:
            self.blank(stream)
        stream.end_marked_content()

    @staticmethod
    def begin(stream: Any, mark: Leaf | Artifact, tag: str) -> tuple[str, Any]:
        """Tag and properties of the marked content."""
        if isinstance(mark, Artifact):
            pagination = {"Type": "/Pagination", "Subtype": f"/{mark.kind}"} if mark.kind else None
            return "Artifact", pydyf.Dictionary(pagination) if pagination else None
        mark.mcid = len(stream._tags)
        stream._tags[mark.mcid] = mark
        properties = pydyf.Dictionary({"MCID": mark.mcid})
        if mark.actual_text:
            properties["ActualText"] = pydyf.String(mark.actual_text + " " * mark.space_after)
        return tag, properties

    def blank(self, stream: Any) -> None:
        """A space glyph at the end of a line, so that words of two lines do not read as one."""
        if stream._old_font is None:
            return
        key, size = stream._old_font
        fonts = [font for font in stream._fonts.values() if font.hash == key]
        if key not in self.blanks:
            font = TTFont(BytesIO(fonts[0].file_content), lazy=True)
            glyph = font.getBestCmap()[0x20]
            self.blanks[key] = font.getGlyphID(glyph), round(font["hmtx"][glyph][0] * 1000 / font["head"].unitsPerEm)
        number, width = self.blanks[key]
        fonts[0].to_unicode.setdefault(number, " ")
        fonts[0].widths.setdefault(number, width)
        stream.begin_text()
        stream.set_font_size(key, size)
        stream.show_text(f"<{number:04x}>")
        stream.end_text()
