"""What is left of a printed document when its layout is taken away."""

from neuss_integration.foundation.documents.elements import Heading, Item, Paragraph, Picture, Run, Table, plain
from neuss_integration.foundation.documents.reading import read
from tests.pdf.sample import page

CHAPTER = '<section class="chapter">{}</section>'
DRAWN = '<rect width="3" height="2"/>'
SVG = f'<svg viewBox="0 0 10 5" role="img"><title>Balken</title><desc>eins &amp; zwei</desc>{DRAWN}</svg>'
HIDDEN = '<svg aria-hidden="true" viewBox="0 0 1 1"></svg>'


def blocks(html: str) -> list:
    return read(page(CHAPTER.format(html)))[0].blocks


def test_headings_and_paragraphs_keep_their_order_and_words() -> None:
    found = blocks('<p class="kicker">Teil 1</p><h1 id="eins">Ein\n Titel</h1><div>lose <b>fett</b><p>Absatz</p></div>')
    assert found == [
        Heading(1, (Run("Ein Titel"),), "eins"),
        Paragraph((Run("lose "), Run("fett", bold=True))),
        Paragraph((Run("Absatz"),)),
    ]


def test_lists_know_their_depth_and_numbers() -> None:
    found = blocks("<ol><li>eins<ul><li>innen</li></ul></li><li><p>zwei</p></li></ol>")
    assert found == [
        Item((Run("1. "), Run("eins")), 0, is_numbered=True),
        Item((Run("innen"),), 1),
        Item((Run("2. "), Run("zwei")), 0, is_numbered=True),
    ]


def test_tables_know_their_head_and_cells() -> None:
    (table,) = blocks(
        "<table><caption>Werte</caption><thead><tr><th>Jahr</th><th>Zahl</th></tr></thead>"
        '<tbody><tr><th rowspan="2">2025</th><td><ul><li>eins</li><li>zwei</li></ul></td></tr></tbody></table>'
    )
    assert isinstance(table, Table)
    assert (table.caption, [cell.text for cell in table.head[0]]) == ("Werte", ["Jahr", "Zahl"])
    assert [(cell.text, cell.is_head, cell.rows) for cell in table.body[0]] == [
        ("2025", True, 2),
        ("eins\nzwei", False, 1),
    ]


def test_drawings_are_taken_with_what_they_say() -> None:
    swatch = '<svg aria-hidden="true"><rect fill="#2c9d52"/></svg>'
    legend = f'<ul class="legend"><li>{swatch}grün: <b>2</b></li><li>ohne</li></ul>'
    picture, told = blocks(f"<figure><figcaption>Bild</figcaption>{SVG}{legend}<p>Quelle: Stadt</p></figure>")[:2]
    assert picture == Picture(SVG, "Balken eins & zwei", "Bild")
    assert plain(told.runs) == "■ grün: 2   ■ ohne"
    assert [run.colour for run in told.runs if run.text == "■ "] == ["#2c9d52", ""]


def test_numbers_and_counts_stand_side_by_side() -> None:
    (table,) = blocks('<dl class="stats"><div><dt>Zahl</dt><dd>4</dd></div><div><dt>Anteil</dt><dd>5 %</dd></div></dl>')
    assert [[cell.text for cell in row] for row in (*table.head, *table.body)] == [["Zahl", "Anteil"], ["4", "5 %"]]
    (counts,) = blocks('<ul class="counts"><li>neu: <b>3</b></li><li>anders: <b>1</b></li></ul>')
    assert plain(counts.runs) == "neu: 3 · anders: 1"


def test_decoration_is_left_out_and_a_drawing_in_text_is_read() -> None:
    (paragraph,) = blocks(f"<p>{HIDDEN}grün {SVG}</p>")
    assert plain(paragraph.runs) == "grün Balken eins & zwei"


def test_links_notes_and_breaks_survive() -> None:
    (paragraph,) = blocks('<p><a href="#m1">M1</a><br>weiter<span class="footnote">Quelle</span></p>')
    assert paragraph.runs == (Run("M1", href="#m1"), Run("\n"), Run("weiter"), Run(" [Quelle]"))


def test_break_behind_a_drawing_without_words_leaves_no_empty_line() -> None:
    (paragraph,) = blocks('<p><svg aria-hidden="true"><path/></svg><br>teilweise<br>seit Mai</p>')
    assert "".join(run.text for run in paragraph.runs) == "teilweise\nseit Mai"


def test_terms_become_pairs() -> None:
    assert [plain(block.runs) for block in blocks("<dl><dt>Stand</dt><dd>offen</dd></dl>")] == ["Stand: offen"]


def test_cover_and_contents_are_not_part_of_it() -> None:
    html = '<section class="cover"><p>Titel</p></section>' + CHAPTER.format('<nav class="contents">Inhalt</nav>')
    sections = read(page(html + '<section class="landscape"><h1>Liste</h1></section>'))
    assert [(each.is_landscape, plain(each.blocks[0].runs)) for each in sections] == [(True, "Liste")]


def test_marks_side_by_side_are_parted_by_a_dot() -> None:
    found = blocks(
        f'<p class="signs"> <span>laufend</span>\n <span>{HIDDEN} Ampel rot</span> <span></span><b>seit 2019</b></p>'
    )
    assert found == [Paragraph((Run("laufend"), Run(" · "), Run("Ampel rot"), Run(" · "), Run("seit 2019", bold=True)))]
