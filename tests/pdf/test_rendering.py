"""The file: dates, attachments, same bytes, and what bad input and bad luck lead to."""

import datetime as dt
import hashlib
import io
import logging
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from django.conf import LazySettings

from neuss_integration.foundation.pdf import PdfError, process, render_pdf
from neuss_integration.foundation.pdf.checks import html_text, inspect
from neuss_integration.foundation.pdf.child import ProgressHandler
from neuss_integration.foundation.pdf.document import write
from neuss_integration.foundation.pdf.fonts import assets
from neuss_integration.foundation.pdf.page_texts import page_texts
from neuss_integration.foundation.pdf.process import printable
from neuss_integration.foundation.pdf.types import Request
from neuss_integration.foundation.words.markdown import render_markdown
from tests.pdf.conftest import ATTACHMENTS, CREATED, Rendered
from tests.pdf.sample import SENTENCE, TORTURE, page

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_children")]
STAMP = "2026-03-12T10:00:00Z"
HEAVY = page(f"<p>{SENTENCE}</p>" * 20_000)
SCRIPT = """
import datetime, os, sys, hashlib, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
from neuss_integration.foundation.pdf import render_pdf
from tests.pdf.conftest import ATTACHMENTS, CREATED
from tests.pdf.sample import TORTURE, page
tell = lambda sentence: print(sentence, flush=True)
"""


def children(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task").iterdir()
    return [int(pid) for task in tasks for pid in (task / "children").read_text().split()]


def in_other_process(code: str, **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT + code]
    return subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True)


def test_same_input_gives_same_bytes_under_other_clock_and_hashes(torture: Rendered) -> None:
    code = "print(hashlib.sha256(render_pdf(page(TORTURE), created=CREATED, attachments=ATTACHMENTS)).hexdigest())"
    with in_other_process(code, TZ="Asia/Tokyo", PYTHONHASHSEED="7", LANG="tr_TR.UTF-8") as other:
        assert other.communicate()[0].strip() == hashlib.sha256(torture.content).hexdigest()


def test_same_moment_in_another_zone_gives_same_bytes() -> None:
    tokyo = CREATED.astimezone(dt.timezone(dt.timedelta(hours=9)))
    html = page("<p>Text</p>")
    assert render_pdf(html, created=CREATED) == render_pdf(html, created=tokyo)


def test_fonts_of_the_machine_change_nothing(torture: Rendered) -> None:
    request = Request(printable(page(TORTURE)), assets(), tuple(sorted(ATTACHMENTS, key=lambda item: item.name)), STAMP)
    assert write(request) == torture.content


@pytest.mark.parametrize("html", ["<html lang='de'><p>Text</p>", "<title>Titel</title><p>Text</p>"])
def test_document_without_title_or_language_is_refused(html: str) -> None:
    with pytest.raises(PdfError, match="fehlt der Titel oder die Sprache"):
        write(Request(html, assets(), (), STAMP))


def test_file_declares_both_standards(torture: Rendered) -> None:
    facts = inspect(torture.content)
    assert facts.standards == {"PDF/UA-1", "PDF/A-3a"}
    assert (facts.title, facts.lang, facts.shows_title) == ("Prüfdokument", "de", True)
    assert facts.created == "D:20260312100000Z"
    assert facts.problems == ()


def test_paper_number_is_told_as_it_is_written() -> None:
    pdf = write(
        Request(page("<p>Text</p>", '<meta name="dcterms.identifier" content="V &amp; 1/26">'), assets(), (), STAMP)
    )
    assert b"<dc:identifier>V &amp; 1/26</dc:identifier>" in pikepdf.open(io.BytesIO(pdf)).Root.Metadata.read_bytes()


def test_attachments_are_data_with_the_date_of_the_file(torture: Rendered) -> None:
    assert sorted(torture.pdf.attachments) == ["daten.json", "massnahmen.csv"]
    files = list(torture.pdf.Root.AF)
    assert [str(item.AFRelationship) for item in files] == ["/Data", "/Data"]
    assert [str(item.EF.F.Subtype) for item in files] == ["/application/json", "/text/csv"]
    assert {str(item.EF.F.Params.ModDate) for item in files} == {"D:20260312100000Z"}
    assert torture.pdf.attachments["massnahmen.csv"].get_file().read_bytes() == ATTACHMENTS[0].content


def test_progress_is_told_in_german() -> None:
    told: list[str] = []
    render_pdf(page("<p>Text</p>"), created=CREATED, progress=told.append)
    assert told[0] == "Das Dokument wird gelesen"


def test_control_characters_and_direction_marks_are_left_out() -> None:
    facts = inspect(render_pdf(page("<p>U\u0308ber Na\x00me \u202eum\u200fge&#x202e;dreht&#0;</p>"), created=CREATED))
    assert facts.text == "Über Name umgedreht"


def test_script_of_people_is_shown_as_text() -> None:
    html = page("<p>&lt;script&gt;alert(1)&lt;/script&gt; und &lt;svg onload=x&gt;</p><script>alert(2)</script>")
    assert inspect(render_pdf(html, created=CREATED)).text == "<script>alert(1)</script> und <svg onload=x>"


def test_character_that_no_font_has_is_a_box_and_stops_nothing() -> None:
    facts = inspect(render_pdf(page("<p>Tee heißt 茶 oder चाय.</p>"), created=CREATED))
    assert (facts.problems, facts.text.endswith("Tee heißt ▯ oder ▯▯.")) == ((), True)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (f"<p>{'Wort ' * 200_000}</p>", "Ein Absatz hat mehr als 100000 Zeichen"),
        ("<ul><li>" * 6 + "tief", "Listen dürfen höchstens 4-fach"),
        ("<div>" * 200 + "tief", "zu tief verschachtelt"),
        ("<a href='#x'>v</a> " * 10_001, "mehr als 10000 Verweise"),
        ("<p><span class='footnote'>n</span></p>" * 2_001, "mehr als 2000 Fußnoten"),
        ("<table><tr><td colspan='65534'>x", "verbindet mehr als 40 Zellen"),
    ],
)
def test_too_much_is_told_in_a_sentence(body: str, sentence: str) -> None:
    with pytest.raises(PdfError, match=sentence):
        write(Request(page(body), assets(), (), STAMP))


def test_too_large_document_is_refused_before_rendering() -> None:
    with pytest.raises(PdfError, match="Das Dokument ist zu groß: Es hat 20000"):
        render_pdf(page("W" * 20_000_000), created=CREATED)


def test_long_text_is_refused_by_the_child_in_a_sentence() -> None:
    with pytest.raises(PdfError, match="Ein Absatz hat mehr als 100000 Zeichen"):
        render_pdf(page("Wort " * 200_000), created=CREATED)


def test_processor_time_is_limited(settings: LazySettings) -> None:
    settings.RENDER_CPU_SECONDS = 2
    with pytest.raises(PdfError, match="länger gedauert als erlaubt"):
        render_pdf(HEAVY, created=CREATED)


def test_memory_is_limited(settings: LazySettings) -> None:
    settings.RENDER_MEMORY_MB = 220
    with pytest.raises(PdfError, match=r"mehr Arbeitsspeicher|nicht erzeugt|vom System beendet"):
        render_pdf(HEAVY, created=CREATED)


def test_time_on_the_clock_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALL_PER_CPU_SECOND", 0)
    with pytest.raises(PdfError, match="länger gedauert als erlaubt"):
        render_pdf(page("<p>Text</p>"), created=CREATED)


def test_child_that_cannot_start_is_told_in_a_sentence(settings: LazySettings) -> None:
    settings.RENDER_MEMORY_MB = 1
    with pytest.raises(PdfError, match=r"nicht erzeugt|vom System beendet|Arbeitsspeicher"):
        render_pdf(page("<p>Text</p>"), created=CREATED)


def test_progress_names_the_page_that_is_set() -> None:
    record = logging.makeLogRecord({"msg": "Step 5 - Creating layout - Page %d", "args": (12,)})
    assert ProgressHandler.sentence(record) == "Seite 12 wird gesetzt"
    assert ProgressHandler.sentence(logging.makeLogRecord({"msg": "Step 6"})) == "Die Datei wird geschrieben"


def test_killed_child_is_told_in_a_sentence() -> None:
    def kill(sentence: str) -> None:
        for child in children(os.getpid()):
            if b"neuss_integration.foundation.pdf.child" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(child, signal.SIGKILL)
                os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # nobody is lent one that is still dying

    with pytest.raises(PdfError, match="vom System beendet"):
        render_pdf(HEAVY, created=CREATED, progress=kill)


def test_child_dies_with_its_parent() -> None:
    code = "render_pdf(page('<p>Wort und Wort</p>' * 50_000), created=CREATED, progress=tell)"
    with in_other_process(code) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        child = children(parent.pid)[0]
        parent.kill()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text().split()[2]:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_words_from_right_to_left_are_read_as_they_were_written() -> None:
    text = "Das Wort مرحبا بكم في نويس und שלום steht hier 😀 mitten im Satz."
    html = page(f"<section><h1 id='a'>Kapitel</h1><p>{text}</p><p><b>fett مرحبا</b></p></section>")
    facts = inspect(render_pdf(html, created=CREATED))
    assert (facts.problems, facts.text) == ((), html_text(html))


def test_list_goes_on_counting_from_the_number_that_was_typed() -> None:
    rest = render_markdown("3. Drittens\n4. Viertens")
    html = page(f"<section><h1 id='a'>Beschluss</h1>{rest}</section>")
    content = render_pdf(html, created=CREATED)
    (told,) = page_texts(content)
    facts = inspect(content)
    assert (re.findall(r"(\d)\.", told), facts.problems, facts.text) == (["3", "4"], (), html_text(html))
