"""One way to write a text: composed letters, no invisible signs, one kind of line break.

Word processors, web pages and PDF files put signs into what people copy that nobody sees and no search finds. Each
door, forms and files alike, takes them out here. What a script needs stays: joiners in Persian, Indic and emoji, marks
of direction beside letters that run from right to left.
"""

import re
import unicodedata
from typing import Final

LINE_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
OVERRIDES: Final = "\u202d\u202e"
"""Signs that turn the order of letters around; no script needs them."""
INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
JOINERS: Final = re.compile("[\u200c\u200d]")
FROM_THE_RIGHT: Final = ("R", "AL")
JOINING: Final = re.compile("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufeff]")
"""Letters of scripts in which joiners change what is written: Arabic, Syriac, Indic, Khmer, Mongolian."""
EMOJI: Final = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
SEEN_BY_NOBODY: Final = re.compile(
    f"{INVISIBLE.pattern[:-1]}\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f]"
)
FOREIGN_LETTERS: Final = (
    "Vor dem @ steht ein Buchstabe, den es in E-Mail-Adressen nicht gibt. Bitte tippen Sie die Adresse von Hand ein."
)
DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"))


def clean(text: str) -> str:
    """`text` as it is stored: what `tidy` leaves, without control characters and signs that turn its order around."""
    if text.isascii() and text.isprintable():
        return text
    return CONTROLS.sub("", tidy(text).replace("\x85", "\n")).translate(dict.fromkeys(map(ord, OVERRIDES)))


def tidy(text: str) -> str:
    """`text` composed (NFC), with one kind of line break and without signs that nobody sees.

    Control characters stay, so that a form can say what is wrong with them.
    """
    if text.isascii() and "\r" not in text and "\x0b" not in text and "\x0c" not in text:
        return text
    plain = INVISIBLE.sub("", LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    if DIRECTIONS.search(plain) and not any(unicodedata.bidirectional(each) in FROM_THE_RIGHT for each in plain):
        plain = DIRECTIONS.sub("", plain)
    if JOINERS.search(plain):
        plain = JOINERS.sub(_joiner, plain)
    return plain


def is_plain_address(text: str) -> bool:
    """Whether an e-mail address has no look-alike letter before the @: ı and ſ pass as i and s where case is left
    aside, so that two accounts would share an address and no mail would arrive.
    """
    return text.rpartition("@")[0].isascii()


def without_invisible(text: str) -> str:
    """`text` for comparing: nothing that is not seen, every dash the same."""
    return text if text.isascii() else SEEN_BY_NOBODY.sub("", text).translate(DASHES)


def _joiner(match: re.Match[str]) -> str:
    """A joiner stays between letters of a script that joins, and between the parts of an emoji."""
    text, at = match.string, match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if JOINING.match(before) and (JOINING.match(after) or match[0] == "\u200c"):
        return match[0] if after.strip() else ""
    is_emoji = match[0] == "\u200d" and EMOJI.match(before) and EMOJI.match(after)
    return match[0] if is_emoji else ""
