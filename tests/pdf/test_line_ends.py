"""Where lines end before an element that stands in the line."""

import io

import pikepdf

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.pdf.page_lines import pages_of
from tests.pdf.conftest import CREATED

WORDS = "Demonstration: In jedem Jahr treffen sich Fachdienststellen und Vereine"
STYLE = """<style>@font-face { font-family: "Fira Sans"; src: url("asset:FiraSans-Regular.ttf") }
html { font: 10pt "Fira Sans"; hyphens: auto; hyphenate-limit-chars: 8 4 4 }</style>"""


def first_lines(element: str) -> set[str]:
    """The first lines of the words with `element` behind them, in rooms that are narrower by half a millimetre each."""
    rooms = "".join(f'<p style="width: {tenths / 10}mm">3.1 {WORDS} {element}</p>' for tenths in range(1400, 1100, -4))
    html = f'<!doctype html><html lang="de"><head><title>T</title>{STYLE}</head><body>{rooms}</body></html>'
    with pikepdf.open(io.BytesIO(render_pdf(html, created=CREATED))) as pdf:
        lines = [line.text for page in pages_of(pdf) for line in page.lines]
    return {line.strip() for line in lines if line.startswith("3.1")}


def test_line_is_filled_before_an_element_that_has_no_room() -> None:
    for element in ('<span class="muted">offen</span>', "<em>offen</em>"):
        found = first_lines(element)
        assert any(line.endswith("offen") for line in found)
        assert any(line.endswith("Vereine") for line in found)
        assert min(len(line) for line in found) > len(WORDS) - len(" und Vereine")
