"""Figures of Stadtteile or of other areas from a table: what each row would enter, change or take away."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from django.core.files.base import ContentFile, File
from django.utils import timezone

from neuss_integration.city.models import District
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.fields import EARLIEST_YEAR
from neuss_integration.foundation.spreadsheets.cells import SheetTable, unread_columns
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.foundation.spreadsheets.repeats import with_repeats
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.counting import WHOLE
from neuss_integration.foundation.words.folding import fold, name_key
from neuss_integration.foundation.words.partial_dates import PERIOD_NOT_OVER
from neuss_integration.foundation.words.yes_no import said
from neuss_integration.maintenance.imports import ListPlan, ListRow
from success_factors.enums import Qualifier
from success_factors.imports.numbers import measured
from success_factors.models import AreaValue, Indicator
from success_factors.services.area_values import AreaFigure

COLUMNS: Final = ("Gebiet", "Jahr", "Wert", "Neuer Zuschnitt", "Hinweis")
NEEDED: Final = COLUMNS[:3]
OTHER_WORDS: Final = {
    "Gebiet": ("Stadtteil", "Bezirk", "Nummer", "Statistischer Bezirk"),
    "Jahr": ("Zeit", "Stichtag"),
    "Wert": ("Anzahl", "Anteil"),
    "Neuer Zuschnitt": ("Bruch", "Bruch der Reihe"),
    "Hinweis": ("Bemerkung", "Bemerkungen", "Anmerkung", "Anmerkungen", "Fußnote"),
}
MAX_ROWS: Final = 5000
MAX_BYTES: Final = 5 * 1024 * 1024
DISTRICTS, AREAS = "districts", "areas"
NO_NUMBER: Final = "In der Zeile steht ein Zeichen statt einer Zahl."
NOTHING_THERE: Final = "Es gibt keinen Wert, der zu entfernen wäre."
ONE_SOURCE: Final = (
    "Die Spalte „Quelle“ wird nicht übernommen: Für die ganze Tabelle gilt, was im Feld „Quelle“ steht. Haben Zeilen "
    "verschiedene Quellen, lesen Sie sie bitte getrennt ein."
)
ONLY_DISTRICTS: Final = "Ein Gebiet zum Vergleich. Gelesen werden hier die Stadtteile."
ONLY_AREAS: Final = "Ein Stadtteil. Gelesen werden hier die Gebiete zum Vergleich."
REMOVED: Final = "entfernen"
MAX_NOTE: Final = 300
LABELS: Final = {"value": "Wert", "starts_new_series": "Neuer Zuschnitt", "note": "Hinweis", "source": "Quelle"}


def read_areas(upload: File | None, text: str) -> SheetTable:
    """The table of a file or of what was pasted. Raises Refused with a sentence."""
    upload = upload or ContentFile(text.encode(), name="werte.csv")
    table = read_table(upload, max_rows=MAX_ROWS, max_bytes=MAX_BYTES, score=known_headings)
    places = _columns(table.headings)
    if missing := [name for name in NEEDED if name not in places]:
        raise Refused(
            " ".join(f"Die Spalte „{name}“ fehlt. Bitte nennen Sie sie über der Tabelle." for name in missing)
        )
    return table


def plan_areas(indicator: Indicator, table: SheetTable, *, kind: str, source: str) -> ListPlan:
    """What taking in the table would do now; nothing is written. Two queries, whatever the rows."""
    places = _columns(table.headings)
    unread = [
        heading
        for at, heading in enumerate(table.headings)
        if at not in places.values() and any(row[at] for row in table.rows)
    ]
    table = with_repeats(table, {places[name]: name for name in ("Gebiet", "Jahr")})
    reader = _AreaReader(indicator, places, source, of_districts=kind == DISTRICTS)
    rows = [reader.row(line, cells) for line, cells in zip(table.numbers, table.rows, strict=True)]
    other = [heading for heading in unread if fold(heading) != fold(LABELS["source"])]
    return ListPlan(rows, [*table.notices, *[ONE_SOURCE] * (other != unread), *unread_columns(other)])


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
        known |= {name_key(each.name): each, name_key(str(each)): each, str(each.number): each}
    return lambda text: known.get(name_key(text)) or known.get(text.lstrip("0"))


class _AreaReader:
    """Reads each row against the Stadtteile and values there are."""

    def __init__(self, indicator: Indicator, places: Mapping[str, int], source: str, *, of_districts: bool) -> None:
        self.indicator, self.places, self.source, self.of_districts = indicator, places, source, of_districts
        self.district = _known_districts()
        stored = indicator.area_values.select_related("district")
        self.stored = {(each.district or each.area, each.reference_date): each for each in stored}
        self.seen: dict[Any, int] = {}

    def row(self, line: int, cells: Sequence[str]) -> ListRow:
        """What would become of the row."""
        given = {name: cells[place].strip() for name, place in self.places.items()}
        row = ListRow(line, f"{given['Gebiet']} {given['Jahr']}".strip())
        if self._is_of_the_others(given["Gebiet"]):
            row.aside = ONLY_DISTRICTS if self.of_districts else ONLY_AREAS
            return row
        try:
            figure = self._figure(given)
            row.name = f"{figure.place} {figure.day.year}"
            if (first := self.seen.setdefault((figure.place, figure.day), line)) != line:
                raise Refused(f"„{figure.place}“ steht für {figure.day.year} schon in Zeile {first}.")
        except Refused as refusal:
            row.problems.append(str(refusal))
            return row
        row.item = self.stored.get((figure.place, figure.day))
        if row.item and figure.value == self._as_shown(row.item.value):
            figure = replace(figure, value=row.item.value)
        row.values = {"figure": figure}
        is_to_go = given["Wert"].lower() == REMOVED
        if figure.value is None and not (is_to_go and row.item):
            row.aside = NOTHING_THERE if is_to_go else NO_NUMBER
        else:
            row.differences = self._differences(row.item, figure)
        return row

    def _is_of_the_others(self, place: str) -> bool:
        """Whether the indicator has values there and they are not asked for: the own download names both kinds."""
        district = self.district(place)
        if self.of_districts:
            return district is None and any(area == place for area, _ in self.stored)
        return district is not None and any(each == district for each, _ in self.stored)

    def _as_shown(self, value: Decimal) -> Decimal | None:
        """The value as pages and the own download show it, which is no change."""
        return measured(str(german_number(value, decimals=self.indicator.decimals)), self.indicator.unit).value

    def _figure(self, given: Mapping[str, str]) -> AreaFigure:
        place = _place(given["Gebiet"], self.district, of_districts=self.of_districts)
        day, (value, limits) = _day(given["Jahr"]), _value(given["Wert"], self.indicator)
        is_break, note = _break(given.get("Neuer Zuschnitt")), _note(given.get("Hinweis"), limits)
        return AreaFigure(place, day, value, is_break, note)

    def _differences(self, old: AreaValue | None, figure: AreaFigure) -> list[tuple[str, str, str]]:
        """Each column before and after, as people read it."""
        if figure.value is None:
            return [("Wert", _shown(old.value) if old else "", "entfernt")]
        told = {"value": figure.value, "starts_new_series": figure.starts_new_series, "note": figure.note}
        told["source"] = self.source
        return [
            (label, _shown(getattr(old, name)) if old else "", _shown(told[name]))
            for name, label in LABELS.items()
            if told[name] is not None and (getattr(old, name) != told[name] if old else told[name] not in ("", False))
        ]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return german_number(Decimal(f"{value.normalize():f}")) if isinstance(value, Decimal) else str(value)


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
    if (is_break := said(text)) is None:
        raise Refused(f"„{text[:40]}“ bei „Neuer Zuschnitt“ ist weder ja noch nein. Näheres gehört in den Hinweis.")
    return is_break


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
