"""Reading figures of Stadtteile or of other areas from a table: all is checked, every problem names its row."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils import timezone

from neuss_integration.city.models import District
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.fields import EARLIEST_YEAR
from neuss_integration.foundation.spreadsheets.csv_text import lines_of
from neuss_integration.foundation.words.folding import fold
from neuss_integration.foundation.words.partial_dates import PERIOD_NOT_OVER
from success_factors.enums import Qualifier
from success_factors.imports.numbers import measured
from success_factors.models import Indicator
from success_factors.services.area_values import AreaFigure

COLUMNS: Final = ("Gebiet", "Jahr", "Wert", "Neuer Zuschnitt", "Hinweis")
NEEDED: Final = COLUMNS[:3]
OTHER_WORDS: Final = {
    "Gebiet": ("Stadtteil", "Bezirk", "Nummer", "Statistischer Bezirk"),
    "Jahr": ("Zeit", "Stichtag"),
    "Wert": ("Anzahl", "Anteil"),
    "Neuer Zuschnitt": ("Bruch", "Bruch der Reihe"),
}
MAX_ROWS: Final = 5000
WHOLE: Final = 100
REMOVED: Final = "entfernen"
YES: Final = ("ja", "x", "1", "wahr")
NO: Final = ("", "nein", "0", "falsch", "-", "–")
MAX_NOTE: Final = 300


@dataclass(frozen=True, slots=True)
class AreaTable:
    """What of a table can be stored, what is wrong with the rest, and how many rows hold a sign instead of a number."""

    rows: list[AreaFigure] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    without_number: int = 0


def read_areas(indicator: Indicator, text: str, *, of_districts: bool) -> AreaTable:
    """The rows of `text`. Writes nothing."""
    try:
        lines, _ = lines_of(text, most=MAX_ROWS + 2)
    except Refused as refusal:
        return AreaTable(problems=[str(refusal)])
    places = _columns(lines[0][1]) if lines else {}
    if missing := [name for name in NEEDED if name not in places]:
        return AreaTable(problems=[f"Die Spalte „{name}“ fehlt in der ersten Zeile." for name in missing])
    if len(lines) > MAX_ROWS + 1:
        return AreaTable(problems=[f"Mehr als {MAX_ROWS} Zeilen. Bitte teilen Sie die Tabelle."])
    return _checked(indicator, lines[1:], places, _known_districts(), of_districts=of_districts)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    folded = [fold(each) for each in headings]
    words = {name: [fold(word) for word in (name, *OTHER_WORDS.get(name, ()))] for name in COLUMNS}
    found = {name: next((folded.index(word) for word in words[name] if word in folded), None) for name in COLUMNS}
    return {name: place for name, place in found.items() if place is not None}


def known_headings(headings: Sequence[str]) -> int:
    """How many of `headings` name a column of such a table."""
    return len(_columns(headings))


def _known_districts() -> Callable[[str], District | None]:
    known: dict[str, District] = {}
    for each in District.objects.all():
        known |= {fold(each.name): each, fold(str(each)): each, str(each.number): each}
    return lambda text: known.get(fold(text)) or known.get(text.lstrip("0"))


def _checked(
    indicator: Indicator,
    lines: list[tuple[int, list[str]]],
    places: Mapping[str, int],
    district: Callable[[str], District | None],
    *,
    of_districts: bool,
) -> AreaTable:
    table, seen, without = AreaTable(), set(), 0
    for number, cells in lines:
        given = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        try:
            place = _place(given["Gebiet"], district, of_districts=of_districts)
            day, (value, limits) = _day(given["Jahr"]), _value(given["Wert"], indicator)
            is_break, note = _break(given.get("Neuer Zuschnitt")), _note(given.get("Hinweis"), limits)
            if (place, day) in seen:
                raise Refused(f"„{place}“ steht für {day.year} schon weiter oben.")
        except Refused as refusal:
            table.problems.append(f"Zeile {number}: {refusal}")
            continue
        seen.add((place, day))
        if value is None and given["Wert"].lower() != REMOVED:
            without += 1
            continue
        table.rows.append(AreaFigure(place, day, value, is_break, note))
    return AreaTable(table.rows, table.problems, without)


def _place(text: str, district: Callable[[str], District | None], *, of_districts: bool) -> District | str:
    found = district(text)
    if of_districts:
        if found is None:
            raise Refused(f"„{text[:60]}“ ist kein Stadtteil der Stammdaten. Bitte Name oder Nummer prüfen.")
        return found
    if not text or len(text) > 100 or (found and not text.isdigit()):
        raise Refused(f"„{text[:60]}“ ist kein Vergleichsgebiet. Gemeint sind Kreis, Land oder andere Städte.")
    return text


def _day(text: str) -> dt.date:
    year = re.fullmatch(r"(?:31\.12\.)?(\d{4})", text)
    if year is None or int(year[1]) < EARLIEST_YEAR:
        raise Refused(f"„{text[:20]}“ ist kein Jahr. Zum Beispiel 2025.")
    day = dt.date(int(year[1]), 12, 31)
    if day > timezone.localdate():
        raise Refused(PERIOD_NOT_OVER)
    return day


def _break(text: str | None) -> bool | None:
    """Whether a new series begins; None where no column tells it."""
    if text is None:
        return None
    if text.lower() not in (*YES, *NO):
        raise Refused(f"„{text[:40]}“ bei „Neuer Zuschnitt“ ist weder ja noch nein. Näheres gehört in den Hinweis.")
    return text.lower() in YES


def _note(text: str | None, limits: str) -> str | None:
    """The note with what limits the value; None where neither is told."""
    note = "; ".join(filter(None, (text, limits)))
    if len(note) > MAX_NOTE:
        raise Refused(f"Der Hinweis hat {len(note)} Zeichen, Platz ist für {MAX_NOTE}. Bitte kürzen Sie ihn.")
    return None if text is None and not limits else note


def _value(text: str, indicator: Indicator) -> tuple[Decimal | None, str]:
    """The number with what limits it in words; None for a sign in its place, and for a value that is to go."""
    if text.lower() == REMOVED:
        return None, ""
    read = measured(text, indicator.unit)
    if read.problem:
        raise Refused(read.problem)
    if read.value is not None and indicator.unit == "%" and abs(read.value) > WHOLE:
        raise Refused(f"{text} % ist mehr als das Ganze. Bitte prüfen Sie Wert und Einheit.")
    if read.value is not None and read.value < 0 and indicator.counts_people:
        raise Refused(f"{text} kann keine Zahl von Menschen sein.")
    limits = str(Qualifier(read.qualifier).label) if read.qualifier else ""
    return read.value, "; ".join(filter(None, (limits, read.note)))
