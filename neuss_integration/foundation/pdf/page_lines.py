"""The lines of a finished PDF: where each stands on its page, how large its type is, and what it is part of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Matrix

from neuss_integration.foundation.pdf.reading import marked_text

IDENTITY = Matrix()
Path = tuple[tuple[str, int], ...]
"""From the document down to the element: role and a number that names the element."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """Text on one height: lengths in points, `bottom` from the lower edge of the page."""

    bottom: float
    size: float
    text: str
    path: Path

    def is_in(self, *roles: str) -> bool:
        """Whether one of `roles` is around it."""
        return any(role in roles for role, _ in self.path)

    def element(self, role: str) -> int | None:
        """The outermost element of a role around it."""
        return next((number for found, number in self.path if found == role), None)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page from above; `lowest` is where text and pictures end, `in_pictures` their smallest type.

    `heads` are the lines of each cell in the heads of tables, by themselves.
    """

    number: int
    height: float
    lines: tuple[SetLine, ...]
    lowest: float
    in_pictures: float
    heads: tuple[SetLine, ...] = ()


def pages_of(pdf: pikepdf.Pdf) -> list[PageLines]:
    """All pages with what is read on them; heads, feet and page numbers are left out."""
    texts, _ = marked_text(pdf)
    paths: dict[tuple[Any, int], Path] = {}
    figures: dict[Any, list[float]] = {}
    for place, path, box in _elements(pdf.Root.StructTreeRoot, (), None, iter(range(10**9))):
        paths[place] = path
        if box is not None:
            figures.setdefault(place[0], []).append(box)
    found = []
    for number, page in enumerate(pdf.pages, start=1):
        key = page.objgen
        shown: dict[int, tuple[float, float]] = {}
        for mcid, (bottom, size) in _drawn(page.obj):
            if (key, mcid) in paths:
                shown[mcid] = bottom, min(size, shown.get(mcid, (0.0, size))[1])
        lines = [SetLine(*place, texts.get((key, mcid), ""), paths[key, mcid]) for mcid, place in shown.items()]
        joined = tuple(_joined(line for line in lines if line.text.strip()))
        in_pictures = [line.size for line in lines if line.is_in("Figure")]
        lowest = min([line.bottom for line in joined] + figures.get(key, []), default=float(page.mediabox[3]))
        heads = tuple(line for line in lines if line.is_in("THead"))
        smallest = min(in_pictures, default=99.0)
        found.append(PageLines(number, float(page.mediabox[3]), joined, lowest, smallest, heads))
    return found


def _elements(
    node: Any, path: Path, page: Any, numbers: Iterator[int]
) -> Iterator[tuple[tuple[Any, int], Path, float | None]]:
    """Page and number of each marked content, its path, and the lower edge of a figure."""
    page = node.get("/Pg", page)
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int) or "/MCID" in kid:
            number, where = (int(kid), page) if isinstance(kid, int) else (int(kid.MCID), kid.get("/Pg", page))
            yield (where.objgen, number), path, _lower_edge(node)
        elif "/S" in kid:
            yield from _elements(kid, (*path, (str(kid.S)[1:], next(numbers))), page, numbers)


def _lower_edge(node: Any) -> float | None:
    attributes = node.get("/A", [])
    for each in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if "/BBox" in each:
            return float(each.BBox[1])
    return None


def _drawn(source: Any, base: Matrix = IDENTITY, mark: int | None = None) -> Iterator[tuple[int, tuple[float, float]]]:
    """The number of each marked content with text: its base line and its size; pictures are looked into."""
    states: list[Matrix] = []
    current, text, size, marks = base, base, 0.0, [mark]
    for instruction in pikepdf.parse_content_stream(source):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q" | "Q" as operator:
                current = _stacked(states, current, operator)
            case "cm":
                current = Matrix(*map(float, operands)) @ current
            case "Tm":
                text = Matrix(*map(float, operands)) @ current
            case "Tf":
                size = float(operands[1])
            case "BDC" | "BMC":
                found = _number(operands) if len(operands) > 1 else None
                marks.append(marks[-1] if found is None else found)
            case "EMC":
                marks.pop()
            case "Do":
                yield from _in_picture(source, str(operands[0]), current, marks[-1])
            case "Tj" | "TJ":
                yield from [] if marks[-1] is None else [(marks[-1], (text.f, size * abs(text.d)))]


def _stacked(states: list[Matrix], current: Matrix, operator: str) -> Matrix:
    if operator == "Q":
        return states.pop()
    states.append(current)
    return current


def _in_picture(source: Any, name: str, current: Matrix, mark: int | None) -> Iterator[tuple[int, tuple[float, float]]]:
    form = source.get("/Resources", {}).get("/XObject", {}).get(name, {})
    if form.get("/Subtype") == "/Form":
        yield from _drawn(form, Matrix(*map(float, form.get("/Matrix", (1, 0, 0, 1, 0, 0)))) @ current, mark)


def _number(operands: Any) -> int | None:
    properties = operands[1]
    return int(properties["/MCID"]) if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties else None


def _joined(lines: Iterator[SetLine]) -> Iterator[SetLine]:
    """The lines from above; what stands on one height is one line, called by its first piece."""
    waiting: SetLine | None = None
    for line in sorted(lines, key=lambda each: -each.bottom):
        if waiting and abs(waiting.bottom - line.bottom) < 1:
            waiting = SetLine(waiting.bottom, min(waiting.size, line.size), f"{waiting.text} {line.text}", waiting.path)
        else:
            if waiting:
                yield waiting
            waiting = line
    if waiting:
        yield waiting
