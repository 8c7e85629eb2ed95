"""Which HTML element becomes which structure element, and what assistive technology calls it."""

import re
from typing import Any

ADDRESS = re.compile(r"https?://([^/?#\s]+)\S*")
SVG = "{http://www.w3.org/2000/svg}"

ROLES = {
    "section": "Sect",
    "article": "Sect",
    "aside": "Sect",
    "p": "P",
    "pre": "P",
    "blockquote": "BlockQuote",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "figure": "Div",
}

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}

# Elements that hold other elements, never text: text right in them gets a paragraph.
GROUPING = {"Document", "Sect", "Div", "BlockQuote", "L", "TOC", "Table", "THead", "TBody", "TFoot", "TR"}

NUMBERING = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}


def name(element: Any) -> str:
    """The tag of an element in lower case, empty for comments."""
    return element.tag if isinstance(element.tag, str) else ""


def is_hidden(element: Any) -> bool:
    """Whether an element is decoration: aria-hidden, presentation, or a picture with an empty alt."""
    if element.get("aria-hidden") == "true" or element.get("role") in {"presentation", "none"}:
        return name(element) not in {"ul", "ol", "li", "table"} or element.get("aria-hidden") == "true"
    return name(element) == "hr" or (name(element) == "img" and element.get("alt") == "")


def words(element: Any) -> str:
    """The text of an element and its descendants in one line."""
    return " ".join("".join(element.itertext()).split())


def link_name(element: Any) -> str:
    """What is spoken for a link: title, aria-label, its text, or the alternative text of its picture.

    Nobody wants an address read out letter by letter: of one that stands in the text its host is named.
    """
    pictures = [child.get("alt", "") for child in element.iter() if name(child) == "img"]
    spoken = element.get("title") or element.get("aria-label") or words(element) or " ".join(filter(None, pictures))
    return ADDRESS.sub(r"Internetseite \1", spoken)


def alternative(element: Any) -> str:
    """The text that stands for a picture: alt or aria-label, else title and description of the drawing."""
    if given := element.get("alt") or element.get("aria-label"):
        return " ".join(given.split())
    parts = [element.find(f"{SVG}title"), element.find(f"{SVG}desc")]
    return " ".join(words(part) for part in parts if part is not None)
