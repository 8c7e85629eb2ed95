"""What rows of other lists hold beside the fields of a measure: amounts and Kennzahlen, as people write them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError

from neuss_integration.foundation.forms.fields import GermanDecimalField
from neuss_integration.foundation.words.partial_dates import PartialDate

CURRENCY: Final = re.compile(r"(?:€|eur(?:o)?)\.?", re.IGNORECASE)
THOUSANDS: Final = re.compile(r"(?:t€|teur|tsd\.?|tausend)\.?(?:\s*(?:€|euro?))?$", re.IGNORECASE)
MILLIONS: Final = re.compile(r"(?:mio\.?|millionen|million|m€|meur)\s*(?:€|euro?)?$", re.IGNORECASE)
ROUGH: Final = re.compile(r"^(?:ca\.?|circa|etwa|rund|rd\.?|~|bis zu|max\.?|maximal)\s*", re.IGNORECASE)
YEARLY: Final = re.compile(
    r"^(?:jährlich|pro jahr|p\.\s?a\.)\s*|\s*(?:/\s?jahr|je jahr|pro jahr|im jahr|jährlich|p\.\s?a\.|p\.\s?j\.)$",
    re.IGNORECASE,
)
NO_AMOUNT: Final = re.compile(
    r"-+|–|—|/|keine?|kostenneutral|kostenfrei|entfällt|offen|k\.\s?a\.?|n\.\s?n\.?|siehe .*|s\. .*", re.IGNORECASE
)
"""What people write where there is no amount."""
CENTS: Final = re.compile(r",-+$|,–$")
NAMED: Final = re.compile(
    r"(?P<name>[^:=\d][^:=]*?)[\s(,]*(?:in\s+)?(?P<year>(?:19|20)\d\d)?\)?\s*[:=]\s*(?P<number>\d[\d.,]*)\s*(?P<unit>.*)"
)
COUNTED: Final = re.compile(r"(?P<number>\d[\d.,]*)\s+(?P<name>[^\d:=(]+?)\s*(?:\(?(?P<year>(?:19|20)\d\d)\)?)?")
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
    """Euro of „12.500 €“, „8.000,00“, „2 T€“, „ca. 5.000“, and a question where it is not as exact as it looks; None
    of „kostenneutral“.

    Raises ValidationError with a sentence when it is no amount.
    """
    if NO_AMOUNT.fullmatch(text.strip()):
        return None, f"„{text.strip()[:60]}“ ist gelesen als: kein Betrag. Ist das gemeint?"
    whole = " ".join(text.split())
    bare = ROUGH.sub("", YEARLY.sub("", whole))
    factor = Decimal(10**6) if MILLIONS.search(bare) else Decimal(1000) if THOUSANDS.search(bare) else Decimal(1)
    bare = CENTS.sub("", CURRENCY.sub("", THOUSANDS.sub("", MILLIONS.sub("", bare))).strip())
    field = GermanDecimalField(label="Betrag", min_value=0, max_digits=12, decimal_places=2)
    try:
        amount = field.clean(bare) * factor
    except ValidationError as error:
        sentence = f"„{text[:60]}“ ist kein Betrag. Bitte schreiben Sie eine Zahl wie 12.500 oder 12.500,50."
        raise ValidationError(sentence) from error
    is_exact = factor == 1 and not ROUGH.match(whole) and not YEARLY.search(whole)
    return amount, "" if is_exact else f"„{text}“ ist gelesen als {german(amount)} Euro. Ist das gemeint?"


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
