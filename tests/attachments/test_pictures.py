"""Pictures to be printed: small, in sRGB, on white, without hidden data, or refused with a sentence."""

import io
import time

import pytest
from PIL import Image, ImageCms

from neuss_integration.foundation.attachments.checking import check_content
from neuss_integration.foundation.attachments.pictures import clean_picture
from neuss_integration.foundation.exceptions import Refused
from tests.attachments.samples import PDF, PNG, enormous_png
from tests.factories import picture_upload


def opened(**options: object) -> Image.Image:
    return Image.open(io.BytesIO(clean_picture(picture_upload(**options)).content))


def test_large_photograph_becomes_small() -> None:
    assert opened(name="a.jpg", form="JPEG", width=3600, height=1200).size == (1800, 600)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA"])
def test_every_kind_of_png_becomes_rgb(mode: str) -> None:
    assert opened(mode=mode).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    assert opened(mode="RGBA", colour=(255, 0, 0, 0)).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("profile", [b"", b"broken"])
def test_cmyk_becomes_srgb(profile: bytes) -> None:
    picture = opened(name="a.jpg", mode="CMYK", form="JPEG", colour=(0, 0, 0, 255), icc_profile=profile)
    assert (picture.mode, picture.getpixel((9, 9))) == ("RGB", (0, 0, 0))


def test_place_camera_and_profile_are_left_out() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = opened(name="a.jpg", form="JPEG", exif=exif, icc_profile=profile)
    assert (dict(picture.getexif()), picture.info.get("icc_profile")) == ({}, None)


def test_picture_taken_on_its_side_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(name="a.jpg", form="JPEG", width=300, height=200, exif=exif).size == (200, 300)


@pytest.mark.parametrize(
    ("side", "sentence"), [(20_000, "über 100 Millionen Bildpunkte"), (9_600, "9.600 × 9.600 Bildpunkte")]
)
def test_enormous_picture_is_refused_before_it_is_decoded(side: int, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        clean_picture(check_content("riese.png", enormous_png(side)))


def test_tiny_torn_and_other_files_are_refused() -> None:
    with pytest.raises(Refused, match="zu klein"):
        clean_picture(picture_upload(width=39))
    whole = picture_upload(mode="RGB", width=900, height=900).content
    with pytest.raises(Refused, match="lässt sich nicht lesen"):
        clean_picture(check_content("a.png", whole[:200] + whole[-12:]))
    with pytest.raises(Refused, match="ist kein Bild"):
        clean_picture(check_content("a.pdf", PDF))


def test_picture_that_costs_much_is_made_ready_in_a_process_of_its_own() -> None:
    start = time.process_time()
    picture = clean_picture(check_content("a.png", enormous_png(7_000)))
    assert (picture.width, picture.height) == (1800, 1800)
    assert time.process_time() - start < 0.3
    with Image.open(io.BytesIO(picture.content)) as printed:
        assert (printed.size, printed.getpixel((9, 9))) == ((1800, 1800), (255, 255, 255))


def test_picture_of_a_million_empty_parts_costs_a_page_nothing() -> None:
    part = b"\0\0\0\0teSt\xdc\xee\xbc\x51"
    content = PNG[:33] + part * 80_000 + PNG[33:]
    start = time.process_time()
    assert check_content("a.png", content).content == content
    assert time.process_time() - start < 0.1
