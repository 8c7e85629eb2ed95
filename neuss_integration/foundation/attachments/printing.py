"""Pictures to be printed: looked at before they are decoded, then small, in sRGB, and without any hidden data.

What is asked for from a page comes through `pictures` beside it, which has a process of its own for large ones.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageCms, ImageOps

from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.ui.texts import german_number

MAX_PIXELS: Final = 50_000_000
"""What the camera of a telephone takes; decoded it needs 200 MB for a moment."""
MAX_SIDE: Final = 1800
"""In pixels: 162 mm, the width of the text, at 280 dpi."""
MIN_SIDE: Final = 40
QUALITY: Final = 85
FORMATS: Final = {AttachmentKind.PNG: "PNG", AttachmentKind.JPEG: "JPEG"}
WHITE: Final = (255, 255, 255)

TOO_MANY_PIXELS: Final = (
    "„{name}“ ist zu groß: Das Bild hat {width} × {height} Bildpunkte. "
    "Bitte verkleinern Sie es, 2.000 Bildpunkte in der Breite genügen."
)
TOO_SMALL: Final = "„{name}“ ist zu klein: Das Bild hat nur {width} × {height} Bildpunkte. Gedruckt sähe man nichts."
BROKEN: Final = "„{name}“ lässt sich nicht lesen. Bitte öffnen Sie das Bild und speichern Sie es neu."


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture as it is printed; only `printable` makes one."""

    kind: AttachmentKind
    content: bytes
    sha256: str
    width: int
    height: int


def printable(content: bytes, kind: AttachmentKind, name: str) -> CleanPicture:
    """The picture upright, at most MAX_SIDE pixels long, in sRGB on white, without place, camera or profile.

    The size is read from the head of the file, before anything is decoded. CMYK and other colours become sRGB, with
    the help of the profile in the file (PDF/A takes no other colours here). Raises Refused with a sentence.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with _opened(content, kind) as head:
                _check_size(head, name)
                head.verify()
            with _opened(content, kind) as image:
                return _written(_plain(image), kind)
    except (OSError, ValueError, SyntaxError, OverflowError) as reason:
        raise Refused(BROKEN.format(name=name)) from reason


def _opened(content: bytes, kind: AttachmentKind) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=[FORMATS[kind]])


def _check_size(image: Image.Image, name: str) -> None:
    width, height = image.size
    shown = {"name": name, "width": german_number(width), "height": german_number(height)}
    if width * height > MAX_PIXELS:
        raise Refused(TOO_MANY_PIXELS.format(**shown))
    if min(width, height) < MIN_SIDE:
        raise Refused(TOO_SMALL.format(**shown))


def _plain(image: Image.Image) -> Image.Image:
    """The decoded picture, upright, small, in RGB."""
    image.draft(None, (MAX_SIDE, MAX_SIDE))
    ImageOps.exif_transpose(image, in_place=True)
    upright = image
    if image.mode in ("P", "PA", "LA", "RGBA", "La", "RGBa"):
        upright = _on_white(image if image.mode == "RGBA" else image.convert("RGBA"))
    elif image.mode.startswith("I"):
        upright = image.convert("L")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    return _in_srgb(upright)


def _on_white(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    page = Image.new("RGB", image.size, WHITE)
    page.paste(image, mask=image.getchannel("A"))
    if profile:
        page.info["icc_profile"] = profile
    return page


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours of the profile in the file; a profile that is broken or of other colours is passed over."""
    if profile := image.info.get("icc_profile"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            return image.convert("RGB")
        if made is not None:
            return made
    return image.convert("RGB")


def _written(image: Image.Image, kind: AttachmentKind) -> CleanPicture:
    """A drawing stays PNG, a photograph JPEG; a fresh picture carries nothing over from the file."""
    plain = Image.new("RGB", image.size)
    plain.paste(image)
    output = io.BytesIO()
    if kind == AttachmentKind.PNG:
        plain.save(output, "PNG", optimize=True)
    else:
        plain.save(output, "JPEG", quality=QUALITY, optimize=True)
    content = output.getvalue()
    return CleanPicture(kind, content, hashlib.sha256(content).hexdigest(), *plain.size)
