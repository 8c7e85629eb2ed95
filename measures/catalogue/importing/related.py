"""What rows of other lists hold beside the fields of a measure: amounts and Kennzahlen, as people write them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError

from neuss_integration.foundation.forms.fields import GermanDecimalField
from neuss_integration.foundation.words.partial_dates import PartialDate

_UNITS: Final = {
    9: r"mrd\.?|milliarden?",
    6: r"mio\.?|millionen|million|m€|meur",
    3: r"t€|teur|tsd\.?|tausend|k€|keur|k",
}
_POWERS: Final = "|".join(f"(?P<e{power}>{words})" for power, words in _UNITS.items())
_CURRENCY: Final = r"(?:€|euro?)?\.?"
AMOUNT: Final = re.compile(
    rf"{_CURRENCY}\s*(?P<number>\d[\d.,\s]*?|,\d+)(?:[,.]\s?[-–—]+)?\s*(?:{_POWERS})?\s*{_CURRENCY}", re.IGNORECASE
)
ROUGH: Final = re.compile(
    r"^(?:ca\.?|circa|etwa|rund|rd\.?|~|bis zu|max\.?|maximal|mind\.?|mindestens|über|unter)\s*", re.IGNORECASE
)
YEARLY: Final = re.compile(
    r"^(?:jährlich|pro jahr|p\.\s?a\.)\s*|\s*(?:/\s?jahr|je jahr|pro jahr|im jahr|jährlich|p\.\s?a\.|p\.\s?j\.)$",
    re.IGNORECASE,
)
BESIDE: Final = re.compile(r"\s*(?:\([^()]*\)|brutto|netto)$", re.IGNORECASE)
"""What stands behind an amount and tells more of it."""
NO_AMOUNT: Final = re.compile(
    r"-+|–|—|/|keine?|kostenneutral|kostenfrei|entfällt|offen|k\.\s?a\.?|n\.\s?n\.?|siehe .*|s\. .*", re.IGNORECASE
)
"""What people write where there is no amount."""
FOR_EACH: Final = re.compile(r"^(?:je|jeweils|jew\.|à|pro)\b|\b(?:je|pro)\s|€\s?/\s?\w", re.IGNORECASE)
SEVERAL: Final = re.compile(r"(?:€|eur).*(?:€|eur)|\d\D*?(?:[-–—/+;]|\b(?:bis|und|oder)\b)\D*?\d", re.IGNORECASE)
NOT_ONE: Final = "„{}“ nennt mehr als einen Betrag. Bitte schreiben Sie den einen, der gilt, wie 12.500 oder 12.500,50."
NOT_ALL: Final = "„{}“ nennt einen Betrag je Einheit. Bitte schreiben Sie, wie viel es zusammen ist, wie 12.500."
TWO_WAYS: Final = "„{}“ kann zweierlei heißen. Bitte schreiben Sie die ganze Zahl, wie 12.500 oder 12.500,50."
NO_NUMBER: Final = "„{}“ ist kein Betrag. Bitte schreiben Sie eine Zahl wie 12.500 oder 12.500,50."
MOST_DIGITS: Final = 12
PLACES: Final = 2
CENT: Final = Decimal("0.01")
NAMED: Final = re.compile(
    r"(?P<name>[^:=\d][^:=]*?)[\s(,]*(?:in\s+)?(?P<year>(?:19|20)\d\d)?\)?\s*[:=]\s*(?P<number>\d[\d.,]*)\s*(?P<unit>.*)"
)
COUNTED: Final = re.compile(r"(?P<number>\d[\d.,]*)\s+(?P<name>[^\d:=(]+?)\s*(?:\(?(?P<year>(?:19|20)\d\d)\)?)?")
LONGEST_AMOUNT: Final = 60
LONGEST_FIGURE: Final = 300
"""Signs of a Kennzahl with its name, year and unit; what is longer is a text, and is not tried in every way."""
MAX_NAME_LENGTH: Final = 150
MAX_UNIT_LENGTH: Final = 30


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """A Kennzahl as a cell tells it; without a year it is a name and a number of no known time."""

    text: str
    name: str
    number: Decimal
    unit: str
    year: int | None
    known: int | None = None
    """The key of the Kennzahl that the value is of; None when it is new."""

    @property
    def period(self) -> PartialDate | None:
        """The time the number tells of."""
        return PartialDate.from_parts(self.year) if self.year else None


def read_amount(text: str) -> tuple[Decimal | None, str]:
    """Euro of „12.500 €“, „12,5 k€“, „1,2 Mio. €“, „ca. 5.000“, and a question where it is not as exact as it looks;
    None of „kostenneutral“.

    Raises ValidationError with a sentence when it is no amount, several, or one of each of nobody knows how many.
    """
    whole = " ".join(text.split())
    if NO_AMOUNT.fullmatch(whole):
        return None, f"„{whole[:60]}“ ist gelesen als: kein Betrag. Ist das gemeint?"
    bare = ROUGH.sub("", YEARLY.sub("", BESIDE.sub("", whole)))
    match = AMOUNT.fullmatch(bare) if len(bare) <= LONGEST_AMOUNT else None
    if match is None:
        sentence = NOT_ALL if FOR_EACH.search(whole) else NOT_ONE if SEVERAL.search(whole) else NO_NUMBER
        raise ValidationError(sentence.format(whole[:60]))
    power = next((power for power in _UNITS if match[f"e{power}"]), 0)
    field = GermanDecimalField(label="Betrag", max_digits=MOST_DIGITS + power, decimal_places=PLACES + power)
    try:
        amount = (field.clean(match["number"].strip()) * 10**power).quantize(CENT)
        GermanDecimalField(label="Betrag", max_digits=MOST_DIGITS, decimal_places=PLACES).run_validators(amount)
    except ValidationError as error:
        sentence = TWO_WAYS if getattr(error, "code", "") == "ambiguous" else NO_NUMBER
        raise ValidationError(sentence.format(whole[:60])) from error
    return amount, "" if bare == whole else f"„{whole[:60]}“ ist gelesen als {german(amount)} Euro. Ist das gemeint?"


def read_figures(text: str) -> tuple[list[WrittenFigure], list[str]]:
    """The Kennzahlen that `text` tells, „Beratungen 2025: 412“ or „25 Lotsen“, and what of it tells none."""
    found, other = [], []
    for part in filter(None, (" ".join(part.split()) for part in re.split("[;\n]", text))):
        match = NAMED.fullmatch(part) or COUNTED.fullmatch(part) if len(part) <= LONGEST_FIGURE else None
        number = _number(match["number"]) if match else None
        if match is None or number is None or len(match["name"]) > MAX_NAME_LENGTH:
            other.append(part)
            continue
        unit = match.groupdict().get("unit") or "Anzahl"
        year = int(match["year"]) if match["year"] else None
        found.append(WrittenFigure(part, match["name"].strip(), number, unit.strip(), year))
    return found, other


def _number(text: str) -> Decimal | None:
    try:
        return GermanDecimalField(max_digits=14, decimal_places=2).clean(text.rstrip(".,"))
    except ValidationError:
        return None


def german(amount: Decimal) -> str:
    """`amount` with two places, as people in Germany write it."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
