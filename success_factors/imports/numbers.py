"""What stands in a table of official statistics for a value: a number with its limits, or a sign in its place."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.core.exceptions import ValidationError

from neuss_integration.foundation.forms.fields import GermanDecimalField
from neuss_integration.foundation.spreadsheets.cells import is_error
from success_factors.enums import Qualifier, TableSign
from success_factors.models import Indicator
from success_factors.models.value_words import no_such_word, place_of

SIGNS: Final = {member.sign: member for member in TableSign} | {
    "...": TableSign.LATER,
    **dict.fromkeys("-‐‑‒—―\u2212", TableSign.NOTHING),
    "X": TableSign.SENSELESS,
    "*": TableSign.SECRET,
    "·": TableSign.SECRET,
    "•": TableSign.SECRET,
}
"""Signs of the statistical offices; * is what the Bundesagentur für Arbeit writes for what it keeps secret."""
LIMITS: Final = {"e": Qualifier.ESTIMATED, "s": Qualifier.ESTIMATED, "p": Qualifier.PROVISIONAL}
REVISED: Final = "r"
NUMBER: Final = re.compile(
    r"(?P<open>\()?\s*(?P<number>[-+\u2010-\u2015\u2212]?\s*\d[\d.,' \u00a0\u2009\u202f]*?)\s*(?P<close>\))?"
    r"\s*(?P<unit>%|€|EUR|Euro|Prozent|v\. ?H\.)?\s*\(?(?P<marks>[epsr]{0,2})\)?\s*(?P<late>\))?",
    re.IGNORECASE,
)
FOOTNOTE: Final = re.compile(r"(?P<rest>[^(]*\d[^(]*?)(?:\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]+[⁾)]?|\s+\d\))")
MARKS_FIRST: Final = re.compile(r"(?P<marks>[epsr])\s+(?P<rest>.*\d.*)", re.IGNORECASE)
PERCENT: Final = ("%", "prozent", "v. h.", "v.h.")
MONEY: Final = ("€", "eur", "euro")
PLACES: Final = Decimal("0.01")
LONGEST: Final = 100
"""Signs of a number with all that stands around it; what is longer is a text, and is not tried in every way."""
WEAK_WORD: Final = re.compile(r"\((?P<word>.+)\)")
MARKED_WORD: Final = re.compile(r"(?P<word>.+) (?P<mark>[ep])")
NOT_A_NUMBER: Final = "„{}“ ist keine Zahl. Zum Beispiel 1.234,5 oder ein Zeichen (– . … / x)."
OTHER_UNIT: Final = "„{}“ nennt eine andere Einheit als der Indikator ({}). Bitte rechnen Sie den Wert um."
ERROR: Final = "In der Zelle steht der Fehler {} statt eines Wertes. Bitte berichtigen Sie die Formel."


@dataclass(frozen=True, slots=True)
class Measured:
    """A value or a sign, what limits it, and what to note about it; `problem` is a sentence when it is neither."""

    value: Decimal | None = None
    sign: str = ""
    qualifier: str = ""
    note: str = ""
    problem: str = ""
    is_rounded: bool = False


def measured(text: str, unit: str) -> Measured:
    """What `text` says of an indicator in `unit`: „(12,5)“, „−3,5“, „12,5 %“, „1 234 p“, „/“."""
    if text in SIGNS:
        return Measured(sign=SIGNS[text].value)
    if is_error(text):
        return Measured(problem=ERROR.format(text))
    if len(text := _without_unit(" ".join(text.split()), unit)) > LONGEST:
        return Measured(problem=NOT_A_NUMBER.format(text[:40]))
    if footnote := FOOTNOTE.fullmatch(text):
        text = footnote["rest"].strip()
    if first := MARKS_FIRST.fullmatch(text):
        text = f"{first['rest']} {first['marks']}"
    found = NUMBER.fullmatch(text)
    if not found or bool(found["open"]) != bool(found["close"] or found["late"]):
        return Measured(problem=NOT_A_NUMBER.format(text[:40]))
    if not _fits(found["unit"] or "", unit):
        return Measured(problem=OTHER_UNIT.format(text[:40], unit))
    value, is_rounded = _decimal(found["number"])
    if value is None:
        return Measured(problem=NOT_A_NUMBER.format(text[:40]))
    marks = found["marks"].lower()
    limit: str = next((LIMITS[mark].value for mark in marks if mark in LIMITS), "")
    note = "; ".join(["berichtigt"] * (REVISED in marks) + ["mit Fußnote in der Quelle"] * bool(footnote))
    return Measured(value, "", Qualifier.WEAK.value if found["open"] else limit, note, is_rounded=is_rounded)


def read_value(text: str, indicator: Indicator) -> Measured:
    """What `text` says of `indicator`: one of its words where it has some, else a number; a sign in either case.

    „(ja)“ is of limited meaning, „ja e“ estimated, as a page writes them.
    """
    words = indicator.words
    if not words or text in SIGNS or is_error(text):
        return measured(text, indicator.unit)
    if (place := place_of(words, text)) is not None:
        return Measured(place)
    if (weak := WEAK_WORD.fullmatch(text)) and (place := place_of(words, weak["word"])) is not None:
        return Measured(place, qualifier=Qualifier.WEAK.value)
    if (marked := MARKED_WORD.fullmatch(text)) and (place := place_of(words, marked["word"])) is not None:
        return Measured(place, qualifier=LIMITS[marked["mark"]].value)
    return Measured(problem=no_such_word(words, text))


def _without_unit(text: str, unit: str) -> str:
    """The text without the very unit of the indicator behind it."""
    is_word = bool(unit.strip("%€ ")) and text.lower().endswith(f" {unit.lower()}")
    return text[: -len(unit)].strip() if is_word else text


def _fits(written: str, unit: str) -> bool:
    """Whether a unit beside the number is the one of the indicator."""
    known = unit.lower()
    for words in (PERCENT, MONEY):
        if written.lower() in words:
            return any(word in known for word in words)
    return True


def _decimal(text: str) -> tuple[Decimal | None, bool]:
    """The number, rounded to as many places as are kept; None when it is not written like one."""
    plain = re.sub(r"^[\u2010-\u2015\u2212-]\s*", "-", text.strip())
    try:
        exact = GermanDecimalField(max_digits=40, decimal_places=2).to_python(plain)
    except ValidationError:
        return None, False
    value = exact.quantize(PLACES, ROUND_HALF_UP) if exact.as_tuple().exponent < -2 else exact
    return (value, value != exact) if abs(value) < Decimal(10) ** 12 else (None, False)
