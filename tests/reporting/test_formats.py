"""The other forms of a publication, and who gets them."""

import datetime as dt
import io
import json
import re

import openpyxl
import pypdfium2
import pytest
from django.urls import reverse
from docx import Document

from neuss_integration.foundation.pdf.checks import inspect
from neuss_integration.foundation.pdf.page_texts import page_texts
from reporting.content.schema import plain_section, upgraded
from reporting.content.sentences import SENTENCES
from reporting.enums import FileKind
from reporting.formats.document import report_document
from reporting.formats.paper import paper_parts
from reporting.formats.parts import part_html, part_names, summary_html, without_dead_links
from reporting.formats.tables import measures_csv, report_workbook
from reporting.models import DownloadCount, Publication, Report
from reporting.services.corrections import withdraw_publication
from tests.factories import World, make_published, sign_in
from tests.pdf.sample import reference, snapshot


def address(name: str, report: Report, kind: str = "report") -> str:
    return reverse(f"reporting:{name}", args=[report.pk, kind] if name.endswith("file") else [report.pk])


@pytest.mark.slow
@pytest.mark.usefixtures("own_children")
def test_same_snapshot_gives_the_same_bytes() -> None:
    first, second = snapshot(), json.loads(json.dumps(snapshot(), sort_keys=True))
    for make in (report_document, report_workbook, measures_csv):
        assert make(first) == make(second)


def test_workbook_has_a_sheet_for_each_table_with_rows() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(snapshot())))
    assert book.sheetnames == [
        "Deckblatt", "Hinweise", "Maßnahmen", "Erfolgsfaktoren", "Indikatoren", "Indikatoren, alle Werte",
        "Berichtsrunden", "Beendet", "Zuständigkeiten", "Zahlen der Sachstände",
    ]  # fmt: skip
    assert [row[0].value for row in book["Maßnahmen"].rows] == ["Nummer", "M01", "M02", "M03"]


def test_workbook_tells_the_effects_of_measures() -> None:
    content = snapshot()
    rating = {"rating": {"label": "Misserfolg"}, "why": "Kein Geld", "lessons": "Früher fragen"}
    content["fields"][0]["measures"][0] |= {
        "milestones": [{"title": "Start", "due_label": "01.03.2025", "reason": ""}],
        "evaluation": rating,
    }
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(content)))
    due = dt.datetime(2025, 3, 1)  # noqa: DTZ001 - cells know no zone
    assert [cell.value for cell in book["Meilensteine"][2]][:4] == ["M01", "Maßnahme M01", "Start", due]
    assert [cell.value for cell in book["Auswertungen"][2]][2:5] == ["Misserfolg", "Kein Geld", "Früher fragen"]


def test_document_has_headings_and_tables() -> None:
    document = Document(io.BytesIO(report_document(snapshot())))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert "Auf einen Blick" in headings
    assert document.tables[0].rows[0]._tr.xpath(".//w:tblHeader") != []


def test_paper_tells_no_sums_where_no_money_is_recorded() -> None:
    content = snapshot() | {"funding": {"by_year": [], "total": {"planned": "–", "granted": "–", "spent": "–"}}}
    told = dict(paper_parts(content))["Finanzielle Auswirkungen"]
    assert told == "Der Bericht selbst hat keine finanziellen Auswirkungen."


def test_paper_asks_what_the_report_asks() -> None:
    parts = dict(paper_parts(snapshot()))
    assert parts["Beschlussvorschlag"] == "Kenntnis"
    assert list(parts)[:3] == ["Betreff", "Art der Vorlage", "Beratungsfolge"]


def test_part_tells_only_of_its_own() -> None:
    content = snapshot()
    content["fields"][0]["measures"][0]["districts"] = ["Weckhoven"]
    content["fields"][0]["measures"][1]["is_citywide"] = True
    html = part_html(content, "stadtteil", "Weckhoven")
    assert part_names(content, "stadtteil") == ["Weckhoven"]
    assert "Maßnahme M01" in html
    assert "Maßnahme M03" not in html
    assert "Er zeigt 2 Maßnahmen: 1 im Stadtteil Weckhoven, 1 für die ganze Stadt." in html
    assert "Auszug aus „Fortschreibung 2026“ (2024 bis 2025), Stand" in html
    assert ("Alle Maßnahmen" in html, "Maßnahmen dieses Auszugs" in html) == (False, True)


def test_stadtteil_that_only_city_wide_measures_concern_has_a_part() -> None:
    content = snapshot()
    content["districts"] = [{"name": "Norf"}, {"name": "Furth"}]
    assert part_names(content, "stadtteil") == []
    content["fields"][0]["measures"][0]["is_citywide"] = True
    assert part_names(content, "stadtteil") == ["Furth", "Norf"]
    told = "Er zeigt 1 Maßnahme: keine im Stadtteil Norf, 1 für die ganze Stadt."
    assert told in part_html(content, "stadtteil", "Norf")


def test_part_explains_only_the_words_it_uses() -> None:
    content = upgraded(snapshot())
    content["sections"].append(plain_section("glossary", "glossary", "Begriffe", "begriffe", ""))
    words = ("Maßnahme", "Selbstcheck", "„·“")
    content["glossary"] = [{"term": word, "meaning": f"Sinn von {word}"} for word in words]
    html = part_html(content, "handlungsfeld", "Bildung und Sprache")
    assert [f"Sinn von {word}" in html for word in words] == [True, False, False]
    content["glossary"] = content["glossary"][1:]
    assert "Begriffe" not in part_html(content, "handlungsfeld", "Bildung und Sprache")


def test_part_counts_its_own_measures_and_names_its_own_past_ones() -> None:
    content = snapshot()
    span = {"start": "2024-01-01", "end": "", "is_rough": False}
    content["fields"][0]["measures"][0] |= {"districts": ["Weckhoven"], "span": span}
    past = {**reference("M-2010-001", "completed", "abgeschlossen"), "period": "2010"}
    content["ended_before"] = [past | {"field": "Sport"}, past | {"title": "Früher Kurs"}]
    html = part_html(content, "stadtteil", "Weckhoven")
    assert SENTENCES["states_sentence"](content) == "3 von 3 Maßnahmen laufen."
    assert ("1 von 1 Maßnahme läuft." in html, "von 3" in html, "M-2010-001" in html) == (True, False, False)
    assert part_html(content, "handlungsfeld", "Bildung und Sprache").count("M-2010-001") == 1


def test_part_says_on_its_cover_what_it_is_from_and_begins_no_page_for_each_section() -> None:
    html = part_html(snapshot(), "handlungsfeld", "Bildung und Sprache")
    assert "Themenbericht: Auszug aus „Fortschreibung 2026“" in html
    parts = re.findall(r'<section class="(chapter|landscape)[" ]', html.partition("</nav>")[2])
    assert parts == ["chapter", "landscape"]


def test_part_of_an_office_tells_what_it_contributes_to() -> None:
    content = snapshot()
    content["fields"][0]["measures"][2]["contributing"] = ["Kulturamt"]
    html = part_html(content, "fachdienststelle", "Kulturamt")
    assert part_names(content, "fachdienststelle") == ["Jugendamt", "Kulturamt"]
    assert "Er zeigt 1 Maßnahme: keine mit Federführung der Fachdienststelle Kulturamt, 1 mit ihrer Mitwirkung." in html
    assert ("Maßnahme M01" in html, "Maßnahme M03" in html) == (False, True)


def test_links_that_lead_nowhere_are_text() -> None:
    html = '<h1 id="a">A</h1><a href="#a">zu A</a> <a href="#b" title="x">zu B</a>'
    assert without_dead_links(html) == '<h1 id="a">A</h1><a href="#a">zu A</a> zu B'


def test_summary_is_the_first_chapter_alone() -> None:
    html = summary_html(snapshot())
    assert html.count("<h1") == 1
    assert "Auf einen Blick" in html


def test_publication_has_every_form(published: Report) -> None:
    files = {file.kind: file for file in Publication.objects.get(report=published).files.all()}
    assert set(files) == set(FileKind.values)
    assert inspect(bytes(files["summary"].content)).problems == ()
    assert files["data"].name == "fortschreibung-2026.json"


@pytest.mark.parametrize("kind", FileKind.values)
def test_everybody_gets_the_files_of_a_report_that_holds(client, world, published: Report, kind: str) -> None:
    response = client.get(address("portal-file", published, kind))
    file = Publication.objects.get(report=published).files.get(kind=kind)
    assert response.content == bytes(file.content)
    assert DownloadCount.objects.get(file=file).count == 1


@pytest.mark.parametrize("name", ["portal-file", "report-file"])
def test_who_has_the_file_reads_it_once(client, world: World, published: Report, name: str) -> None:
    sign_in(client, world.integrationsrat_person)
    first, path = client.get(address(name, published)), address(name, published)
    file = Publication.objects.get(report=published).files.get(kind=FileKind.REPORT)
    assert first["ETag"] != client.get(address(name, published, FileKind.SUMMARY))["ETag"]
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(path, headers={"if-none-match": '"anders"'}).content == bytes(file.content)
    assert DownloadCount.objects.get(file=file).count == 2
    withdraw_publication(published, by=world.koordination, reason="Falsch")
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == (410 if "portal" in name else 404)


def test_portal_shows_no_draft_and_nothing_withdrawn(client, world: World, published: Report) -> None:
    assert "Mehrsprachige Vorlesestunden" in client.get(address("portal-report", published)).text
    withdraw_publication(published, by=world.koordination, reason="Falsch")
    gone = client.get(address("portal-report", published))
    assert (gone.status_code, "zurückgezogen" in gone.text, published.title in gone.text) == (410, True, False)
    assert client.get(address("portal-file", published)).status_code == 410
    assert published.title not in client.get(reverse("reporting:portal-reports")).text


def test_portal_leads_from_a_corrected_report_to_the_one_that_holds(client, world: World) -> None:
    """Also where the correction was corrected, and where what was corrected had been withdrawn."""
    first = make_published()
    second = make_published(replaces=first)
    Report.objects.filter(pk=first.pk).update(state="superseded")
    Report.objects.filter(pk=second.pk).update(state="withdrawn")
    assert "Statt seiner gilt" not in client.get(address("portal-report", first)).text
    third = make_published(replaces=second, title="Berichtigte Fortschreibung")
    for report, word in ((first, "berichtigt"), (second, "zurückgezogen")):
        gone = client.get(address("portal-report", report))
        assert (gone.status_code, word in gone.text) == (410, True)
        assert f'{address("portal-report", third)}">Berichtigte Fortschreibung</a>' in gone.text


def test_archive_says_what_corrects_and_what_tells_of_the_same_period(client, world: World) -> None:
    first = make_published(title="Bericht A")
    twin, other = make_published(title="Bericht B"), make_published(title="Bericht C", kind="interim")
    text = client.get(reverse("reporting:portal-reports")).text
    told = [f"Über denselben Zeitraum berichtet auch: „{each}“." in text for each in ("Bericht A", "Bericht B")]
    assert (told, text.count("Über denselben"), other.kind) == ([True, True], 2, "interim")
    make_published(title="Bericht D", replaces=first)
    Report.objects.filter(pk__in=[first.pk, twin.pk]).update(state="superseded")
    text = client.get(reverse("reporting:portal-reports")).text
    assert ("Berichtigung des Berichts „Bericht A“, veröffentlicht am" in text, "Über denselben" in text) == (
        True,
        False,
    )


@pytest.mark.parametrize(("query", "hits"), [("vorlesestunden", 1), ("Gibtesnicht", 0)])
def test_archive_finds_words_inside_reports(client, world, published: Report, query: str, hits: int) -> None:
    sign_in(client, world.integrationsrat_person)
    text = client.get(reverse("reporting:report-list"), {"q": query}).text
    assert text.count("Mehrsprachige Vorlesestunden") == hits


def test_archive_finds_what_only_the_pdf_says_with_page_and_words_around(client, published: Report) -> None:
    publication = Publication.objects.get(report=published)
    texts = page_texts(bytes(publication.files.get(kind=FileKind.REPORT).content))
    pages = [str(number) for number, text in enumerate(texts, start=1) if "Tabelle" in text]
    found = client.get(reverse("reporting:portal-reports"), {"q": "TABELLE"}).text
    assert (len(pages) > 1, re.findall(r"#page=(\d+)\"", found)) == (True, pages[:8])
    assert len(re.findall(r"<mark>[^<]*tabelle", found, re.IGNORECASE)) >= len(pages[:8])
    assert "#page=" not in client.get(reverse("reporting:portal-reports"), {"q": "Gibtesnicht"}).text


def test_words_parted_at_the_end_of_a_line_are_whole(published: Report) -> None:
    content = bytes(Publication.objects.get(report=published).files.get(kind=FileKind.REPORT).content)
    raw = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    parted = re.findall(r"(\w+)\ufffe\s*(\w+)", "\n".join(raw))
    texts = " ".join(page_texts(content))
    assert (len(parted) > 0, [pair for pair in parted if "".join(pair) not in texts]) == (True, [])
    assert page_texts(b"kein PDF") == []


def test_part_is_offered_to_readers_and_unknown_names_are_not_found(client, world, published: Report) -> None:
    sign_in(client, world.integrationsrat_person)
    url = address("report-part", published)
    response = client.get(url, {"fachdienststelle": "Stadtbibliothek"})
    assert response.content.startswith(b"%PDF")
    assert 'filename="themenbericht-stadtbibliothek.pdf"' in response["Content-Disposition"]
    assert client.get(url, {"fachdienststelle": "Gibt es nicht"}).status_code == 404
