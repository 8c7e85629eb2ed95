"""Folding of German text for search: both databases compare plain bytes, people do not."""

import re
import unicodedata
from typing import Final

from neuss_integration.foundation.words.hygiene import without_invisible

_TRANSCRIPTION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


_LEGAL_FORM: Final = re.compile(r"\b(?:e\.?\s?[vg]|g\.?\s?(?:gmbh|ug|ag)|i\.?\s?g|a\.?\s?oe\.?\s?r)\b\.?")
"""„e.V.“, „eG“, „gGmbH“, „i. G.“, „AöR“ as folded texts write them."""


def fold(text: str) -> str:
    """`text` in one spelling: lower case, ä as ae, ß as ss, other accents dropped, single spaces, nothing invisible.

    "ÄRZTLICHE", "aerztliche" and "ärztliche" become the same string.
    """
    lowered = unicodedata.normalize("NFC", without_invisible(text)).casefold().translate(_TRANSCRIPTION)
    decomposed = lowered if lowered.isascii() else unicodedata.normalize("NFKD", lowered)
    if decomposed.isascii():
        return " ".join(decomposed.split())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def name_key(text: str) -> str:
    """What two spellings of one name have in common: `fold`, and legal forms without dots and gaps.

    „Haus e.V.“, „Haus e. V.“ and „Haus eV“ are one name. Only for comparing; what is stored for search is folded alone.
    """
    return _LEGAL_FORM.sub(lambda form: re.sub(r"[.\s]", "", form[0]), fold(text))


def search_words(text: str) -> list[str]:
    """The folded words of a search, at most ten; each must be contained in what is found."""
    return fold(text).split()[:10]


def german_sort_key(text: str) -> str:
    """A key that sorts Ä with A and ß with ss, as DIN 5007-1 does."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
