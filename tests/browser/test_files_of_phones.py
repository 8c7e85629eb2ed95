"""Files as phones and offices make them, chosen in a real Chromium: taken or refused, and what was typed stays."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from measures.models import MeasureAttachment
from tests.attachments.samples import PDF, docx, with_types
from tests.browser.desks import Desk, check
from tests.factories import World
from tests.measures.answers import task_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 5000
VIDEO = b"\0\0\0\x18ftypmp42" + b"\xff\xd9 moov" + b"\0" * 5000
MACROS = with_types(docx(), b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")


def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(out, "JPEG")
    return out.getvalue()


PHOTO = photo()


def choose(desk: Desk, folder: Path, name: str, content: bytes) -> None:
    """Types an answer, chooses the file and attaches it."""
    path = folder / name
    path.write_bytes(content)
    desk.page.get_by_label("Was ist geschehen?").fill("Zwölf Treffen, getippt vor der Datei.")
    desk.page.locator("#id_anlage-file").set_input_files(path)
    desk.click("button", "Datei anhängen")


@pytest.mark.parametrize(
    ("name", "content", "stored"),
    [("IMG_0815.JPG", PHOTO + VIDEO, "IMG_0815.JPG"), ("CON.pdf", PDF, "_CON.pdf"),
     ("scan.pdf", b"\xef\xbb\xbf\r\n" + PDF + b"\0" * 3000, "scan.pdf")],
)  # fmt: skip
def test_file_is_taken_and_the_answer_stays(
    world: World, browser: Browser, live_server: Any, tmp_path: Path, name: str, content: bytes, stored: str
) -> None:
    desk = Desk(browser, live_server.url, world.jugendamt_person, 360)
    desk.open(task_of(world, measure_state="running").get_absolute_url())
    choose(desk, tmp_path, name, content)
    expect(desk.page.get_by_role("link", name=stored)).to_be_visible()
    expect(desk.page.get_by_label("Was ist geschehen?")).to_have_value("Zwölf Treffen, getippt vor der Datei.")
    kept = MeasureAttachment.objects.with_content().get().content
    assert bytes(kept).strip() == (PHOTO if stored.endswith("JPG") else PDF.strip())


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("IMG_1.HEIC", HEIC, "ist ein Foto im Format HEIC"), ("IMG_1.jpg", HEIC, "ist ein Foto im Format HEIC"),
     ("Konzept.docm", MACROS, "Makros"), ("Konzept.docx", MACROS, "Makros")],
)  # fmt: skip
def test_file_is_refused_with_a_sentence_and_the_answer_stays(
    world: World, browser: Browser, live_server: Any, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    desk = Desk(browser, live_server.url, world.jugendamt_person, 1280)
    desk.open(task_of(world, measure_state="running").get_absolute_url())
    choose(desk, tmp_path, name, content)
    expect(desk.page.locator("[data-error-summary]")).to_contain_text(sentence)
    expect(desk.page.get_by_label("Was ist geschehen?")).to_have_value("Zwölf Treffen, getippt vor der Datei.")
    check(desk.page)
    assert not MeasureAttachment.objects.exists()
