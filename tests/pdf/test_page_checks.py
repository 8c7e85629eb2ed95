"""What the check after the setting finds, each on a page that has it, and nothing on a page that is well set."""

import io

import pikepdf
import pytest
from django.template.loader import render_to_string

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.pdf.page_checks import page_hints, smallest_type
from neuss_integration.foundation.pdf.page_lines import pages_of
from reporting.templatetags.report_charts import tile_map
from tests.pdf.conftest import CREATED, Rendered
from tests.pdf.sample import SENTENCE, page

HEAD = """<style>.down { padding-top: 205mm } .next { break-before: page } h2 { break-after: auto } tr { height: 12mm }
.loose tr { break-after: auto }</style>"""
TEXT = f"<p>{SENTENCE * 9}</p>"
PAGE = TEXT * 2
ROWS = "".join(f"<tr><th scope='row'>{number}</th><td>Text</td></tr>" for number in range(1, 20))
TABLE = f"<table class='next'><caption>Lange Tabelle</caption><tbody>{ROWS}</tbody></table>"


def printed(body: str) -> bytes:
    return render_pdf(page(f"<h1>Anfang</h1>{body}", HEAD), created=CREATED)


def hints(body: str) -> list[str]:
    return page_hints(printed(body))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p>Kurz</p><div class='next'>{PAGE}</div>", ["Seite 1 ist nur zu 9 % gefüllt."]),
        (
            f"<p class='down'>Text</p><h2>Unten</h2><div class='next'>{PAGE}</div>",
            ["Seite 1: Die Überschrift „Unten“ steht am Fuß der Seite."],
        ),
        (f"{PAGE}<p class='next'>Rest</p><h2>Neu</h2>{PAGE}", ["Seite 2: Oben steht nur der Rest eines Absatzes."]),
        (f"{PAGE}<h1 class='next'>Neu</h1><p>Kurz am Ende</p>", []),
    ],
)
def test_bad_page_is_named(body: str, expected: list[str]) -> None:
    assert hints(body) == expected


def test_page_is_excused_at_the_end_of_a_part_and_not_where_a_chapter_runs_on() -> None:
    chapter = f"<section><h1>Eins</h1><p>Kurz</p></section><section class='next'><h1>Zwei</h1>{PAGE}</section>"
    part, beside = f"<section class='next'>{chapter}</section>", f"<div class='next'>{chapter}</div>"
    assert hints(f"{PAGE}{part}") == ["Seite 2 ist nur zu 9 % gefüllt."]
    assert hints(f"{PAGE}{beside}") == []


FEW_ROWS = ROWS.partition("<tr><th scope='row'>6<")[0]
ENTRIES = "".join(f"<li>Maßnahme {number}</li>" for number in range(1, 8))
ENDS = {
    "list": f"<ul class='ended-before'>{ENTRIES}</ul>",
    "references": f"<ul class='references'>{ENTRIES}</ul>",
    "crossing": f"<table class='crossing'><tbody>{FEW_ROWS}</tbody></table><p class='chart-source'>1 Konzept</p>",
    "proposal": "<h1>Beschlussvorschlag</h1><p>Ausschuss</p><p class='unproposed'>Kein Beschluss.</p>",
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_last_line_of_a_part_takes_others_along(end: str) -> None:
    """At whatever height the end begins."""
    down = "<section class='chapter'><h1>Teil</h1><div style='height: {}mm'></div><p>Text</p><p>Text</p>{}</section>"
    found = hints("".join(down.format(height, end) for height in range(150, 220, 3)))
    assert [each for each in found if "Rest eines Absatzes" in each] == []


def test_last_row_of_a_table_left_alone_is_named() -> None:
    assert hints(f"{PAGE}{TABLE}") == []
    lonely = TABLE.replace("'next'", "'next loose'").replace("<tr><th scope='row'>19", "<tr class='next'><th>19")
    assert hints(f"{PAGE}{lonely}") == ["Seite 3: Von einer Tabelle steht dort nur die letzte Zeile."]


def test_word_of_a_table_head_that_is_torn_into_a_letter_is_named() -> None:
    table = "<table><caption>Stand</caption><thead><tr><th style='width: {}'>Maßnahmen</th><th>Text</th></tr></thead>"
    body = f"{table}<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    assert hints(body.format("14%")) == []
    assert hints(body.format("12.5%")) == ["Seite 1: Im Kopf einer Tabelle ist ein Wort zerrissen, „n“ steht allein."]


def test_no_text_of_the_report_is_smaller_than_nine_points(report: Rendered) -> None:
    assert round(smallest_type(report.content), 2) >= 9


@pytest.mark.parametrize("columns", [3, 7, 9])
def test_nothing_on_the_map_is_smaller_either(columns: int) -> None:
    places = [{"number": at, "name": "Nord", "column": at, "row": 1, "total": at} for at in range(1, columns + 1)]
    assert round(smallest_type(printed(render_to_string("pdf/tile_map.html", tile_map(places)))), 2) >= 9


def test_notice_stands_with_the_facts_it_follows(report: Rendered) -> None:
    told = '<div class="nobreak"><p>{}</p></div><div class="prose"><p>Eins.</p></div><p class="gap">Zwei.</p>'
    lines = "<br>".join(["Zeile"] * 2)
    found = hints(f"<p class='down'>Text</p><article class='profile'>{told.format(lines)}</article><h2>Neu</h2>{PAGE}")
    assert found == []


def test_body_is_set_in_at_least_ten_and_a_half_points(report: Rendered) -> None:
    with pikepdf.open(io.BytesIO(report.content)) as pdf:
        lines = [line for page in pages_of(pdf) for line in page.lines]
    around = ("Table", "L", "Figure", "Note", "Caption")
    body = [line for line in lines if line.path[-1][0] == "P" and not line.is_in(*around)]
    assert SENTENCE.split()[0] in " ".join(line.text for line in body)
    assert {round(line.size, 1) for line in body} - {9.0} >= {10.5}
