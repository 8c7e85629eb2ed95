"""A document set section by section is the same document, and a change sets one section."""

import io
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pikepdf
import pytest
import time_machine
from django.conf import LazySettings
from django.core.cache.backends.locmem import LocMemCache

from neuss_integration.foundation.pdf import PdfError
from neuss_integration.foundation.pdf.checks import html_text, inspect
from neuss_integration.foundation.pdf.parts import render_cached, render_parts, rendering
from neuss_integration.foundation.pdf.parts.splitting import split
from neuss_integration.foundation.pdf.parts.stamping import FONT
from neuss_integration.foundation.pdf.reading import _decode, structure, unicode_map
from tests.pdf.conftest import ATTACHMENTS, CREATED, Rendered
from tests.pdf.sample import page
from tests.pdf.test_rendering import children
from tests.pdf.vera import validate

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_children")]
CONTENTS = '<section class="chapter"><nav class="contents" role="doc-toc"><ol>{}</ol></nav></section>'
ENTRY = '<li><a href="#{0}">{0}</a></li>'


def chapter(name: str, rest: str = "") -> str:
    return f'<section class="chapter"><h1 id="{name}">{name}</h1>{rest}</section>'


@dataclass
class Press:
    """Renders with one cache, and keeps what was told meanwhile."""

    cache: LocMemCache
    told: list[str] = field(default_factory=list)

    def render(self, html: str) -> bytes:
        self.told = []
        return render_parts(html, cache=self.cache, created=CREATED, attachments=ATTACHMENTS, progress=self.told.append)


@pytest.fixture(scope="module")
def press() -> Press:
    cache = LocMemCache("parts", {})
    cache.clear()
    return Press(cache)


@pytest.fixture(scope="module")
def merged(press: Press, report: Rendered) -> bytes:
    return press.render(report.html)


@pytest.fixture
def opened(merged: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        yield pdf


def targets(pdf: pikepdf.Pdf) -> dict[str, int]:
    names = list(pdf.Root.Names.Dests.Names)
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    return {str(name): pages[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}


def stamped(page: pikepdf.Page) -> str:
    """What the first text on a page says when it is drawn in the font of the page numbers."""
    fonts = page.Resources.get("/Font", {})
    shown = [item for item in pikepdf.parse_content_stream(page) if str(item.operator) == "Tj"]
    if FONT not in fonts or not shown:
        return ""
    codes, letters = bytes(shown[0].operands[0]), unicode_map(fonts[FONT])
    return "".join(letters[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))


def drawn_text(page: pikepdf.Page) -> str:
    """All text of a page in the order in which it is drawn, artifacts too."""
    shown, letters = [], {}
    for item in pikepdf.parse_content_stream(page):
        if str(item.operator) == "Tf":
            letters = unicode_map(page.Resources.Font[str(item.operands[0])])
        elif str(item.operator) in ("Tj", "TJ"):
            shown.append(_decode(item.operands[0], letters))
    return "".join(shown)


def test_merged_document_says_the_same_as_one_file(merged: bytes, report: Rendered) -> None:
    assert inspect(merged) == inspect(report.content)
    assert inspect(merged).text == html_text(report.html)


@pytest.mark.slow
def test_merged_document_is_valid(merged: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("parts") / "merged.pdf"
    path.write_bytes(merged)
    assert validate([path]) == {path.stem: {"ua1": [], "3a": []}}


def test_cache_changes_no_byte_and_saves_the_work(press: Press, merged: bytes, report: Rendered) -> None:
    count = len(split(report.html)) + 1
    assert press.render(report.html) == merged
    assert press.told[0] == f"{count - 1} von {count} Abschnitten sind gesetzt"


def test_change_in_one_section_sets_that_section(press: Press, merged: bytes, report: Rendered) -> None:
    count = len(split(report.html)) + 1
    press.render(report.html.replace(">Dank<", ">Dank an alle<"))
    assert press.told[0] == f"{count - 2} von {count} Abschnitten sind gesetzt"


def test_pages_say_their_number_but_the_cover(opened: pikepdf.Pdf) -> None:
    total = len(opened.pages)
    expected = ["", *(f"Seite {number} von {total}" for number in range(2, total + 1))]
    assert [stamped(page) for page in opened.pages] == expected


def test_contents_name_the_pages_of_their_targets(opened: pikepdf.Pdf) -> None:
    notes = [annotation for page in opened.pages for annotation in page.obj.get("/Annots", [])]
    links = [annotation.Dest for annotation in notes if "/Dest" in annotation]
    entries = [
        re.sub(r"\D*", "", entry.text()[-3:]) for entry in structure(opened).find("TOCI") if not entry.find("TOC")
    ]
    places = targets(opened)
    assert {str(name) for name in links} <= places.keys()
    assert entries[:3] == [str(places[name]) for name in ("auf-einen-blick", "vorwort", "vorgehen")]


def test_links_lead_into_other_sections(press: Press) -> None:
    html = page(chapter("eins", '<p><a href="#zwei">Kapitel zwei</a></p>') + chapter("zwei"))
    with pikepdf.open(io.BytesIO(press.render(html))) as pdf:
        link = pdf.pages[0].Annots[0]
        assert (str(link.Dest), "/A" in link, str(link.Contents)) == ("zwei", False, "Kapitel zwei")
        assert targets(pdf) == {"eins": 1, "zwei": 2}


def test_contents_grow_beyond_a_page(press: Press) -> None:
    names = [f"kapitel-{number}" for number in range(90)]
    chapters = chapter("anfang", "".join(f'<h2 id="{name}">{name}</h2>' for name in names))
    html = page(CONTENTS.format("".join(map(ENTRY.format, names))) + chapters)
    with pikepdf.open(io.BytesIO(press.render(html))) as pdf:
        last = structure(pdf).find("TOCI")[-1].text()
        assert last.endswith(f" {targets(pdf)['kapitel-89']}")


def test_places_name_the_pages_of_their_targets(press: Press) -> None:
    pages = "".join(chapter(f"kapitel-{number}") for number in range(3, 12))
    named = "".join(f'<p><a class="page-ref" href="#kapitel-{number}">K</a></p>' for number in (3, 11))
    with pikepdf.open(io.BytesIO(press.render(page(chapter("eins", named) + chapter("zwei") + pages)))) as pdf:
        assert re.findall(r"S\.\s*(\d+)", drawn_text(pdf.pages[0])) == ["3", "11"]
        drawn = b"".join(stream.read_bytes() for stream in pdf.pages[0].Contents)
        assert b"<00020006>-560" in drawn, "spare room stands behind the digits"


def test_text_is_set_again_only_where_a_number_is_wider_than_its_room(press: Press) -> None:
    named = '<p><a class="page-ref" href="#ende">Ende</a></p>'
    empty = "".join(chapter(f"leer-{number}") for number in range(2, 100))
    with pikepdf.open(io.BytesIO(press.render(page(chapter("eins", named) + empty + chapter("ende"))))) as pdf:
        assert re.findall(r"S\.\s*(\d+)", drawn_text(pdf.pages[0])) == ["100"]
    told = [sentence for sentence, _ in groupby(press.told)]
    assert told[-2:] == ["Die Abschnitte werden zusammengefügt", "0 von 1 Abschnitten sind gesetzt"]


def test_notes_and_heads_keep_their_own_names(press: Press) -> None:
    note = '<p>Text<span class="footnote">Anmerkung</span></p>'
    html = page(chapter("eins", note) + chapter("zwei", note))
    with pikepdf.open(io.BytesIO(press.render(html))) as pdf:
        names = [str(note.entries["ID"]) for note in structure(pdf).find("Note")]
        assert len(set(names)) == 2
        assert sorted(names) == [str(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]


def test_document_without_sections_is_set_as_it_is(press: Press) -> None:
    facts = inspect(press.render(page("<h1>Titel</h1><p>Text</p>")))
    assert (facts.pages, facts.text, facts.problems) == (1, "Titel Text", ())


def test_what_is_wrong_in_a_section_is_told(press: Press) -> None:
    with pytest.raises(PdfError, match="Listen dürfen höchstens 4-fach"):
        press.render(page(chapter("eins") + chapter("zwei", "<ul><li>" * 6 + "tief")))


def test_interruption_ends_the_children(press: Press) -> None:
    def stop(sentence: str) -> None:
        raise InterruptedError(sentence)

    before = children(os.getpid())
    with pytest.raises(InterruptedError):
        render_parts(page(chapter("eins", "<p>neu</p>")), cache=press.cache, created=CREATED, progress=stop)
    assert children(os.getpid()) == before


def test_kept_document_is_set_once(settings: LazySettings) -> None:
    html, cache = page(chapter("eins")), LocMemCache("kept", {})
    first = render_cached(html, cache=cache, created=CREATED)
    settings.RENDER_CPU_SECONDS = 0
    assert render_cached(html, cache=cache, created=CREATED) == first


def test_document_that_is_being_set_is_not_set_twice_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    html, cache = page(chapter("zwei")), LocMemCache("at-once", {})
    monkeypatch.setattr(cache, "add", lambda *given: False)
    with pytest.raises(PdfError, match="gerade für eine andere Person"):
        render_cached(html, cache=cache, created=CREATED)


def test_document_of_a_killed_process_is_set_again_after_half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    html, cache = page(chapter("drei")), LocMemCache("killed", {})
    with monkeypatch.context() as killed:
        killed.setattr(cache, "delete", lambda key: True)
        killed.setattr(rendering, "render_parts", lambda *given, **named: named["progress"]("") or 1 / 0)
        with pytest.raises(ZeroDivisionError):
            render_cached(html, cache=cache, created=CREATED)
    monkeypatch.setattr(rendering, "render_parts", lambda *given, **named: b"%PDF")
    with pytest.raises(PdfError, match="gerade für eine andere Person"):
        render_cached(html, cache=cache, created=CREATED)
    with time_machine.travel(time.time() + rendering.LEASE_SECONDS + 1):
        assert render_cached(html, cache=cache, created=CREATED) == b"%PDF"
