"""Drawings of the demo, made by the project itself: nobody's photograph, nobody's rights."""

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

SUN, SKY, RED, GREEN, BLUE, DARK = "#f2b632", "#dcebf7", "#b3261e", "#00785a", "#092797", "#33415c"
Shape = tuple[str, tuple[float, ...], str]
SHAPES: Final[dict[str, tuple[Shape, ...]]] = {
    "ball": (
        ("box", (0, 520, 1600, 720), "#8fbf6b"), ("disc", (800, 400, 210, 210), DARK),
        ("disc", (800, 400, 200, 200), PAPER),
        ("path", (800, 330, 862, 375, 838, 447, 762, 447, 738, 375), DARK),
        ("path", (800, 200, 846, 218, 830, 262, 770, 262, 754, 218), DARK),
        ("path", (988, 340, 996, 420, 950, 430, 930, 380, 952, 340), DARK),
        ("path", (612, 340, 604, 420, 650, 430, 670, 380, 648, 340), DARK),
        ("path", (880, 580, 900, 530, 850, 512, 826, 548, 846, 590), DARK),
        ("path", (720, 580, 700, 530, 750, 512, 774, 548, 754, 590), DARK),
    ),
    "book": (
        ("path", (340, 200, 800, 260, 800, 640, 340, 570), PAPER),
        ("path", (1260, 200, 800, 260, 800, 640, 1260, 570), PAPER),
        *(("path", (400, y, 740, y + 44, 740, y + 56, 400, y + 12), LINES) for y in (280, 350, 420, 490)),
        *(("path", (1200, y, 860, y + 44, 860, y + 56, 1200, y + 12), LINES) for y in (280, 350, 420, 490)),
        ("path", (790, 255, 810, 255, 810, 650, 790, 650), EDGE), ("disc", (420, 130, 90, 70), BLUE),
        ("disc", (1180, 130, 90, 70), GREEN),
    ),
    "cups": (
        ("box", (0, 500, 1600, 720), WOOD), ("disc", (480, 560, 220, 50), PAPER), ("box", (360, 300, 600, 540), RED),
        ("disc", (480, 300, 120, 34), DARK), ("disc", (1120, 560, 220, 50), PAPER),
        ("box", (1000, 300, 1240, 540), BLUE),
        ("disc", (1120, 300, 120, 34), DARK), ("disc", (800, 610, 150, 44), PAPER), ("disc", (800, 580, 110, 40), SUN),
    ),
    "letter": (
        ("box", (420, 150, 1180, 600), PAPER), ("path", (420, 150, 1180, 150, 800, 430), SKY),
        ("path", (420, 150, 800, 415, 1180, 150, 1180, 176, 800, 445, 420, 176), LINES),
        ("disc", (1100, 540, 60, 60), RED),
    ),
    "houses": (
        ("disc", (1340, 150, 90, 90), SUN), ("box", (0, 600, 1600, 720), "#8fbf6b"),
        ("box", (180, 330, 480, 620), "#e8b98a"),
        ("path", (150, 340, 330, 190, 510, 340), RED), ("box", (560, 240, 860, 620), PAPER),
        ("path", (530, 250, 710, 90, 890, 250), BLUE), ("box", (940, 370, 1260, 620), "#cfd8e6"),
        ("path", (910, 380, 1100, 240, 1290, 380), GREEN),
        *(("box", (x, 420, x + 60, 490), SKY) for x in (230, 370, 610, 750, 1000, 1140)),
        *(("box", (x, 520, x + 70, 620), DARK) for x in (295, 675, 1065)),
    ),
}  # fmt: skip
"""Discs (middle, half axes), boxes (two corners) and paths (points), one over the other."""


def drawing(name: str) -> CleanPicture:
    """One of SHAPES on the floor of the round table."""
    image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), FLOOR)
    pen = ImageDraw.Draw(image)
    for kind, numbers, colour in SHAPES[name]:
        if kind == "disc":
            x, y, wide, high = numbers
            _disc(pen, x, y, wide, high, colour)
        else:
            draw = pen.rectangle if kind == "box" else pen.polygon
            draw([FINER * each for each in numbers], fill=colour)
    return _finished(image, f"{name}.png")


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
    return _finished(image, "runder-tisch.png")


def _finished(image: Image.Image, name: str) -> CleanPicture:
    output = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).quantize(48).save(output, "PNG", optimize=True)
    return clean_picture(check_content(name, output.getvalue()))


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
