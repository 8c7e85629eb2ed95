"""Where German words are parted, in print and in narrow columns of pages: pyphen's dictionary, its faults put right.

The dictionary mixes the borders of compounds with the borders of syllables and so finds „Fort-s-chreibung“ and
„Rü-ck-meldung“. Two rules mend it: no part is without a vowel, and own patterns for words of this house win.
"""

import re
from functools import cache
from itertools import pairwise
from typing import Any, Final

import pyphen

LANGUAGE: Final = "de"
VOWELS: Final = frozenset("aeiouyäöüáàâéèêíîóôúûøåæœı")
FIRST_PARTS: Final = ("[A-ZÄÖÜ]", "[A-ZÄÖÜ][A-Za-zäöü]")
BEFORE: Final = "|".join(rf"(?<={begin}{part}-)" for part in FIRST_PARTS for begin in (r"[\s(„“/,>]", "^"))
WHOLE: Final = re.compile(rf"-(?:(?<![^\s(„“/,]-)|{BEFORE})(?=[^\W\d_]{{2}})")
"""The hyphen at which no line ends: before a second part, as in „Lotsinnen und -lotsen“, and behind one or two letters,
as in „E-Mail“ and „EU-Mittel“. What begins with its sign is found soonest."""
UNBREAKABLE: Final = "\u2011"
HYPHEN: Final = "-"
SOFT_HYPHEN: Final = "\u00ad"
WORD_JOINER: Final = "\u2060"
"""Shows nothing and keeps a line together; a search on the page and a form that it is pasted into leave it out."""
LONG: Final = 12
LEAST: Final = 4
MACHINE_READ: Final = re.compile(
    r"<(textarea|script|style|pre|code|title|option)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)

PATTERNS: Final = (
    *("9a8r9b8eit", "9s8c8h8reib", "rü8ck9b", "rü8ck9f", "rü8ck9g", "rü8ck9h", "rü8ck9l", "rü8ck9m", "rü8ck9s"),
    *("rü8ck9w", "ab9s8c8h8l", "ma9na8ge9ment", "schu8l9ein", "9o8ri9en9tier", "s9s8pe9zi", "9s8ta9tis9tik"),
    *("9s8ta9tus", "bro8ich", "na8l9at9las", "s9s8port", "ver9s8te9tig", "puz9z8le", "snap9s8h8ot", "s9ein9bür"),
    *("a8l9ver9", "über9g8an", "9s8tadt", "9s8täd9ti", "9s8prach", "be9da8r", "d9s8c8haft", "e8r9amt", "tu8r9amt"),
    *("se9r8in9nen", "fa8r9be", "dau8e8r9a", "dau8e8r9h", "ti8o9nen", "a8l9fonds", "stab8s9s8tel", "n9s8te8rns"),
    *("deut8s8c8h9land", "be9s8te9h8en", "in9fra9s8truk", "ge9s8ta8r9te", "sam9me8n9ar", "gre8f9rath"),
    *("ren9s8can", "ja8va9s8cript", "schrei8b9recht", "tei8le8r8folg", "fach9ad9mi"),
    *("na8l9zahl", "8s9ta9bel9le", "9s8can9ne", "9s8cann9te", "gui8de9li8nes", "e8n9er9klä", "de8r9ein9tr"),
)
"""Liang's notation: an odd digit allows to part here, an even one forbids it, the highest wins."""


class GermanWords(pyphen.HyphDict):
    """What WeasyPrint asks for the places of a word."""

    def __init__(self) -> None:
        super().__init__(pyphen.LANGUAGES[LANGUAGE])
        for pattern in PATTERNS:
            letters = re.sub(r"\d", "", pattern)
            digits = [int(digit or 0) for digit, _ in re.findall(r"(\d?)(\D|$)", pattern)]
            self.patterns[letters] = (0, tuple(digits))
        self.maxlen = max(map(len, self.patterns))
        self._kept: dict[str, list[Any]] = {}

    def positions(self, word: str) -> list[Any]:
        """Where `word` may be parted."""
        if word not in self._kept:
            self._kept[word] = _with_vowels(word.lower(), super().positions(word))
        return self._kept[word]


def teach_german() -> None:
    """From now on WeasyPrint parts German words with GermanWords; a second call does nothing."""
    pyphen.hdcache[pyphen.LANGUAGES[LANGUAGE]] = _german_words()


def keep_hyphens(root: Any) -> None:
    """In the parsed document `root` no line ends with the hyphen of „und -lotsen“ or of „E-Mail“."""
    for element in root.iter():
        if element.tag in {"style", "script"} or not isinstance(element.tag, str):
            continue
        if element.text:
            element.text = WHOLE.sub(UNBREAKABLE, element.text)
        for child in element:
            if child.tail:
                child.tail = WHOLE.sub(UNBREAKABLE, child.tail)


def with_whole_parts(html: str) -> str:
    """The page whose lines do not end with the hyphen of „und -lotsen“ or „E-Mail“; what machines read stays."""
    found = [
        each.end()
        for each in WHOLE.finditer(html)
        if html.rfind("<", 0, each.start()) <= html.rfind(">", 0, each.start())
    ]
    kept = [each.span() for each in MACHINE_READ.finditer(html)] if found else []
    ends = [at for at in found if not any(start < at < end for start, end in kept)]
    return WORD_JOINER.join(html[a:b] for a, b in pairwise([0, *ends, len(html)]))


def parted(text: str) -> str:
    """`text` whose long words have a soft hyphen where they may be parted, for places that are narrower than a word."""
    return re.sub(rf"[^\W\d_]{{{LONG},}}", lambda found: _parted(found[0]), text)


def _parted(word: str) -> str:
    places = [int(place) for place in _german_words().positions(word) if LEAST <= place <= len(word) - LEAST]
    return SOFT_HYPHEN.join(word[a:b] for a, b in pairwise([0, *places, len(word)]))


def in_lines(text: str, most: int) -> list[str]:
    """`text` in lines of at most `most` letters; a word that is longer is parted, and cut nowhere else."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, most):
            joined = f"{lines[-1]} {piece}".strip()
            if len(joined) <= most and not lines[-1].endswith(HYPHEN):
                lines[-1] = joined
            else:
                lines.append(piece)
    return [line for line in lines if line]


def _pieces(word: str, most: int) -> list[str]:
    """The word, or its parts with a hyphen where it is too long for a line."""
    found = []
    while len(word) > most:
        places = [int(place) for place in _german_words().positions(word) if 1 < place < most]
        if not places:
            break
        found.append(word[: places[-1]] + HYPHEN)
        word = word[places[-1] :]
    return [*found, word]


@cache
def _german_words() -> GermanWords:
    return GermanWords()


def _with_vowels(word: str, places: list[Any]) -> list[Any]:
    """The `places` without those at a part that has no vowel: which of both is wrong nobody knows."""
    borders = [0, *places, len(word)]
    silent = {
        border for left, right in pairwise(borders) if VOWELS.isdisjoint(word[left:right]) for border in (left, right)
    }
    return [place for place in places if place not in silent]
