"""Dates as people write them into tables, and what has to be asked about them."""

import re
from dataclasses import dataclass
from typing import Final

from neuss_integration.foundation.forms.fields import parse_partial_date
from neuss_integration.foundation.words.partial_dates import PartialDate

AROUND: Final = re.compile(
    r"^(?:(?:seit|ab|von|bis|vom|zum|in|im|jahr|beginn|start|ende|stand|stichtag|anfang|mitte|"
    r"ca\.?|circa|etwa|rund|voraussichtlich|vsl\.?|vorauss\.?|geplant)[\s:]+)+",
    re.IGNORECASE,
)
ROUGH: Final = re.compile(r"\b(anfang|mitte|ende|ca\.?|circa|etwa|rund|voraussichtlich|vsl|vorauss|geplant)\b", re.I)
SHORT_YEAR: Final = re.compile(r"(?P<rest>\d{1,2}\.\s*\d{1,2}\.|[A-Za-zäÄ]{3,9}\.?\s)\s*['’]?(?P<year>\d{2})")
SLASHES: Final = re.compile(r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{4}|\d{2})")
TWO_YEARS: Final = re.compile(r"(?P<year>\d{4})\s*[/–-]\s*(?P<next>\d{4}|\d{2})")
SCHOOL_YEAR: Final = re.compile(r"(?:schuljahr|kita-?jahr|kindergartenjahr|sj\.?)\s*(?P<rest>.+)", re.IGNORECASE)
WITH_POINT: Final = re.compile(r"(?P<a>[12])\.(?P<b>\d{3})|(?P<year>\d{4})[.,]0")
WITH_TIME: Final = re.compile(r"(?P<date>.*\d{4}|\d{4}-\d{2}-\d{2})[ T]\d{1,2}:\d{2}(:\d{2})?")
QUARTER: Final = re.compile(
    r"(?:q\s*(?P<q1>[1-4])|(?P<q2>[1-4])\.?\s*(?:quartal|q))[\s/]*(?P<year>\d{4})", re.IGNORECASE
)
SEASON: Final = re.compile(r"(?P<name>frühjahr|frühling|sommer|herbst|winter)\s*(?P<year>\d{4})", re.IGNORECASE)
FIRST_MONTH: Final = {"frühjahr": 3, "frühling": 3, "sommer": 6, "herbst": 9, "winter": 12}
CENTURY_TURN: Final = 70
"""27 is 2027, 85 is 1985."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date, and a question when more than one could be meant."""

    date: PartialDate
    question: str = ""


def read_written_date(text: str) -> WrittenDate | None:
    """What `text` names: 31.12.27, 31/12/2026, „seit 2015“, „2024/25“, „Sommer 2026“; None when it names no date.

    Raises ValueError when it is written like a date but there is no such day.
    """
    plain = " ".join(text.split())
    if found := parse_partial_date(plain):
        return WrittenDate(found)
    bare = AROUND.sub("", plain).strip()
    if timed := WITH_TIME.fullmatch(bare):
        bare = timed["date"]
    rough = f"„{plain}“ ist gelesen als {{}}. Ist das gemeint?" if ROUGH.search(plain) and bare != plain else ""
    found = parse_partial_date(bare) or _short(bare)
    if found:
        return WrittenDate(found, rough.format(found))
    return _asked(plain, bare)


def _short(text: str) -> PartialDate | None:
    """Years of two digits, days with slashes, years that a table wrote like an amount."""
    if match := SHORT_YEAR.fullmatch(text):
        rest = match["rest"].strip()
        return parse_partial_date(f"{rest}{'' if rest[:1].isdigit() else ' '}{_year(match['year'])}")
    if match := SLASHES.fullmatch(text):
        return PartialDate.from_parts(_year(match["year"]), int(match["month"]), int(match["day"]))
    if match := WITH_POINT.fullmatch(text):
        return PartialDate.from_parts(int(match["year"] or match["a"] + match["b"]))
    return None


def _asked(plain: str, bare: str) -> WrittenDate | None:
    """Times that have no place of their own in the calendar of a measure."""
    school = SCHOOL_YEAR.fullmatch(bare)
    if two := TWO_YEARS.fullmatch(school["rest"] if school else bare):
        year, following = int(two["year"]), int(two["next"]) % 100
        if following == (year + 1) % 100:
            date = PartialDate.from_parts(year)
            return WrittenDate(date, f"„{plain}“ ist gelesen als {date}, das Jahr des Beginns. Ist das gemeint?")
    if season := SEASON.fullmatch(bare):
        date = PartialDate.from_parts(int(season["year"]), FIRST_MONTH[season["name"].lower()])
        return WrittenDate(date, f"„{plain}“ ist gelesen als {date}. Ist das gemeint?")
    if quarter := QUARTER.fullmatch(bare):
        number = int(quarter["q1"] or quarter["q2"])
        date = PartialDate.from_parts(int(quarter["year"]), 3 * number - 2)
        return WrittenDate(date, f"„{plain}“ ist gelesen als {date}, der erste Monat. Ist das gemeint?")
    return None


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) > len("27") else number + (2000 if number < CENTURY_TURN else 1900)
