"""What no German text shows: words of the machine, source of Markdown, wrong plurals and cases, broken signs."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement, fromstring

from neuss_integration.foundation.words.nouns import NOUNS

SINGULARS: Final = {many: one for one, (many, _) in NOUNS.items() if many != one}
DATIVES: Final = {many: dative for many, dative in NOUNS.values() if dative != many}
MORE_DATIVES: Final = ("Einträgen", "Meilensteinen", "Vorschlägen")
MORE: Final = ("Einträge", "Kennzahlen", "Meilensteine", "Enthaltungen", "Vorschläge", "Dateien", "Ideen", "Gruppen")
PLURALS: Final = "|".join(sorted({*SINGULARS, *MORE, *DATIVES.values(), *MORE_DATIVES}, key=len, reverse=True))
RULES: Final = {
    name: re.compile(pattern)
    for name, pattern in {
        "word of the machine": r"\b(?:None|NULL|True|False|NaN|nan|undefined|Infinity|\[object)\b",
        "source of Markdown": r"(?<!fett)\*\*(?!fett)|^\|.*\||\|---|(?<!\S)#{2,}\s"
        r"|(?<!\S)\*(?!kursiv)\w[^*\n]*\w[.!?]?\*(?!\w)",
        "source of a template": r"\{[{%]|[%}]\}|%\(\w+\)s|&(?:amp|nbsp|lt|gt|quot);",
        "full stop twice": r"(?<![.\d])\.\.(?!\.)|[!?]\.(?!\w)|,,|;\.|:\.(?!\w)|\w{4}\.[;:](?!\w)",
        "space before a sign": r"\w [.,;!?](?=\s|$)",
        "empty brackets": r"\(\)|\(\s*[,;]|„\s*“",
        "nothing of nothing": r"(?<![\d.,])0 von 0(?![\d.,])",
        "one with a plural": rf"(?:(?<![\d.,–/:-])(?<!\d )1|\b[Ee]ine?) (?:{PLURALS})\b(?!:)",
        "number before a heading": r"^\d+ (?:Neue|Andere|Schlechtere|Bessere)\b",
        "plural verb with one": r"\b(?:wurden|gingen|endeten) 1 (?=[A-ZÄÖÜ])",
        "one with a plural verb": r"(?<![\d.,–/:-])(?<!\d )1 fehlen\b",
        "wrong case": rf"\b(?:von|mit|aus|bei|nach|seit|zu) [\d.]*\d (?:{'|'.join(sorted(DATIVES))})\b",
        "places that say nothing": r"\d,\d*0{3,}\b|\d,\d{5,}\b",
        "grouped year": r"\b(?:Jahre?s?|[Bb]is|seit|ab|Januar|Dezember):? [12]\.\d{3}\b(?!,| (?!sind)\w*(?:en|€))",
        "unit that says nothing": r"\d(?: [ep])? (?:Anzahl|Stück)\b",
        "sum of one year beside the next": r"\b20\d\d \d[\d.]*,\d\d €",
        "English number": r"(?<![\d.])\d{1,3}(?:,\d{3})+\.\d+|\b\d+\.\d{1,2} ?%",
    }.items()
}
"""A fault by its name; each was seen or lies near one that was."""
SILENT: Final = ("script", "style", "template", "textarea", "pre", "code", "svg", "kbd", "head")
TYPED: Final = ("compose-before",)
"""The source of a text, to be taken over."""
INLINE: Final = ("a", "abbr", "b", "bdi", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time")


def faults(text: str) -> list[str]:
    """Each fault in a text, line by line, with the words around it."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [
        f"{name}: …{line[max(each.start() - 30, 0) : each.end() + 20]}…"
        for line in lines
        for name, pattern in RULES.items()
        for each in pattern.finditer(line)
    ]


def shown(html: str) -> str:
    """What people read of a page, each block on a line of its own, without what they typed into fields themselves."""
    return "".join(_parts(fromstring(html)))


def _parts(element: HtmlElement) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in SILENT and element.get("class") not in TYPED:
        edge = "" if element.tag in INLINE else "\n"
        yield f"{edge}{_words(element.text)}"
        for child in element:
            yield from _parts(child)
            yield _words(child.tail)
        yield edge


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
