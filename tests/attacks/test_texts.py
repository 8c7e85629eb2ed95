"""What somebody types is text wherever it comes out: page, table, calendar, mail."""

import pytest
from django.test import Client

from measures.services.measure import update_measure
from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file
from neuss_integration.mailing.messages import message_of
from neuss_integration.mailing.services import queue_mail
from tests.factories import World, sign_in

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}{% debug %}",
    '=HYPERLINK("http://boese.example")',
    "../../../etc/passwd",
    "'; DROP TABLE measures_measure; --",
    "Zeile\r\nBcc: boese@boese.example",
]


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


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_subject_adds_no_line_to_a_mail(world: World, text: str) -> None:
    mail = queue_mail(key="x", kind="test", to=world.koordination, subject=text, text=text)
    message = message_of(mail).message()
    assert message["Bcc"] is None
    assert "\n" not in str(message["Subject"]).replace("\n ", "")
