"""Reads a PDF the way assistive technology does: the structure tree with the text of its marked content."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

Texts = dict[tuple[Any, int], str]

ENTRIES = ("/Lang", "/E", "/Alt", "/ID", "/A")
INLINE = {"Span", "Link", "Reference"}


@dataclass
class Element:
    """A structure element: its role, what is said about it, and its children (elements or text) in reading order."""

    role: str
    entries: dict[str, Any] = field(default_factory=dict)
    kids: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def find(self, role: str) -> "list[Element]":
        """All elements of a role, in reading order."""
        return [element for element in self.walk() if element.role == role]

    def text(self, *, generated: bool = True) -> str:
        """The text in one line; without `generated` no labels, numbers of notes, page numbers of contents, pictures."""
        return " ".join("".join(self._pieces(generated)).replace("\u00ad", "").split())

    def _pieces(self, generated: bool) -> Iterator[str]:
        if not generated and self._is_generated():
            return
        yield "" if self.role in INLINE else " "
        kids = self.kids[:-1] if not generated and self.entries.get("contents") else self.kids
        for kid in kids:
            if isinstance(kid, str):
                yield kid
            else:
                yield from kid._pieces(generated)
        yield "" if self.role in INLINE else " "

    def _is_generated(self) -> bool:
        label = self.role == "Lbl" and not self.entries.get("term")
        call = self.role == "Reference" and not any(isinstance(kid, Element) for kid in self.kids)
        return label or call or self.role == "Figure"


def structure(pdf: pikepdf.Pdf) -> Element:
    """The structure tree of an open PDF; Element("Document") without children when there is none."""
    if "/StructTreeRoot" not in pdf.Root:
        return Element("Document")
    texts, _ = marked_text(pdf)
    top = pdf.Root.StructTreeRoot.K
    top = top[0] if isinstance(top, pikepdf.Array) else top
    return _element(top, None, texts, "")


def _element(source: Any, page: Any, texts: Texts, parent: str) -> Element:
    page = source.get("/Pg", page)
    element = Element(str(source.S)[1:], {key[1:]: source[key] for key in ENTRIES if key in source})
    kids = source.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.kids.append(texts.get((page.objgen, int(kid)), ""))
        elif "/MCID" in kid:
            element.kids.append(texts.get((kid.get("/Pg", page).objgen, int(kid.MCID)), ""))
        elif "/Obj" in kid:
            element.entries.setdefault("Contents", str(kid.Obj.get("/Contents", "")))
        else:
            element.kids.append(_element(kid, page, texts, element.role))
    if element.role == "Link" and parent == "Reference":
        element.entries["contents"] = True
    if element.role == "L" and "A" not in element.entries:
        for label in (found for item in element.kids if isinstance(item, Element) for found in item.kids):
            if isinstance(label, Element) and label.role == "Lbl":
                label.entries["term"] = True
    return element


def marked_text(pdf: pikepdf.Pdf) -> tuple[Texts, list[str]]:
    """Text by (page, number of the marked content), and text that is neither marked nor an artifact."""
    texts: Texts = {}
    loose: list[str] = []
    maps: dict[Any, dict[int, str]] = {}
    for page in pdf.pages:
        fonts: Any = page.Resources.get("/Font", {})
        decoded = {str(key): maps.setdefault(font.objgen, unicode_map(font)) for key, font in fonts.items()}
        _read_page(page, decoded, texts, loose)
    return texts, loose


def _read_page(page: pikepdf.Page, fonts: dict[str, dict[int, str]], texts: Texts, loose: list[str]) -> None:
    stack: list[tuple[int | None, bool, bool]] = []
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name == "Tf":
            font = fonts[str(operands[0])]
        elif name in {"BDC", "BMC"}:
            stack.append(_begin(operands, page, texts))
        elif name == "EMC":
            stack.pop()
        elif name in {"Tj", "TJ"}:
            numbers = [number for number, _, _ in stack if number is not None]
            if not numbers and not any(artifact for _, artifact, _ in stack):
                loose.append(_decode(operands[0], font))
            elif numbers and not any(replaced for _, _, replaced in stack):
                key = (page.objgen, numbers[-1])
                texts[key] = texts.get(key, "") + _decode(operands[0], font)


def _begin(operands: Any, page: pikepdf.Page, texts: Texts) -> tuple[int | None, bool, bool]:
    properties: Any = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
    number = int(properties["/MCID"]) if "/MCID" in properties else None
    replaced = "/ActualText" in properties
    if number is not None and replaced:
        texts[page.objgen, number] = str(properties["/ActualText"])
    return number, str(operands[0]) == "/Artifact", replaced


def _decode(shown: Any, font: dict[int, str]) -> str:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(font.get(int.from_bytes(codes[at : at + 2], "big"), "\ufffd") for at in range(0, len(codes), 2))


def unicode_map(font: Any) -> dict[int, str]:
    found: dict[int, str] = {}
    characters = font.ToUnicode.read_bytes().split(b"beginbfchar", 1)[-1]
    for code, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", characters):
        found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
