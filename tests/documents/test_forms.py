"""Documents that other programs open, with the same bytes for the same input."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from neuss_integration.foundation.documents.elements import Picture
from neuss_integration.foundation.documents.pictures import as_png
from neuss_integration.foundation.documents.reading import read
from neuss_integration.foundation.documents.word import as_docx
from tests.documents.test_reading import CHAPTER, SVG
from tests.pdf.conftest import CREATED
from tests.pdf.sample import page

HTML = page(
    CHAPTER.format(
        '<h1 id="anfang">Anfang</h1><p>Zu <a href="#ende">Ende</a> und <a href="https://www.neuss.de/">Neuss</a></p>'
        "<ul><li>eins<ul><li>innen</li></ul></li></ul><blockquote><p>Zitat</p></blockquote>"
        f"<figure><figcaption>Bild</figcaption>{SVG}</figure>"
    )
    + '<section class="landscape"><h2 id="ende">Ende</h2><table><caption>Tabelle 7: Werte je Jahr</caption>'
    "<thead><tr><th>Jahr</th><th>Zahl</th></tr></thead><tbody><tr><td>2024</td><td>1.234,5</td></tr><tr><td>2025</td><td></td></tr></tbody>"
    '</table><table><tr><td colspan="2">ohne Titel</td></tr></table></section>'
)


def docx() -> bytes:
    return as_docx(read(HTML), title="Bericht", subtitle="2024 bis 2025", author="Stadt Neuss", created=CREATED)


@pytest.fixture(scope="module")
def document() -> Document:
    return Document(io.BytesIO(docx()))


def test_document_is_the_same_whenever_it_is_made() -> None:
    assert docx() == docx()


def test_document_has_headings_lists_and_quotes(document) -> None:
    styles = [(each.style.name, each.text) for each in document.paragraphs if each.text]
    assert ("Title", "Bericht") in styles
    assert ("Heading 1", "Anfang") in styles
    assert [style for style, text in styles if text in ("eins", "innen", "Zitat")] == [
        "List Bullet",
        "List Bullet 2",
        "Quote",
    ]


def test_document_says_its_title_language_and_date(document) -> None:
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == ("Bericht", "Stadt Neuss", "de-DE")
    assert properties.created == properties.modified == CREATED


def test_links_lead_inside_and_outside(document) -> None:
    links = list(document.element.iter(qn("w:hyperlink")))
    marks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    inside = [link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))]
    outside = [document.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))]
    assert set(inside) <= marks
    assert (len(inside), outside) == (3, ["https://www.neuss.de/"])


def test_tables_repeat_their_head_and_join_cells(document) -> None:
    table, joined = document.tables
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]
    assert [cell.text for cell in table.rows[1].cells] == ["2024", "1.234,5"]
    assert joined.cell(0, 0)._tc is joined.cell(0, 1)._tc


def test_captions_count_on_by_themselves(document) -> None:
    caption = next(each for each in document.paragraphs if each.style.name == "Caption" and "Werte" in each.text)
    assert caption.text == "Tabelle 7: Werte je Jahr"
    assert [each.text for each in caption._p.iter(qn("w:instrText"))] == ["SEQ Tabelle \\* ARABIC"]


def test_every_page_but_the_first_names_report_and_page(document) -> None:
    first = document.sections[0]
    assert first.header.paragraphs[0].text == "Bericht"
    assert [each.text for each in first.footer._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert first.different_first_page_header_footer
    later = list(document.sections)[1:]
    assert all(each.header.is_linked_to_previous for each in later)
    assert [each.different_first_page_header_footer for each in later] == [False] * len(later)


def test_german_is_the_language_of_every_style(document) -> None:
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"de-DE"}


def test_pictures_have_a_text_alternative(document) -> None:
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Balken eins & zwei"


def test_wide_sections_lie_on_their_side(document) -> None:
    assert [section.page_width > section.page_height for section in document.sections] == [False, True]


def test_picture_is_drawn_at_the_asked_size() -> None:
    (image,) = as_png([Picture(SVG, "Balken")])
    assert Image.open(io.BytesIO(image)).size == (1260, 634)
    assert as_png([]) == []


def test_archive_holds_no_moment_of_making() -> None:
    with zipfile.ZipFile(io.BytesIO(docx())) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
