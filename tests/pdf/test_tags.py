"""The structure tree: what assistive technology reads."""

import re
from xml.etree import ElementTree

import pikepdf
import pytest
import weasyprint

from neuss_integration.foundation.pdf.checks import html_text
from neuss_integration.foundation.pdf.document import write
from neuss_integration.foundation.pdf.fonts import assets
from neuss_integration.foundation.pdf.reading import Element
from neuss_integration.foundation.pdf.tags.source import ElementText
from neuss_integration.foundation.pdf.tags.tree import TagError
from neuss_integration.foundation.pdf.types import Request
from tests.pdf.conftest import Rendered
from tests.pdf.sample import SENTENCE, page


def roles(element: Element) -> list[str]:
    return [kid.role for kid in element.kids if isinstance(kid, Element)]


@pytest.mark.parametrize("document", ["torture", "report"])
def test_tree_text_equals_html_text_in_order(document: str, request: pytest.FixtureRequest) -> None:
    rendered: Rendered = request.getfixturevalue(document)
    assert rendered.tree.text(generated=False) == html_text(rendered.html)


def test_table_over_pages_is_one_table(torture: Rendered) -> None:
    table = torture.tree.find("Table")[0]
    assert len(torture.pdf.pages) > 3
    assert roles(table) == ["Caption", "THead", "TBody", "TFoot"]
    assert len(table.find("TR")) == 62


def test_table_head_repeated_on_pages_is_read_once(torture: Rendered) -> None:
    decoration = re.compile(rb"/Artifact\s+BMC(.*?)EMC", re.DOTALL)
    pages = [decoration.findall(page.Contents.read_bytes()) for page in torture.pdf.pages]
    assert sum(any(b"TJ" in piece for piece in pieces) for pieces in pages) > 2
    assert torture.tree.text().count("Nummer Text Stand") == 1


def test_table_with_spans_names_heads_of_cells(torture: Rendered) -> None:
    table = torture.tree.find("Table")[1]
    cells = [[str(name) for name in cell.entries["A"].Headers] for cell in table.find("TD")]
    heads = {str(head.entries["ID"]): head.text() for head in table.find("TH")}
    spoken = [[heads[name] for name in names] for names in cells]
    assert spoken == [["Ampel", "grün", "Kultur"], ["Ampel", "rot", "Kultur"]]
    assert set(heads) <= {str(name) for name in list(torture.pdf.Root.StructTreeRoot.IDTree.Names)[::2]}


def test_table_heads_have_scopes(torture: Rendered) -> None:
    heads = torture.tree.find("Table")[0].find("TH")
    assert [str(head.entries["A"].Scope) for head in heads[:4]] == ["/Column", "/Column", "/Column", "/Row"]


def test_footnote_is_read_at_its_call(torture: Rendered) -> None:
    paragraph = next(element for element in torture.tree.find("P") if "Note" in roles(element))
    assert roles(paragraph) == ["Reference", "Note"]
    assert paragraph.find("Note")[0].entries["ID"] == "note-1"
    assert paragraph.find("Note")[0].text(generated=False) == "Anmerkung mit Verweis."


def test_list_items_have_label_and_body(torture: Rendered) -> None:
    outer = torture.tree.find("L")[0]
    assert [roles(item) for item in outer.kids] == [["Lbl", "LBody"], ["Lbl", "LBody"]]
    assert roles(outer.find("LBody")[1]) == ["P", "P", "L"]


def test_definition_list_has_terms_as_labels(torture: Rendered) -> None:
    labels = torture.tree.find("L")[3].find("Lbl")
    terms = [label.text() for label in labels if label.entries.get("term")]
    assert terms == ["Begriff", "Zwei"]


def test_link_over_lines_is_one_link_with_spoken_name(torture: Rendered) -> None:
    names = [str(link.entries["Contents"]) for link in torture.tree.find("Link")]
    assert names[:-1] == ["Verweis", "Erstes Kapitel", "Zweites Kapitel", "Lange Seite"]
    assert names[-1] == (SENTENCE * 4).strip()
    addresses = [str(note.A.URI) for page in torture.pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    assert addresses.count("https://www.neuss.de/lang") > 1


def test_paragraph_over_pages_is_one_paragraph(torture: Rendered) -> None:
    found = [element for element in torture.tree.find("P") if element.text().startswith("Über zwei Seiten")]
    assert [element.text() for element in found] == [f"Über zwei Seiten {SENTENCE * 5}".strip()]


def test_item_without_list_gets_one(torture: Rendered) -> None:
    assert [element.text() for element in torture.tree.find("L") if "ohne Liste" in element.text()] == ["• ohne Liste"]


def test_contents_are_tagged_as_contents(torture: Rendered) -> None:
    contents = torture.tree.find("TOC")
    assert [roles(element) for element in contents] == [["TOCI"], ["TOCI"]]
    assert contents[0].text() == "Erstes Kapitel 1 Zweites Kapitel 3"


def test_foreign_words_keep_language_and_long_form(torture: Rendered) -> None:
    spans = {span.text(): dict(span.entries) for span in torture.tree.find("Span")}
    assert spans["summary in English"]["Lang"] == "en"
    assert spans["PDF"]["E"] == "Portable Document Format"
    assert torture.tree.find("BlockQuote")[0].entries["Lang"] == "fr"


def test_figure_has_alternative_and_place(torture: Rendered) -> None:
    figure = torture.tree.find("Figure")[0]
    left, bottom, right, top = (float(value) for value in figure.entries["A"].BBox)
    assert figure.entries["Alt"] == "Balken Werte: 1 und 2"
    assert (round(right - left), round(top - bottom)) == (225, 45)
    assert 0 < bottom < top < 842


def test_figure_without_alternative_is_refused() -> None:
    request = Request(page("<svg viewBox='0 0 1 1' width='9'></svg>"), assets(), (), "2026-03-12T10:00:00Z")
    with pytest.raises(TagError, match="Textalternative"):
        write(request)


def test_hidden_text_is_not_in_the_tree(torture: Rendered) -> None:
    assert "Zierde" not in torture.tree.text()


def test_headings_never_jump_over_a_level(torture: Rendered) -> None:
    levels = [element.role for element in torture.tree.walk() if element.role[0] == "H"]
    assert levels == ["H1", "H2", "H1"]


def test_page_numbers_are_pagination_artifacts(torture: Rendered) -> None:
    marks = [
        operands[1]
        for operands, operator in pikepdf.parse_content_stream(torture.pdf.pages[1])
        if str(operator) == "BDC" and str(operands[0]) == "/Artifact"
    ]
    assert {str(mark.Subtype) for mark in marks} == {"/Header", "/Footer"}


def test_parted_words_read_as_one_word(torture: Rendered) -> None:
    assert any(b"/ActualText" in page.Contents.read_bytes() for page in torture.pdf.pages)
    assert "\u2010" not in torture.tree.text()


def test_tagger_refuses_another_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(TagError, match=r"WeasyPrint 70\.0"):
        write(Request(page("<p>Text</p>"), assets(), (), "2026-03-12T10:00:00Z"))


def test_source_that_is_drawn_otherwise_keeps_words_apart() -> None:
    element = ElementTree.Element("p")
    element.text = "klein"
    source = ElementText(element)
    assert source.read("KLEIN") == (True, True, False)
