"""Pictures and files as phones and offices make them."""

import io
import time

import pytest
from PIL import Image

from neuss_integration.foundation.attachments.checking import check_content, clean_name
from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.attachments.picture_child import only_the_picture
from neuss_integration.foundation.attachments.trimming import trimmed
from neuss_integration.foundation.exceptions import Refused
from tests.attachments.samples import PDF

VIDEO = b"\0\0\0\x18ftypmp42" + b"\xff\xd9 moov" + b"\0" * 5000


def jpeg(*, is_progressive: bool) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(out, "JPEG", progressive=is_progressive)
    return out.getvalue()


@pytest.mark.parametrize("is_progressive", [False, True])
def test_video_behind_a_photo_is_cut_off(is_progressive: bool) -> None:
    photo = jpeg(is_progressive=is_progressive)
    assert check_content("foto.jpg", photo + VIDEO).content == photo
    assert check_content("foto.jpg", photo).content == photo


START, EMPTY = b"\xff\xd8", b"\xff\xe0\x00\x02"


@pytest.mark.parametrize(
    "filling",
    [b"\xff", b"\xff\x00", b"\xff\xd0", EMPTY, b"\xff\xda\x00\x02", EMPTY + b"\0" * 100_000],
)
def test_jpeg_of_nothing_but_filling_is_refused_after_a_glance(filling: bytes) -> None:
    content = START + filling * (9_000_000 // len(filling))
    start = time.process_time()
    with pytest.raises(Refused, match="lässt sich nicht lesen"):
        only_the_picture(content, AttachmentKind.JPEG, "a.jpg")
    assert time.process_time() - start < 0.5


def test_photograph_with_many_scans_is_kept() -> None:
    scans = b"".join(b"\xff\xda\x00\x02" + b"\x11\xff\x00\x22\xff\xd0" * 1000 for _ in range(60))
    content = START + b"\xff\xff" + EMPTY + scans + b"\xff\xd9"
    assert trimmed(AttachmentKind.JPEG, content + b"video") == content


def test_what_stands_around_a_pdf_is_cut_off() -> None:
    for content in (b"\xef\xbb\xbf\r\n" + PDF, PDF + b"\0" * 5000, b"\x1b%-12345X@PJL\r\n" + PDF + b"\x1b%-12345X"):
        assert check_content("a.pdf", content).content.strip() == PDF.strip()


def test_page_of_the_web_before_a_pdf_stays_refused() -> None:
    with pytest.raises(Refused, match="nicht, was die Endung sagt"):
        check_content("a.pdf", b"<html>" + PDF)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("IMG_1.HEIC", b"x", "ein Foto im Format HEIC"), ("a.bild", b"\0\0\0\x18ftypheic", "ein Foto im Format HEIC"),
     ("IMG_1.jpg", b"\0\0\0\x18ftypheic", "ein Foto im Format HEIC"), ("brief.docm", b"PK", "Makros stecken können")],
)  # fmt: skip
def test_kinds_that_people_often_have_are_refused_with_what_to_do(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check_content(name, content)


@pytest.mark.parametrize(("name", "safe"), [("CON.pdf", "_CON.pdf"), ("lpt1.x.png", "_lpt1.x.png"), ("a.pdf", "a.pdf")])
def test_names_of_devices_are_not_kept(name: str, safe: str) -> None:
    assert clean_name(name) == safe
