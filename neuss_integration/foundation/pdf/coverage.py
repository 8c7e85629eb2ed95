"""Finds text that could not be printed, before anything is rendered."""

import html
import re
import unicodedata

from neuss_integration.foundation.pdf.fonts import PRIVATE, covered
from neuss_integration.foundation.words.nouns import further

MAX_NAMED = 5

# Invisible characters that only steer direction or joining, and control characters: left out in print.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]"
)
REFERENCE = re.compile("&#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));?")


STAND_IN = "▯"
"""Printed for a character that no font can show."""
ANY_TYPEFACE_HAS = re.compile(
    r"[\t\n\r -~\xa0-\u017e\u0180-\u024f\u2010-\u2016\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u20ac]*"
)
"""Latin letters and usual signs: no font has to be opened to know that they can be printed."""


def clean(text: str) -> str:
    """`text` composed (NFC), without control characters and direction marks, also as references like &#x202e;."""
    text = REFERENCE.sub(lambda found: "" if _is_invisible(found) else found[0], text)
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def _is_invisible(reference: re.Match[str]) -> bool:
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    return code == 0 or bool(INVISIBLE.match(html.unescape(f"&#{code};")))


def check_text(html_or_text: str) -> str:
    """A German sentence naming characters no shipped font can show, or an empty string when all can be shown."""
    missing = sorted(_missing(html.unescape(clean(html_or_text))))
    if not missing:
        return ""
    named = ", ".join(_name(code) for code in missing[:MAX_NAMED])
    rest = len(missing) - MAX_NAMED
    more = f" und {rest} {further(rest, 'Zeichen')}" if rest > 0 else ""
    subject, verb, object_ = ("Das Zeichen", "kann", "es") if len(missing) == 1 else ("Die Zeichen", "können", "sie")
    remedy = f"Bitte ersetzen Sie {object_}."
    return f"{subject} {named}{more} {verb} mit der Schrift des Berichts nicht gedruckt werden. {remedy}"


def with_stand_ins(markup: str) -> str:
    """`markup` as it can be printed: each character that no font can show is a box, marks on it are gone."""
    text = REFERENCE.sub(_resolved, markup)
    boxes = {code: None if unicodedata.category(chr(code))[0] == "M" else STAND_IN for code in _missing(text)}
    return text.translate(boxes) if boxes else markup


def _resolved(reference: re.Match[str]) -> str:
    """The character itself, where it is none that markup is made of."""
    character = html.unescape(reference[0])
    return reference[0] if character in "<>&\"'" else character


def _missing(text: str) -> set[int]:
    if ANY_TYPEFACE_HAS.fullmatch(text):
        return set()
    return {ord(character) for character in set(text)} - {0x09, 0x0A, 0x0D, 0xAD} - covered()


def _name(code: int) -> str:
    if not chr(code).isprintable():
        why = "nur in einer Schrift" if unicodedata.category(chr(code)) == PRIVATE else "ohne Namen"
        return f"U+{code:04X} ({why})"
    return f"„{chr(code)}“ (U+{code:04X} {unicodedata.name(chr(code), 'ohne Namen')})"
