"""The printed Fortschreibung: every section, empty data, and texts of people as plain text."""

import re

import pytest

from neuss_integration.foundation.pdf.checks import html_text, inspect
from reporting.formats.html import report_html
from tests.pdf.conftest import Rendered
from tests.pdf.sample import measure, progress, snapshot

CHAPTERS = [
    "Inhalt",
    "Auf einen Blick",
    "Vorwort",
    "Auftrag und Vorgehen",
    "Die neun Erfolgsfaktoren",
    "Bildung und Sprache",
    "Sport",
    "Beendete Maßnahmen",
    "Ausblick",
    "Beschlussvorschlag",
    "Anhangband",
    "Alle Maßnahmen",
    "Steckbriefe: Bildung und Sprache",
    "Die Erfolgsfaktoren im Einzelnen",
    "Was sich verändert hat",
    "Zuständigkeiten",
]


def with_measure(**changes: object) -> str:
    content = snapshot()
    content["fields"][0]["measures"] = [measure("M01", **changes)]
    return report_html(content)


def test_report_has_all_chapters_in_order(report: Rendered) -> None:
    assert [heading.text() for heading in report.tree.find("H1")] == CHAPTERS


def test_report_has_a_bookmark_for_each_heading_of_three_levels(report: Rendered) -> None:
    facts = inspect(report.content)
    assert facts.problems == ()
    assert facts.bookmarks == facts.headings
    assert list(report.tree.find("H4"))


def test_bookmarks_are_open_on_two_levels(report: Rendered) -> None:
    with report.pdf.open_outline(max_depth=10) as outline:
        chapters = [each for each in outline.root if each.children]
        assert not any(each.is_closed for each in chapters)
        assert [each.title for each in outline.root] == CHAPTERS
        assert all(below.is_closed for each in chapters for below in each.children if below.children)


def test_sources_are_links_with_a_name_one_can_speak(report: Rendered) -> None:
    names = [str(link.entries["Contents"]) for link in report.tree.find("Link")]
    assert "Internetseite www.neuss.de" in names
    addresses = {str(note.A.URI) for page in report.pdf.pages for note in page.get("/Annots", []) if "/A" in note}
    assert "https://www.neuss.de/" in addresses


def test_report_names_its_licence_and_a_draft_none(report: Rendered) -> None:
    told = report.pdf.Root.Metadata.read_bytes().decode()
    assert "<xmpRights:WebStatement>https://www.govdata.de/dl-de/by-2-0</xmpRights:WebStatement>" in told
    assert "govdata" not in report_html(snapshot(), draft="Entwurf vom 3. März 2026")


def test_every_link_of_the_contents_has_its_target() -> None:
    html = report_html(snapshot())
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))


def test_every_page_but_the_cover_tells_its_number(report: Rendered) -> None:
    footers = [b"/Footer" in page.Contents.read_bytes() for page in report.pdf.pages]
    assert footers == [False] + [True] * (len(footers) - 1)


def test_annex_is_in_landscape(report: Rendered) -> None:
    shapes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in report.pdf.pages]
    assert shapes.count(True) == 1


def test_templates_have_no_inline_styles() -> None:
    assert "style=" not in report_html(snapshot())


def test_empty_fields_leave_no_rows() -> None:
    text = html_text(with_measure())
    assert not {"Mitwirkend", "Träger", "Finanzierung", "Quellen:"} & set(text.split())
    assert "Keine Antwort." in text


@pytest.mark.parametrize("name", ["aim", "description", "results_note", "state_reason"])
def test_texts_of_people_are_shown_as_text(name: str) -> None:
    html = with_measure(**{name: "<script>alert(1)</script> & <b>fett</b>"})
    assert "<script>alert" not in html
    assert "<script>alert(1)</script> & <b>fett</b>" in html_text(html)


def test_progress_keeps_its_paragraphs() -> None:
    html = with_measure(progress=progress(what_happened="Eins.\n\nZwei.\nDrei."))
    assert "<p>Eins.</p>" in html
    assert "<p>Zwei.<br>Drei.</p>" in html


def test_report_without_any_data_can_be_shown() -> None:
    empty = {"total": 0, "by_state": [], "by_light": [], "gaps": [], "worked": [], "not_worked": []}
    texts = dict.fromkeys(("foreword", "procedure", "outlook", "proposed_resolution"), "")
    ended = {"completed": [], "routine": [], "dropped": []}
    lists = {name: [] for name in ("rounds", "factors", "fields", "responsibilities")}
    html = report_html(snapshot(summary=empty, texts=texts, ended=ended, **lists))
    assert "Im Berichtszeitraum gab es keine Berichtsrunde." in html_text(html)
    assert "Im Berichtszeitraum wurde keine Maßnahme beendet." in html_text(html)
