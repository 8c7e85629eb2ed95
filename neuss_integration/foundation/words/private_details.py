"""Details of private life in a text that others will read: addresses of mailboxes, telephones, homes, accounts."""

import re
import unicodedata
from typing import Final

MOST: Final = 5000
"""In letters: what somebody writes in a form is not longer, and no more of it is looked at before it was checked."""
STREET: Final = r"(?:stra(?:ß|ss)e|str\.?|weg|gasse|allee|platz|ring|damm|ufer)"
HOUSE: Final = r"\s{0,2}\d{1,4}(?:\s?[a-z])?\b"
NO_NAME: Final = r"(?!(?:Auf|Den|Dem|Der|Die|Das|Im|Am|Ein|Einen|Kein|Jeder)\s)"
"""„Auf Platz 3“ is no street."""
NO_DATE: Final = r"(?<![\w,/-])(?<!\d\.)(?!\d{2}\.\d{2}\.\d)"
KINDS: Final = (
    ("E-Mail-Adresse", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")),
    ("Kontonummer", re.compile(r"(?i)\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b")),
    (
        "Telefonnummer",
        re.compile(rf"{NO_DATE}(?:\+\d{{2}}|0)[\s\d()./–-]{{6,24}}\d(?![\w,.]\d)"),
    ),
    ("Anschrift", re.compile(rf"(?<!\w)[A-ZÄÖÜa-zäöü][\wäöüß.-]{{1,40}}{STREET}{HOUSE}", re.IGNORECASE)),
    ("Anschrift", re.compile(rf"(?<!\w){NO_NAME}[A-ZÄÖÜ][\w.-]{{1,40}}\s(?i:{STREET}){HOUSE}")),
    (
        "Anschrift",
        re.compile(r"(?<!\w)[A-ZÄÖÜ]\w{1,20}\s[A-ZÄÖÜ]\w{1,40}\s\d{1,4}[a-z]?,?\s{1,2}\d{5}\s[A-ZÄÖÜ]\w{1,40}"),
    ),
)
"""Each looks at no more than some dozen letters from where it begins: a text of any length is read once."""
INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def private_details(text: str) -> list[tuple[str, str]]:
    """What of them stands in `text`, each with its kind in German, as it is written; nothing twice.

    The street and number of a public place looks the same: who wrote it decides.
    """
    found: dict[str, str] = {}
    rest = unicodedata.normalize("NFKC", text.translate(INVISIBLE))
    for kind, pattern in KINDS:
        for match in pattern.finditer(rest):
            found.setdefault(match[0].strip(), kind)
        rest = pattern.sub(" ", rest)
    return [(kind, words) for words, kind in found.items()]


def in_words(found: list[tuple[str, str]]) -> str:
    """ "E-Mail-Adresse „a@b.de“, Anschrift „Ringweg 3“"."""
    return ", ".join(f"{kind} „{words}“" for kind, words in found)
