"""The first page of a document for a word processor, and pictures on it and on every other."""

import io
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm

from neuss_integration.foundation.documents.elements import Cover, Picture
from neuss_integration.foundation.documents.pictures import as_png
from neuss_integration.foundation.documents.word_style import KICKER
from neuss_integration.foundation.words.hygiene import clean

ORNAMENT: Final = "Schmuckbild des Umschlags"
WIDTH, HIGHEST = Mm(160), Mm(190)


def write_front(document: Any, cover: Cover | None, title: str, subtitle: str) -> None:
    """Title and period; of a report that has a cover a page of their own, with its drawing and its facts."""
    if cover:
        place_picture(document, as_png([Picture(cover.svg, "")])[0], ORNAMENT)
        document.add_paragraph(clean(cover.publisher), style=KICKER)
    document.add_paragraph(title, style="Title")
    document.add_paragraph(subtitle, style="Subtitle")
    for label, value in cover.facts if cover else ():
        line = document.add_paragraph(f"{label}: ")
        line.add_run(clean(value)).bold = True


def place_picture(document: Any, content: bytes, alternative: str) -> Any:
    """A picture as wide as the text, or as high as a page has room for; it begins where the text begins."""
    shape = document.add_picture(io.BytesIO(content), width=WIDTH)
    if shape.height > HIGHEST:
        shape.width, shape.height = round(shape.width * HIGHEST / shape.height), HIGHEST
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")
    shape._inline.docPr.set("descr", alternative)
    return shape


def drop_thumbnail(document: Any) -> None:
    """The small picture of the template of python-docx goes: it shows another document."""
    package = document.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]
