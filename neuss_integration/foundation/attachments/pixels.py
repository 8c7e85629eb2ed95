"""How many pixels a picture says it has, before anybody decodes it: 100 KB may fill the memory of a reader."""

import io
import warnings
from typing import Final

from PIL import Image, UnidentifiedImageError

from neuss_integration.foundation.exceptions import Refused

FAR_TOO_MANY_PIXELS: Final = (
    "„{name}“ ist viel zu groß: Das Bild hat über 100 Millionen Bildpunkte. "
    "Bitte verkleinern Sie es, 2.000 Bildpunkte in der Breite genügen."
)


def pixels_of(content: bytes) -> int:
    """How many the head says there are; 0 where nobody can read it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
                return image.width * image.height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, OverflowError):
        return 0


def refuse_far_too_many_pixels(content: bytes, name: str) -> None:
    """Raises Refused beyond what Pillow takes for a bomb: 179 million, twice its MAX_IMAGE_PIXELS. Reads the head only.

    A picture whose head cannot be read is nothing that could be unpacked, and no fault here.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]).close()
    except Image.DecompressionBombError as reason:
        raise Refused(FAR_TOO_MANY_PIXELS.format(name=name)) from reason
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, OverflowError):
        return
