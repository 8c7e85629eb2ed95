"""QR codes that lead to pages, and the sheet of offers in three languages on one accessible page."""

import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from lxml import etree

from neuss_integration.foundation.pdf.checks import inspect
from neuss_integration.portal.pdf.sheet import MOST, offer_sheet, sheet_html
from neuss_integration.portal.services.enquiries import receive_enquiry
from neuss_integration.portal.services.translations import review_translation, save_translation
from tests.factories import World
from tests.pdf.vera import validate
from tests.portal.factories import make_offer

pytestmark = pytest.mark.django_db
PLACE = ("Weckhoven", "20", ["en", "uk"], "http://127.0.0.1:8000/portal/angebote/?stadtteil=20")


def test_code_is_drawn_for_pages_of_the_portal_only(client) -> None:
    picture = client.get("/portal/qr.svg", {"seite": "/portal/tr/angebote/?tag=2"})
    assert (picture["Content-Type"], etree.fromstring(picture.content).tag.endswith("}svg")) == ("image/svg+xml", True)
    secret = receive_enquiry(values={"message": "Wo?"}).public_url
    for other in ("", "//boese.example/portal/", "https://boese.example/", "/massnahmen/", "/portal/nichts/", secret):
        assert client.get("/portal/qr.svg", {"seite": other}).status_code == 404


def test_every_page_but_that_of_an_enquiry_brings_its_code(client) -> None:
    assert 'src="/portal/qr.svg?seite=%2Fportal%2Fen%2Fdaten%2F"' in client.get("/portal/en/daten/").text
    assert "qr.svg" not in client.get(receive_enquiry(values={"message": "Wo?"}).public_url).text


@pytest.fixture
def offers(world: World) -> World:
    """More offers than fit on a page, one of them in English, one elsewhere, one a draft."""
    words = {"schedule": "montags und mittwochs von neun bis elf Uhr, außer in den Ferien", "place": "Haus am Markt"}
    for number in range(MOST + 2):
        offer = make_offer(title=f"Treff {number:02}", districts=[world.weckhoven], is_released=True, **words)
    values = {"title": "Meeting point", "text": "All are welcome.", "author": "Büro"}
    row = save_translation(
        offer, item_name="offer", language="en", by=world.koordination, expected_version=0, values=values
    )
    review_translation(row, by=world.koordination, expected_version=row.version)
    make_offer(title="Anderswo", districts=[world.erfttal], is_released=True)
    make_offer(title="Noch ein Entwurf", districts=[world.weckhoven])
    return world


def test_sheet_says_offers_in_each_language_and_which_words_are_german(offers: World) -> None:
    sheet = offer_sheet("Weckhoven", str(offers.weckhoven.number), ["en", "uk"], PLACE[3])
    assert (len(sheet.rows), [tag for tag, _ in sheet.heads]) == (MOST + 2, ["de", "en", "uk"])
    titles = [[(cell.title, cell.title_tag) for cell in row] for row in sheet.rows]
    assert titles[-1] == [("Treff 10", "de"), ("Meeting point", "en"), ("Treff 10", "de")]
    assert ("Haus am Markt", "de") in sheet.rows[0][2].lines
    text = sheet_html(sheet, MOST)
    assert ("Anderswo" in text, "Entwurf" in text, "Es gibt noch mehr." in text) == (False, False, True)


@pytest.mark.slow
@pytest.mark.once
def test_sheet_is_one_page_that_is_pdf_ua_and_reads_as_its_html(client, offers: World, tmp_path: Path) -> None:
    answer = client.get("/portal/angebote/blatt.pdf", {"stadtteil": offers.weckhoven.number, "sprachen": "uk,ar"})
    file = tmp_path / "sheet.pdf"
    file.write_bytes(answer.content)
    assert (answer["Content-Type"], validate([file])) == ("application/pdf", {"sheet": {"ua1": [], "3a": []}})
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert len(document.pages) == 1
    text = inspect(answer.content).text
    assert ("Українська" in text, "العربية" in text, "Treff 00" in text) == (True, True, True)
    again = client.get(answer.request["PATH_INFO"], answer.wsgi_request.GET, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.slow
@pytest.mark.once
def test_arabic_on_the_sheet_is_read_from_the_right(client, world: World, tmp_path: Path) -> None:
    """The first word of a title, in Latin letters, stands on the right, and the flat line after it on its left."""
    title = "IIII " + "ـ" * 12
    offer = make_offer(title="Treff", place="Haus am Markt", districts=[world.weckhoven], is_released=True)
    values = {"title": title, "text": "أهلًا وسهلًا.", "author": "Büro"}
    row = save_translation(
        offer, item_name="offer", language="ar", by=world.koordination, expected_version=0, values=values
    )
    review_translation(row, by=world.koordination, expected_version=row.version)
    query = {"stadtteil": world.weckhoven.number, "sprachen": "ar,en"}
    (file := tmp_path / "sheet.pdf").write_bytes(content := client.get("/portal/angebote/blatt.pdf", query).content)
    assert validate([file]) == {"sheet": {"ua1": [], "3a": []}}
    assert title in " ".join(inspect(content).text.split())
    heights = ink_of_middle_column(content, beside="Treff")
    tall, flat = ([x for x, height in heights.items() if low < height <= high] for low, high in ((4, 12), (0, 2)))
    assert (max(flat) < min(tall), 360 < max(heights) < 380) == (True, True)


def ink_of_middle_column(content: bytes, beside: str) -> dict[float, float]:
    """How high the ink stands at each place (points from the left) of the line beside a word of the first column."""
    page, scale = pdfium.PdfDocument(content)[0], 4
    letters = page.get_textpage()
    at = letters.search(beside).get_next()[0]
    _, bottom, _, top = letters.get_charbox(at)
    edges = (223, page.get_height() - top - 3, 380, page.get_height() - bottom + 3)
    line = page.render(scale=scale, grayscale=True).to_pil().crop([round(edge * scale) for edge in edges])
    ink = {x: [y for y in range(line.height) if line.getpixel((x, y)) < 128] for x in range(line.width)}
    return {223 + x / scale: (max(rows) - min(rows) + 1) / scale for x, rows in ink.items() if rows}


@pytest.mark.slow
@pytest.mark.once
def test_longest_words_stand_whole_on_the_one_page(client, world: World) -> None:
    title, when = ("Treff " * 20).strip(), ("montags um neun Uhr " * 10).strip()
    for number in range(3):
        words = {"schedule": when, "place": ("Haus am Markt " * 14).strip()}
        make_offer(title=f"{title[:-2]}{number}", districts=[world.weckhoven], is_released=True, **words)
    content = client.get(
        "/portal/angebote/blatt.pdf", {"stadtteil": world.weckhoven.number, "sprachen": "uk,en"}
    ).content
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) == 1
    text = " ".join(inspect(content).text.split())
    assert (f"{title[:-2]}0" in text, when in text, words["place"] in text, "…" in text) == (True, True, True, False)


def test_sheet_of_an_unknown_district_is_not_there(client) -> None:
    assert client.get("/portal/angebote/blatt.pdf", {"stadtteil": "999"}).status_code == 404
