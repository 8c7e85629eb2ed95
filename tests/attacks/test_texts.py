"""What somebody types is text wherever it comes out: page, table, calendar, mail."""

import csv
import io
import re
import zipfile
from email import message_from_bytes
from email.policy import default
from html import escape

import icalendar
import openpyxl
import pikepdf
import pypdfium2
import pytest
from django.test import Client

from measures.models import Measure
from measures.pdf.profile import profile_html
from measures.selectors.profile import Profile, with_profile
from measures.services.measure import update_measure
from neuss_integration.foundation.calendar.icalendar_files import invitation
from neuss_integration.foundation.documents.reading import read
from neuss_integration.foundation.documents.word import as_docx
from neuss_integration.foundation.pdf.coverage import clean as clean_for_pdf
from neuss_integration.foundation.pdf.process import render_pdf
from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file, workbook
from neuss_integration.mailing.messages import message_of
from neuss_integration.mailing.services import queue_mail
from tests.documents.test_reading import CHAPTER
from tests.factories import World, sign_in
from tests.interface.test_calendar_files import meeting
from tests.pdf.conftest import CREATED
from tests.pdf.sample import page

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}{% debug %}",
    '=HYPERLINK("http://boese.example")',
    "../../../etc/passwd",
    "'; DROP TABLE measures_measure; --",
    "Zeile\r\nBcc: boese@boese.example",
    "Glocke\x07 und Rück\u202ewärts",
]
FORMULAS = [
    "=1+1", '=HYPERLINK("http://boese.example")', "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1",
    "\u200b=1+1", "\u00a0=1+1", "\ufeff=1+1", "=cmd|' /C calc'!A0", "\x07=1+1", "\x00=1+1", "\x1b=1+1",
    'a";=1+1', '"=1+1', "a;=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)",
]  # fmt: skip
BEGINS = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""What makes a formula at the beginning of a cell (OWASP, CSV Injection)."""
IN_FILES = [*HOSTILE, "Null\x00"]
"""PostgreSQL keeps no text with the last one."""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_on_the_page(client: Client, world: World, text: str) -> None:
    measure, by = world.vorlesestunden, world.koordination
    measure.refresh_from_db()
    values = {"title": " ".join(text.split()), "aim": text, "description": text}
    update_measure(measure, by=by, expected_version=measure.version, values=values)
    page = sign_in(client, by).get(measure.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ settings" in page or "settings" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_cell_and_no_formula(text: str) -> None:
    line = csv_file(Sheet("Blatt", [Column("Text")], [[text]])).decode("utf-8-sig").split("\r\n", 1)[1]
    assert not line.lstrip('"').startswith(("=", "+", "@"))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_might_reckon_is_a_text_in_one_cell(text: str) -> None:
    """Read as a spreadsheet reads it, control characters and spaces aside; LibreOffice 7 makes no formula of any."""
    content = csv_file(Sheet("Blatt", [Column("Text"), Column("Ende")], [[text, "x"]])).decode("utf-8-sig")
    [_, row] = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    assert (len(row), row[1]) == (2, "x")
    assert not BEGINS.match(row[0])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_subject_adds_no_line_to_a_mail(world: World, text: str) -> None:
    mail = queue_mail(key="x", kind="test", to=world.koordination, subject=text, text=text)
    message = message_of(mail).message()
    assert message["Bcc"] is None
    assert "\n" not in str(message["Subject"]).replace("\n ", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_the_body_of_a_mail(world: World, text: str) -> None:
    mail = queue_mail(key="x", kind="test", to=world.koordination, subject="Betreff", text=f"Guten Tag\n{text}\nEnde")
    sent = message_from_bytes(message_of(mail).message().as_bytes(), policy=default)
    assert (sent["Bcc"], sent.get_content_type()) == (None, "text/plain")
    assert sent.get_content().strip().endswith("Ende")
    assert "Guten Tag" in sent.get_content()


def test_hostile_text_is_text_in_a_pdf() -> None:
    """One file for all of them, for it is set by a process of its own."""
    shown = [clean_for_pdf(text) for text in HOSTILE]
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in shown)
    content = render_pdf(page(CHAPTER.format(paragraphs)), created=CREATED)
    with pikepdf.open(io.BytesIO(content)) as made:
        objects = b"".join(each.unparse(resolved=True) for each in made.objects)
    assert re.findall(rb"/(?:JavaScript|JS|Launch|URI|EmbeddedFiles)\b", objects) == []
    words = "".join(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range().split())
    assert [text for text in shown if "".join(text.split()) not in words] == []


@pytest.mark.parametrize("text", IN_FILES)
def test_hostile_text_is_text_in_a_workbook(text: str) -> None:
    content = workbook([Sheet("Blatt", [Column("Text")], [[text]])])
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in b"".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("text", IN_FILES)
def test_hostile_text_is_text_in_a_word_document(text: str) -> None:
    html = page(CHAPTER.format(f"<p>{escape(text)}</p>"))
    content = as_docx(read(html), title=text, subtitle=text, author=text, created=CREATED)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        written = b"".join(parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels")))
    assert b"boese.example" not in b"".join(re.findall(rb'Target="[^"]*"', written))
    assert (b"<script" in written, b"<img" in written) == (False, False)


@pytest.mark.parametrize("text", IN_FILES)
def test_hostile_text_is_one_property_of_an_appointment(text: str) -> None:
    file = invitation(meeting(summary=text, description=text, location=text))
    [event] = icalendar.Calendar.from_ical(file).walk("VEVENT")
    names = {line.split(":")[0].split(";")[0] for line in file.replace("\r\n ", "").split("\r\n")}
    assert "Bcc" not in names
    assert set(event) <= names


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_what_becomes_a_pdf(world: World, text: str) -> None:
    measure, by = world.vorlesestunden, world.koordination
    Measure.objects.filter(pk=measure.pk).update(title=text, aim=text)
    html = profile_html(Profile(with_profile(Measure.objects.all(), by).get(pk=measure.pk), by), at=CREATED)
    assert ("<script>alert" in html, "<img src=x" in html) == (False, False)
    assert "{{ settings" in html or "settings" not in text
