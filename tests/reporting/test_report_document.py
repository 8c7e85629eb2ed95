"""The report as Word document."""

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from reporting.content.schema import upgraded
from reporting.formats.composition import composition_of
from reporting.formats.document import report_document
from tests.pdf.sample import CHANGES, snapshot

PREVIOUS = {"title": "Bericht 2024", "published_on": "2024-03-01", "published_label": "1. März 2024"}


@pytest.fixture(scope="module")
def made() -> bytes:
    return report_document(snapshot(changes=CHANGES, previous=PREVIOUS))


def test_document_has_every_chapter_as_heading(made: bytes) -> None:
    found = [each.text for each in Document(io.BytesIO(made)).paragraphs if each.style.name == "Heading 1"]
    assert {"Auf einen Blick", "Was sich verändert hat", "Bildung und Sprache", "Zuständigkeiten"} <= set(found)
    assert "Inhalt" not in found


def test_chapters_run_on_as_in_the_printed_report(made: bytes) -> None:
    paragraphs = Document(io.BytesIO(made)).paragraphs
    heads = [each for each in paragraphs if each.style.name == "Heading 1"]
    breaks = {each.text: bool(each.paragraph_format.page_break_before) for each in heads}
    parts = composition_of(upgraded(snapshot(changes=CHANGES, previous=PREVIOUS))).main
    told = [(place == 0, section["title"]) for part in parts for place, section in enumerate(part.sections)]
    assert {breaks[title] for is_first, title in told if is_first} == {True}
    assert {breaks[title] for is_first, title in told if not is_first} == {False}


def test_every_picture_says_what_it_shows(made: bytes) -> None:
    shapes = Document(io.BytesIO(made)).inline_shapes
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert told[:2] == ["Schmuckbild des Umschlags", "Maßnahmen nach Status. laufend: 3; zusammen 3."]
    assert all(told)


def test_links_between_chapters_have_their_target(made: bytes) -> None:
    body = Document(io.BytesIO(made)).element
    wanted = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert wanted <= {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}


@pytest.mark.slow
@pytest.mark.usefixtures("own_children")
def test_same_snapshot_gives_the_same_document(made: bytes) -> None:
    assert report_document(snapshot(changes=CHANGES, previous=PREVIOUS)) == made


def test_contents_and_lists_name_the_page_of_each_entry(made: bytes) -> None:
    body = Document(io.BytesIO(made)).element
    codes = [each.text for each in body.iter(qn("w:instrText"))]
    pages = {code.split()[1] for code in codes if code.startswith("PAGEREF")}
    assert pages <= {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert [code for code in codes if code.startswith("TOC")] == [
        'TOC \\o "1-1" \\h \\z', 'TOC \\h \\z \\c "Tabelle"', 'TOC \\h \\z \\c "Abbildung"',
    ]  # fmt: skip


def test_word_processor_parts_words_and_fills_in_pages(made: bytes) -> None:
    settings = Document(io.BytesIO(made)).settings.element
    assert [settings.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("autoHyphenation", "updateFields")] == [
        "true",
        "true",
    ]


def test_nothing_is_left_of_the_template(made: bytes) -> None:
    document = Document(io.BytesIO(made))
    assert [
        str(part.partname) for part in document.part.package.iter_parts() if "thumbnail" in str(part.partname)
    ] == []
    styles = [document.styles[name] for name in ("Title", "Subtitle", "Heading 4")]
    assert [bool(each.font.italic) for each in styles] == [False] * 3
    assert [list(each.element.iter(qn("w:pBdr"))) for each in styles] == [[]] * 3


def test_first_page_is_a_cover_and_numbers_stand_right(made: bytes) -> None:
    document = Document(io.BytesIO(made))
    told = [each.text for each in document.paragraphs[:6]]
    assert told[1:4] == ["Stadt Neuss", "Fortschreibung 2026", "Berichtszeitraum 2024 bis 2025"]
    assert told[4].startswith("Vorgelegt: ")
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells if cell.text == "86 %"]
    assert {each.paragraphs[0].alignment for each in cells} <= {WD_ALIGN_PARAGRAPH.RIGHT}


def test_chapters_begin_below_a_line_and_only_addresses_are_underlined(made: bytes) -> None:
    document = Document(io.BytesIO(made))
    (line,) = document.styles["Heading 1"].element.iter(qn("w:pBdr"))
    assert line.find(qn("w:top")).get(qn("w:color")) == "3CC39F"
    links = list(document.element.iter(qn("w:hyperlink")))
    drawn = {(each.get(qn("w:anchor")) is None, bool(list(each.iter(qn("w:u"))))) for each in links}
    assert drawn <= {(True, True), (False, False)}
