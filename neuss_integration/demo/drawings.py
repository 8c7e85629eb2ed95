"""A drawing of the demo, made by the project itself: nobody's photograph, nobody's rights."""

import io
import math
from typing import Final

from PIL import Image, ImageDraw

from neuss_integration.foundation.attachments.checking import check_content
from neuss_integration.foundation.attachments.pictures import CleanPicture, clean_picture

SIZE: Final = (1600, 720)
FINER: Final = 2
"""Drawn so many times larger and made smaller, which smooths the edges."""
FLOOR, WOOD, EDGE, PAPER, LINES = "#eef4fa", "#e3c9a0", "#b8935a", "#ffffff", "#9aa7b8"
SEATS: Final = ("#092797", "#2f7fc4", "#00785a", "#c8500a", "#7a3d8f", "#b3261e", "#4a6b1f", "#2f7fc4", "#c8500a")
TABLE: Final = (800, 360, 430, 190)
"""Middle and half axes of the table."""


def round_table() -> CleanPicture:
    """Nine people around a table with papers, seen from above."""
    image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), FLOOR)
    pen = ImageDraw.Draw(image)
    for number, colour in enumerate(SEATS):
        x, y = _around(number, beyond=84)
        _disc(pen, x, y, 62, 62, colour)
        _disc(pen, x, y, 34, 34, FLOOR)
    _disc(pen, *TABLE, EDGE)
    _disc(pen, TABLE[0], TABLE[1], TABLE[2] - 10, TABLE[3] - 10, WOOD)
    for number in range(len(SEATS)):
        _paper(pen, *_around(number, beyond=-66))
    output = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).quantize(48).save(output, "PNG", optimize=True)
    return clean_picture(check_content("runder-tisch.png", output.getvalue()))


def _around(number: int, *, beyond: float) -> tuple[float, float]:
    """A place at the edge of the table, moved outwards."""
    angle = 2 * math.pi * number / len(SEATS) - math.pi / 2
    x, y, wide, high = TABLE
    return x + (wide + beyond) * math.cos(angle), y + (high + beyond) * math.sin(angle)


def _disc(pen: ImageDraw.ImageDraw, x: float, y: float, wide: float, high: float, fill: str) -> None:
    pen.ellipse([FINER * each for each in (x - wide, y - high, x + wide, y + high)], fill=fill)


def _paper(pen: ImageDraw.ImageDraw, x: float, y: float) -> None:
    pen.rectangle([FINER * each for each in (x - 26, y - 19, x + 26, y + 19)], fill=PAPER)
    for line in (-9, 0, 9):
        pen.line([FINER * each for each in (x - 18, y + line, x + 18, y + line)], fill=LINES, width=3 * FINER)
