"""Drawings as PNG, for programs that do not show SVG."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

import pypdfium2

from neuss_integration.foundation.documents.elements import Picture
from neuss_integration.foundation.pdf import render_pdf

WIDTH_MM = 160
POINTS_PER_INCH = 72
DOTS_PER_INCH = 200
VIEW_BOX = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def as_png(pictures: Sequence[Picture]) -> list[bytes]:
    """Each picture as PNG of 160 mm width at 200 dpi, drawn with the fonts of the printed document.

    Same pictures give same bytes. Raises PdfError when a drawing cannot be set.
    """
    if not pictures:
        return []
    pages = "".join(
        f'<div style="page: p{number}" lang="de"><figure role="img">{picture.svg}</figure></div>'
        for number, picture in enumerate(pictures)
    )
    sizes = "".join(
        f"@page p{number} {{ size: {WIDTH_MM}mm {height(picture.svg):.2f}mm }}"
        for number, picture in enumerate(pictures)
    )
    html = (
        f'<!DOCTYPE html><html lang="de"><head><title>{escape("Abbildungen")}</title>'
        '<link rel="stylesheet" href="asset:print.css"><style>@page { margin: 0; @top-left { content: none } '
        "@top-right { content: none } @bottom-left { content: none } @bottom-right { content: none } } "
        f"figure {{ margin: 0 }} svg {{ width: {WIDTH_MM}mm !important; height: auto !important }} {sizes}</style>"
        f"</head><body>{pages}</body></html>"
    )
    document = pypdfium2.PdfDocument(render_pdf(html, created=NO_DATE))
    return [_png(document[number]) for number in range(len(pictures))]


def height(svg: str) -> float:
    """The height in mm of a drawing that is 160 mm wide, a little more than its view box asks for."""
    found = VIEW_BOX.search(svg)
    width, tall = (float(found[1]), float(found[2])) if found else (2.0, 1.0)
    return WIDTH_MM * tall / width + 0.5


def _png(page: pypdfium2.PdfPage) -> bytes:
    output = io.BytesIO()
    page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil().save(output, "PNG", optimize=True)
    return output.getvalue()
