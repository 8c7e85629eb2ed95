"""What stands around the text: the head of a page, and where its lines end."""

import io

import pikepdf
import pytest
import weasyprint

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.pdf.fetcher import SCHEME, ClosedFetcher
from neuss_integration.foundation.pdf.fonts import assets
from neuss_integration.foundation.pdf.page_lines import pages_of
from tests.pdf.conftest import CREATED
from tests.pdf.sample import SENTENCE, page

TEXT = f"<p>{SENTENCE * 9}</p>"
KICKER = '<p class="kicker" data-chapter="Dritter">Anhangband</p>'
CAPTION = (
    "Tabelle 3: Wirkungen und Fortschritte: 5 von 22 Maßnahmen mit einer Wirkung oder einem Fortschritt, nach Gewicht."
)


def heads(body: str) -> list[str]:
    """What the head of each page says on the left."""
    source = weasyprint.HTML(string=page(body), url_fetcher=ClosedFetcher(assets()), base_url=SCHEME)
    boxes = [each for found in source.render().pages for each in found._page_box.children]
    texts = [each.descendants() for each in boxes if getattr(each, "at_keyword", "") == "@top-left"]
    return ["".join(getattr(each, "text", "") for each in found) for found in texts]


def test_head_names_the_chapter_in_which_the_page_begins() -> None:
    first = f"<section class='chapter'><h1>Erster</h1>{TEXT * 3}<h1>Zweiter</h1>{TEXT}</section>"
    third = f"<section class='chapter'>{KICKER}<h1>Dritter</h1>{TEXT}</section>"
    assert heads(first + third) == ["Erster", "Erster", "Dritter"]


@pytest.mark.parametrize("space", ["", " ", "\n    "])
def test_line_that_fits_is_not_broken_for_the_space_behind_it(space: str) -> None:
    table = f"<h1>T</h1><table><caption>{CAPTION}{space}</caption><tr><th scope='row'>a</th><td>b</td></tr></table>"
    with pikepdf.open(io.BytesIO(render_pdf(page(table), created=CREATED))) as pdf:
        lines = [line.text.strip() for each in pages_of(pdf) for line in each.lines]
    assert lines[1] == CAPTION
