"""Details of private life in a text that others will read: addresses of mailboxes, telephones, homes, accounts."""

import re
from typing import Final

KINDS: Final = (
    ("E-Mail-Adresse", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("Kontonummer", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b")),
    ("Telefonnummer", re.compile(r"(?<![\w.,/-])(?:\+\d{2}|0)[\s\d()/–-]{6,}\d(?![\w,.]\d)")),
    (
        "Anschrift",
        re.compile(
            r"\b[A-ZÄÖÜ][\wäöüß.-]*(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[Ww]eg|[Gg]asse|[Aa]llee|[Pp]latz|[Rr]ing)\s+\d+\s?[a-z]?\b"
        ),
    ),
)


def private_details(text: str) -> list[tuple[str, str]]:
    """What of them stands in `text`, each with its kind in German, as it is written; nothing twice.

    The street and number of a public place looks the same: who wrote it decides.
    """
    found: dict[str, str] = {}
    rest = text
    for kind, pattern in KINDS:
        for match in pattern.finditer(rest):
            found.setdefault(match[0].strip(), kind)
        rest = pattern.sub(" ", rest)
    return [(kind, words) for words, kind in found.items()]


def in_words(found: list[tuple[str, str]]) -> str:
    """ "E-Mail-Adresse „a@b.de“, Anschrift „Ringweg 3“"."""
    return ", ".join(f"{kind} „{words}“" for kind, words in found)
