"""The checks themselves: they see what is wrong."""

import io

import pikepdf
import pytest

from neuss_integration.foundation.pdf.checks import PdfFacts, find_problems, html_text, inspect
from neuss_integration.foundation.pdf.reading import Element

FACTS = PdfFacts(
    pages=1,
    title="Titel",
    lang="de",
    shows_title=True,
    standards=frozenset({"PDF/UA-1", "PDF/A-3a"}),
    created="",
    bookmarks=("Eins",),
    headings=("Eins",),
    attachments=(),
    text="",
    problems=(),
)


def plain_file() -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        unicode_map = pdf.make_stream(b"1 beginbfchar <0041> <0041> endbfchar")
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, ToUnicode=unicode_map)
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
        page.Contents = pdf.make_stream(b"BT /F 9 Tf <0041> Tj ET")
        pdf.save(output)
    return output.getvalue()


def test_inspect_tells_what_a_plain_file_lacks() -> None:
    facts = inspect(plain_file())
    assert facts.pages == 1
    assert facts.problems == (
        "Die Norm PDF/A-3a ist nicht angegeben.",
        "Die Norm PDF/UA-1 ist nicht angegeben.",
        "Titel, Sprache oder Anzeige des Titels fehlen.",
        "Ein Text steht außerhalb der Auszeichnung.",
    )


def test_html_text_skips_what_is_not_read() -> None:
    hidden = "<span aria-hidden='true'>x<br>y</span><svg><text>4</text></svg>"
    html = f"<head><title>T</title></head><p>Eins<b>zwei</b> {hidden}drei</p>"
    assert html_text(html) == "Einszwei drei"


def test_html_text_parts_blocks_and_joins_soft_hyphens() -> None:
    assert html_text("<ul><li>ei\u00adns</li><li>zwei<br>drei</li></ul>&lt;vier&gt;") == "eins zwei drei <vier>"


@pytest.mark.parametrize(
    ("element", "problem"),
    [
        (Element("H2"), "Eine Ebene der Überschriften ist übersprungen."),
        (Element("Link", {"Contents": "https://www.neuss.de/"}), "Ein Verweis hat keinen sprechbaren Namen."),
        (Element("Link"), "Ein Verweis hat keinen sprechbaren Namen."),
        (Element("Figure", {"Alt": " "}), "Eine Abbildung hat keine Textalternative."),
    ],
)
def test_find_problems_names_what_reading_aloud_would_miss(element: Element, problem: str) -> None:
    tree = Element("Document", {}, [element])
    assert find_problems(FACTS, tree, []) == [problem]


def test_find_problems_misses_bookmarks() -> None:
    facts = PdfFacts(**{**FACTS.__dict__, "headings": ("Eins", "Zwei")})
    assert find_problems(facts, Element("Document"), []) == ["Nicht jede Überschrift hat ein Lesezeichen."]
