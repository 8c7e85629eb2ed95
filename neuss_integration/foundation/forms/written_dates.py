"""Dates as people write them into tables, and what has to be asked about them."""

import re
from dataclasses import dataclass
from typing import Final

from neuss_integration.foundation.forms.fields import parse_partial_date
from neuss_integration.foundation.words.partial_dates import PartialDate

WEEKDAY: Final = r"(?:mo|di|mi|do|fr|sa|so)(?:ntag|enstag|ttwoch|nnerstag|eitag|mstag|nntag|nnabend)?[.,]+"
AROUND: Final = re.compile(
    rf"^(?:(?:seit|ab|am|von|bis|vom|zum|in|im|jahr|beginn|start|ende|stand|stichtag|anfang|mitte|{WEEKDAY}|"
    r"ca\.?|circa|etwa|rund|voraussichtlich|vsl\.?|vorauss\.?|geplant|(?:fort)?laufend|spätestens|frühestens)[\s:]+)+",
    re.IGNORECASE,
)
BEHIND: Final = re.compile(r"(?:\s*\(?(?:geplant|vsl\.?|voraussichtlich)\)?|\s*ff?\.?)$", re.IGNORECASE)
ROUGH: Final = re.compile(
    r"\b(anfang|mitte|ende|ca\.?|circa|etwa|rund|voraussichtlich|vsl|vorauss|geplant|laufend|fortlaufend|"
    r"spätestens|frühestens)\b|\d\s*ff?\b",
    re.IGNORECASE,
)
SHORT_YEAR: Final = re.compile(
    r"(?P<rest>\d{1,2}\.\s*\d{1,2}\.|(?:\d{1,2}[.\s-]+)?[A-Za-zäÄ]{3,9}[.\s-]\s?)\s*['’´]?(?P<year>\d{2})"
)
NAMED_DAY: Final = re.compile(r"(?P<day>\d{1,2})[.\s-]+(?P<month>[A-Za-zäÄ]{3,9})[.\s-]+(?P<year>\d{4})")
SLASHES: Final = re.compile(r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{4}|\d{2})")
MONTH: Final = re.compile(r"(?P<month>\d{1,2})-(?P<year>(?:19|20)\d\d)")
TOGETHER: Final = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
SHORT_MONTH: Final = re.compile(r"(?P<month>\d{1,2})[./](?P<year>\d{2})")
TWO_YEARS: Final = re.compile(r"(?P<year>\d{4}|\d{2})\s*[/–-]\s*(?P<next>\d{4}|\d{2})")
HYPHENED_YEARS: Final = re.compile(r"(?:19|20)\d\d-(?:00|1[3-9]|[2-9]\d)")
"""„2021-22“ has no such month; „2011-12“ is December."""
SCHOOL_YEAR: Final = re.compile(r"(?:schuljahr|kita-?jahr|kindergartenjahr|sj\.?)\s*(?P<rest>.+)", re.IGNORECASE)
WITH_POINT: Final = re.compile(r"(?P<a>[12])\.(?P<b>\d{3})|(?P<year>\d{4})[.,]0")
WITH_TIME: Final = re.compile(r"(?P<date>.*\d{4}|\d{4}-\d{2}-\d{2})[ T]\d{1,2}:\d{2}(:\d{2})?(?: ?uhr)?", re.IGNORECASE)
PART_FIRST: Final = re.compile(
    r"(?:(?P<q>q\s*[1-4]|[1-4]\.?\s*(?:quartal|q\.?)|(?:i{1,3}|iv)\.?\s*quartal|(?:i{1,3}|iv)(?=\s*/))"
    r"|(?P<h>h\s*[12]|[12]\.?\s*(?:halbjahr|hj\.?)|i{1,2}\.?\s*halbjahr))[\s/]*(?P<year>\d{4}|\d{2})",
    re.IGNORECASE,
)
YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})\s*[/-]?\s*(?P<part>[qh]\s*[1-4])", re.IGNORECASE)
SEMESTERS: Final = ("wintersemester", "sommersemester", "ws", "wise", "ss", "sose")
SEASON: Final = re.compile(
    r"(?P<name>frühjahr|frühling|sommer|herbst|winter|wintersemester|sommersemester|ws|wise|ss|sose)"
    r"(?:/(?P<last>frühjahr|sommer|herbst|winter))?\s*(?P<year>\d{4}|\d{2})(?:\s*/\s*\d{2,4})?",
    re.IGNORECASE,
)
FIRST_MONTH: Final = {
    "frühjahr": 3, "frühling": 3, "sommer": 6, "herbst": 9, "winter": 12, "wintersemester": 10, "ws": 10, "wise": 10,
    "sommersemester": 4, "ss": 4, "sose": 4,
}  # fmt: skip
ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
CENTURY_TURN: Final = 70
"""27 is 2027, 85 is 1985."""
FROM_TO: Final = re.compile(
    r"(?P<start>.+?)(?:\s+bis(?:\s+zum)?\s+|\s+[–—-]\s+|[–—]|(?<=\d)-(?=\d))(?P<end>.+)", re.IGNORECASE
)
SINCE: Final = re.compile(r"(?:seit|ab)\s.+", re.IGNORECASE)
UNTIL: Final = re.compile(r"bis\s.+", re.IGNORECASE)
YEARLESS: Final = re.compile(r"\d{1,2}\.\s?\d{1,2}\.|[^\W\d_]{3,9}\.?")
"""A day or a month whose year is not said."""
NO_END: Final = re.compile(r"heute|(?:fort)?laufend|unbefristet|offen|dauerhaft|auf weiteres|[?x…]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date, and a question when more than one could be meant."""

    date: PartialDate
    question: str = ""


def read_written_date(text: str, *, is_end: bool = False) -> WrittenDate | None:
    """What `text` names: 31.12.27, 31/12/2026, „seit 2015“, „2024/25“, „Sommer 2026“; None when it names no date.

    Of a span such as a school year it is the beginning, or with `is_end` the end. Raises ValueError when it is written
    like a date but there is no such day.
    """
    plain = " ".join(text.split())
    if HYPHENED_YEARS.fullmatch(plain):
        return _asked(plain, plain, is_end=is_end)
    if found := parse_partial_date(plain):
        return WrittenDate(found)
    bare = AROUND.sub("", plain).strip().rstrip(",;")
    if timed := WITH_TIME.fullmatch(bare):
        bare = timed["date"]
    bare = BEHIND.sub("", bare)
    is_other_end = (SINCE if is_end else UNTIL).fullmatch(plain) is not None
    rough = _question(plain, "{}") if (ROUGH.search(plain) or is_other_end) and bare != plain else ""
    found = parse_partial_date(bare) or parse_partial_date(bare.removesuffix(".")) or _short(bare)
    if found:
        return WrittenDate(found, rough.format(found))
    return _asked(plain, bare, is_end=is_end)


def read_period(text: str) -> tuple[WrittenDate | None, WrittenDate | None]:
    """Beginning and end of „2022–2025“, „01.03.2024 - 30.06.2026“, „seit 2015“, „bis Ende 2027“; None where none is
    named, and twice when the text names no period.
    """
    plain = " ".join(text.split())
    both = FROM_TO.fullmatch(plain)
    try:
        if both and not SEASON.fullmatch(plain):
            start, end = read_written_date(both["start"]), None
            if not NO_END.fullmatch(both["end"]):
                end = read_written_date(both["end"], is_end=True)
                start = (start or _in_the_year(both["start"], end)) if end else None
            return (start, end) if start and not (end and end.date.last_day < start.date.date) else (None, None)
        found = read_written_date(plain, is_end=UNTIL.fullmatch(plain) is not None)
    except ValueError:
        return None, None
    return (found, None) if SINCE.fullmatch(plain) else (None, found) if UNTIL.fullmatch(plain) else (None, None)


def _in_the_year(start: str, end: WrittenDate) -> WrittenDate | None:
    """Of „April bis Juni 2027“ the beginning, whose year only the end names."""
    year = end.date.last_day.year
    return (
        read_written_date(f"{start.strip()} {year}".replace(". ", ".")) if YEARLESS.fullmatch(start.strip()) else None
    )


def read_end_of_period(text: str, *, is_end: bool) -> WrittenDate | None:
    """The beginning or, with `is_end`, the end of „2026–2028“, where a column for one of them names both."""
    plain = " ".join(text.split())
    period = read_period(plain) if FROM_TO.fullmatch(plain) else (None, None)
    found = period[is_end] if all(period) else None
    which = "das Ende" if is_end else "der Beginn"
    return WrittenDate(found.date, _question(plain, found.date, f", {which}")) if found else None


def _question(plain: str, read: object, why: str = "") -> str:
    return f"„{plain}“ ist gelesen als {read}{why}. Ist das gemeint?"


def _short(text: str) -> PartialDate | None:
    """Years of two digits, days with slashes, years that a table wrote like an amount, names between hyphens."""
    if match := NAMED_DAY.fullmatch(text):
        return parse_partial_date(f"{match['day']}. {match['month']} {match['year']}")
    if match := SHORT_YEAR.fullmatch(text):
        rest = match["rest"].strip(" -")
        if named := re.fullmatch(r"(\d{1,2})[.\s-]+([A-Za-zäÄ]+)\.?", rest):
            return parse_partial_date(f"{named[1]}. {named[2]} {_year(match['year'])}")
        return parse_partial_date(f"{rest}{'' if rest[:1].isdigit() else ' '}{_year(match['year'])}")
    if match := SLASHES.fullmatch(text):
        return PartialDate.from_parts(_year(match["year"]), int(match["month"]), int(match["day"]))
    if match := TOGETHER.fullmatch(text) or MONTH.fullmatch(text):
        return PartialDate.from_parts(*(int(each) for each in match.group("year", "month", *_day_of(match))))
    if match := WITH_POINT.fullmatch(text):
        return PartialDate.from_parts(int(match["year"] or match["a"] + match["b"]))
    return None


def _day_of(match: re.Match[str]) -> tuple[str, ...]:
    return ("day",) if "day" in match.groupdict() else ()


def _asked(plain: str, bare: str, *, is_end: bool) -> WrittenDate | None:
    """Times that have no place of their own in the calendar of a measure."""
    school = SCHOOL_YEAR.fullmatch(bare)
    if two := TWO_YEARS.fullmatch(school["rest"] if school else bare):
        year, following = _year(two["year"]), int(two["next"]) % 100
        if following == (year + 1) % 100:
            date = PartialDate.from_parts(year + is_end)
            return WrittenDate(date, _question(plain, date, f", das Jahr des {'Endes' if is_end else 'Beginns'}"))
    if season := SEASON.fullmatch(bare):
        return _of_season(plain, season["year"], season["name"], season["last"], is_end=is_end)
    if part := PART_FIRST.fullmatch(bare):
        return _month_of(plain, part["year"], part["q"] or part["h"], 3 if part["q"] else 6, is_end=is_end)
    if part := YEAR_FIRST.fullmatch(bare):
        return _month_of(plain, part["year"], part["part"], 3 if part["part"][0] in "qQ" else 6, is_end=is_end)
    if (short := SHORT_MONTH.fullmatch(bare)) and 1 <= int(short["month"]) <= 12:
        date = PartialDate.from_parts(_year(short["year"]), int(short["month"]))
        return WrittenDate(date, _question(plain, date))
    return None


def _of_season(plain: str, year: str, name: str, last: str | None, *, is_end: bool) -> WrittenDate:
    """Where a season or semester begins, or with `is_end` ends; of two the second is where it ends."""
    if not is_end:
        date = PartialDate.from_parts(_year(year), FIRST_MONTH[name.lower()])
        return WrittenDate(date, _question(plain, date))
    word = (last or name).lower()
    years, month = divmod(FIRST_MONTH[word] + (5 if word in SEMESTERS else 2) - 1, 12)
    date = PartialDate.from_parts(_year(year) + years, month + 1)
    return WrittenDate(date, _question(plain, date, ", der letzte Monat"))


def _month_of(plain: str, year: str, part: str, months: int, *, is_end: bool) -> WrittenDate | None:
    """The first or last month of a quarter or half of a year."""
    number = next((int(sign) for sign in part if sign.isdigit()), 0)
    number = number or ROMAN[(re.match("[iv]+", part.lower()) or [""])[0]]
    if number * months > 12:
        return None
    date = PartialDate.from_parts(_year(year), months * number if is_end else months * (number - 1) + 1)
    return WrittenDate(date, _question(plain, date, f", der {'letzte' if is_end else 'erste'} Monat"))


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) > len("27") else number + (2000 if number < CENTURY_TURN else 1900)
