"""A reader of another library takes the codes of pages and of the printed sheet for the addresses they stand for."""

from typing import Any

import pypdfium2 as pdfium
import pytest
import weasyprint
from PIL import Image

from tests.factories import World
from tests.portal.factories import make_offer

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
HOST = "https://integration.example"


@pytest.fixture(autouse=True)
def _address_of_the_site(settings: Any) -> None:
    settings.SITE_URL = HOST


def addresses_in(picture: Image.Image) -> list[str]:
    """What the codes of a picture say."""
    import zxingcpp

    return [code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


def first_page(content: bytes, scale: float) -> Image.Image:
    """The first page of a PDF as a picture, `scale` dots for each point."""
    return pdfium.PdfDocument(content)[0].render(scale=scale).to_pil().convert("RGB")


@pytest.mark.parametrize("way", ["/portal/", "/portal/ar/angebote/?tag=2&kosten=free", "/portal/leicht/daten/"])
def test_code_of_a_page_is_read_as_its_address(client, way: str) -> None:
    drawn = client.get("/portal/qr.svg", {"seite": way})
    assert drawn.status_code == 200
    content = weasyprint.HTML(string=drawn.content.decode()).write_pdf()
    assert addresses_in(first_page(content, scale=2)) == [HOST + way]


@pytest.mark.parametrize("scale", [1.4, 4])
def test_code_of_the_sheet_is_read_from_the_printed_page(client, world: World, scale: float) -> None:
    make_offer(title="Treff", districts=[world.weckhoven], is_released=True)
    query = {"stadtteil": world.weckhoven.number, "sprachen": "uk,ar"}
    content = client.get("/portal/angebote/blatt.pdf", query).content
    listed = f"{HOST}/portal/angebote/?stadtteil={world.weckhoven.number}"
    assert addresses_in(first_page(content, scale)) == [listed]
