"""What a cell shows: a value under the number format of its cell, written as German offices see it.

A format has up to four sections for positive, negative, zero and text, or sections with conditions. What is read is
what people saw: a share of 0,452 under „0,0 %“ is „45,2%“, a day under „JJJJ“ is a year, 7 under „000“ is „007“.
"""

import datetime as dt
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Final

from neuss_integration.foundation.spreadsheets.cells import as_text
from neuss_integration.foundation.words.partial_dates import PartialDate

TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general|standard)|(?P<exponent>e[+-])|(?P<ampm>am/pm|a/p)|(?P<date>[ymdhsegb]+)"
    r"|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<digit>[0#?])|(?P<text>@)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
CURRENCY: Final = re.compile(r"\$([^-\]]*)")
COMPARED: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
PLAIN: Final = ("general", "@", "standard", "")
NEGATIVE, ZERO, TEXT = 1, 2, 3
"""The places of the sections after the first."""
EXACT: Final = 15
"""As many digits of a number are true in a workbook."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """The text of a cell, and whether the value behind it is more exact or not to be seen at all."""

    text: str
    is_rounded: bool = False
    is_hidden: bool = False


@dataclass(slots=True)
class FormatSection:
    """One section: what is written, piece by piece, and when it holds."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    condition: tuple[str, Decimal] | None = None
    percents: int = 0
    thousands: int = 0
    decimals: int = 0
    is_grouped: bool = False
    is_odd: bool = False
    """Fractions and powers of ten; the value is read as it is."""

    def has(self, kind: str) -> bool:
        """Whether a piece of this kind is written."""
        return any(each == kind for each, _ in self.pieces)

    @property
    def letters(self) -> str:
        """What of a day or a time is shown, in lower case; minutes are written n."""
        return "".join(text for kind, text in self.pieces if kind == "date")


def show(value: Any, number_format: str | None) -> ShownCell:
    """What a cell with `value` under `number_format` shows."""
    if isinstance(value, bool) or value is None or (number_format or "").lower() in PLAIN:
        return ShownCell(as_text(value))
    sections = _sections(number_format or "")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return ShownCell(_day(value, sections[0]))
    if isinstance(value, str):
        return ShownCell(_words(value, sections))
    return _number(value, sections)


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[FormatSection, ...]:
    found, current = [], FormatSection()
    for match in TOKEN.finditer(number_format):
        if match.lastgroup == "end":
            found.append(_finished(current))
            current = FormatSection()
        else:
            _put(current, match.lastgroup or "", match[0], match)
    return (*found, _finished(current))


def _put(section: FormatSection, kind: str, text: str, match: re.Match[str]) -> None:
    if kind == "bracket":
        _put_bracket(section, match["bracket"])
    elif kind in ("quoted", "escaped", "other"):
        section.pieces.append(("literal", match[kind]))
        section.is_odd = section.is_odd or (kind == "other" and text == "/")
    elif kind == "percent":
        section.percents += 1
        section.pieces.append(("literal", "%"))
    elif kind == "exponent":
        section.is_odd = True
    elif kind in ("date", "ampm"):
        section.pieces.append(("date", text.lower() if kind == "date" else ""))
    elif kind:
        section.pieces.append((kind, text))


def _put_bracket(section: FormatSection, inside: str) -> None:
    """A condition, a currency, or hours that are not cut at a day; colours and languages change no text."""
    if condition := CONDITION.fullmatch(inside):
        section.condition = (condition[1], Decimal(condition[2]))
    elif (currency := CURRENCY.match(inside)) and currency[1]:
        section.pieces.append(("literal", currency[1]))
    elif inside.lower().strip("hms") == "" and inside:
        section.pieces.append(("date", inside.lower()))


def _finished(section: FormatSection) -> FormatSection:
    """The commas are told apart: between digits they group, behind the last digit each takes a thousand off."""
    pieces, is_after_point = section.pieces, False
    digits = [at for at, (kind, _) in enumerate(pieces) if kind == "digit"]
    for at, (kind, _) in enumerate(pieces):
        is_after_point = is_after_point or kind == "point"
        section.decimals += is_after_point and kind == "digit"
        if kind == "comma" and digits and digits[0] < at:
            is_last = not any(each > at for each in digits) or pieces[min(at + 1, len(pieces) - 1)][0] == "point"
            section.thousands += is_last
            section.is_grouped = section.is_grouped or not is_last
    section.pieces = _with_minutes(pieces)
    return section


def _with_minutes(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """m means minutes after hours and before seconds."""
    dates = [at for at, (kind, _) in enumerate(pieces) if kind == "date"]
    for place, at in enumerate(dates):
        before = pieces[dates[place - 1]][1] if place else ""
        after = pieces[dates[place + 1]][1] if place + 1 < len(dates) else ""
        if set(pieces[at][1]) == {"m"} and (before.startswith("h") or after.startswith("s")):
            pieces[at] = ("date", "n")
    return pieces


def _day(value: Any, section: FormatSection) -> str:
    """As much of a day as is shown; one that is shown without its year keeps it, because nobody could guess it.

    Digits that the format writes beside a year or a month stay: „Q1/2024“, „31.12.2024“.
    """
    letters = section.letters
    if isinstance(value, dt.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    day = value.date() if isinstance(value, dt.datetime) else value
    has_time = isinstance(value, dt.datetime) and value.time() != dt.time() and "h" in letters
    if not set("ymdeg") & set(letters):
        return value.strftime("%H:%M") if has_time else as_text(day)
    if "d" not in letters and set("yem") & set(letters):
        before, after = _around(section)
        return f"{before}{PartialDate.containing(day, 'month' if 'm' in letters else 'year')}{after}"
    return as_text(value if has_time else day)


def _around(section: FormatSection) -> tuple[str, str]:
    """What stands before and behind all that is written of a day, where that has digits."""
    dates = [at for at, (kind, _) in enumerate(section.pieces) if kind == "date"]
    sides = section.pieces[: dates[0]], section.pieces[dates[-1] + 1 :]
    before, after = ("".join(text for kind, text in side if kind == "literal") for side in sides)
    return before * any(map(str.isdigit, before)), after * any(map(str.isdigit, after))


def _words(value: str, sections: tuple[FormatSection, ...]) -> str:
    section = sections[TEXT] if len(sections) > TEXT else next((each for each in sections if each.has("text")), None)
    if section is None or not section.has("text"):
        return value
    return "".join(value if kind == "text" else text for kind, text in section.pieces if kind in ("text", "literal"))


def _number(value: Any, sections: tuple[FormatSection, ...]) -> ShownCell:
    number = value if isinstance(value, Decimal) else Decimal(f"{value:.{EXACT}g}")
    place = _place(number, sections)
    section, is_own_negative = sections[place], place == NEGATIVE and sections[place].condition is None
    if section.has("general") and not section.letters:
        text = "".join(as_text(abs(value)) if kind == "general" else text for kind, text in section.pieces)
        return ShownCell(_signed(text.strip(), number, is_own_negative=is_own_negative))
    if section.is_odd or section.has("text") or section.letters:
        return ShownCell(as_text(value))
    if not section.has("digit"):
        literal = "".join(text for kind, text in section.pieces if kind == "literal").strip()
        return ShownCell(literal, is_hidden=not literal and number != 0)
    scaled = abs(number) * 100**section.percents / Decimal(1000) ** section.thousands
    rounded = scaled.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    text = " ".join(_written(rounded, section).split(" ")).strip()
    below = number if rounded else Decimal(0)
    return ShownCell(_signed(text, below, is_own_negative=is_own_negative), is_rounded=rounded != scaled)


def _place(number: Decimal, sections: tuple[FormatSection, ...]) -> int:
    """Which section a number is written by."""
    for place, each in enumerate(sections):
        if each.condition and COMPARED[each.condition[0]](number, each.condition[1]):
            return place
    if any(each.condition for each in sections):
        return next((place for place, each in enumerate(sections) if each.condition is None), 0)
    if number < 0 and len(sections) > NEGATIVE:
        return NEGATIVE
    is_dash = len(sections) > ZERO and sections[ZERO].has("digit") and not _has_firm_digit(sections[ZERO])
    return ZERO if number == 0 and len(sections) > ZERO and not is_dash else 0


def _has_firm_digit(section: FormatSection) -> bool:
    """Bookkeepers write zero as a dash with room for digits („-??“); it is a zero all the same."""
    return any(kind == "digit" and text != "?" for kind, text in section.pieces)


def _signed(text: str, number: Decimal, *, is_own_negative: bool) -> str:
    """A loss in brackets or in red is still below zero: brackets alone would mean something else in statistics."""
    if number >= 0:
        return text
    if not is_own_negative:
        return f"-{text}"
    if re.search(r"[-−–]|[^\W\d_]", text.replace("EUR", "")):
        return text
    return f"-{text.replace('(', '').replace(')', '').strip()}"


def _written(number: Decimal, section: FormatSection) -> str:
    """The digits in the places of the format, German comma and dots."""
    whole, _, fraction = f"{number:.{section.decimals}f}".partition(".")
    before = [text for kind, text in _before_point(section) if kind == "digit"]
    least = len(before) - next((at for at, text in enumerate(before) if text == "0"), len(before))
    whole = "" if whole == "0" and not least else whole.rjust(least, "0")
    if section.is_grouped and whole:
        whole = f"{int(whole):,}".replace(",", ".").rjust(least, "0")
    fraction = _fraction(
        fraction, [text for kind, text in section.pieces[len(_before_point(section)) :] if kind == "digit"]
    )
    return _placed(whole or "0", fraction, section, len(before))


def _before_point(section: FormatSection) -> list[tuple[str, str]]:
    at = next((at for at, (kind, _) in enumerate(section.pieces) if kind == "point"), len(section.pieces))
    return section.pieces[:at]


def _fraction(digits: str, places: list[str]) -> str:
    """Zeros at the end are written only where the format asks for them."""
    kept = len(places)
    while kept and places[kept - 1] != "0" and digits[kept - 1 : kept] == "0":
        kept -= 1
    return digits[:kept]


def _placed(whole: str, fraction: str, section: FormatSection, count: int) -> str:
    """Each digit in its place, the first place taking all that are too many; with dots all stand in the first."""
    shares = [whole, *[""] * (count - 1)] if section.is_grouped else _shares(whole, count)
    out, is_after_point, at = [], False, 0
    for kind, text in section.pieces:
        if kind == "point":
            is_after_point = True
            out.append((whole if not count else "") + (f",{fraction}" if fraction else ""))
        elif kind == "digit" and not is_after_point:
            out.append(shares[at])
            at += 1
        elif kind == "literal":
            out.append(text)
    return "".join(out)


def _shares(whole: str, count: int) -> list[str]:
    tail = count - 1
    head, rest = (whole[: len(whole) - tail], whole[len(whole) - tail :]) if len(whole) > tail else ("", whole)
    return [head, *("" for _ in range(tail - len(rest))), *rest] if count else []
