"""Reading a series of values from XLSX, CSV or pasted cells: all is checked, every problem names row and column."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.fields import EARLIEST_YEAR
from neuss_integration.foundation.forms.written_dates import read_written_date
from neuss_integration.foundation.spreadsheets.cells import (
    MAX_CHARACTERS,
    SheetTable,
    listed,
    too_long_for,
    unread_columns,
)
from neuss_integration.foundation.spreadsheets.csv_text import lines_of
from neuss_integration.foundation.spreadsheets.headings import cut_rows
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.folding import fold
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import Qualifier
from success_factors.imports.numbers import Measured, read_value
from success_factors.models import Indicator, IndicatorValue
from success_factors.models.value_words import NO_GROUPS
from success_factors.selectors.indicators import shown_value
from success_factors.services.indicators import unusual

COLUMNS: Final = ("Zeit", "Wert", "Gruppe", "Quelle", "Hinweis", "Einschränkung")
NEEDED: Final = ("Zeit", "Wert")
OTHER_WORDS: Final = {
    "Zeit": ("Jahr", "Zeitraum", "Zeitpunkt", "Stichtag", "Datum", "Berichtsjahr", "Schuljahr", "Monat"),
    "Wert": ("Werte", "Anzahl", "Anteil", "Anteil in %", "Quote", "Messwert"),
    "Gruppe": ("Merkmal", "Ausprägung", "Personengruppe"),
    "Quelle": ("Datenquelle", "Herkunft"),
    "Hinweis": ("Bemerkung", "Bemerkungen", "Anmerkung", "Anmerkungen", "Fußnote"),
}
OWN_DOWNLOAD: Final = ("Indikator", "Einheit", "verwendet")
"""What the own download says besides; nothing of it is taken in."""
FAR: Final = 10
EVERYBODY: Final = "alle"
MAX_ROWS: Final = 2000
LONGEST: Final[dict[str, int]] = {
    column: getattr(IndicatorValue._meta.get_field(name), "max_length", None) or MAX_CHARACTERS
    for column, name in (("Gruppe", "group"), ("Quelle", "source"), ("Hinweis", "note"))
}
"""How many characters are kept."""
QUALIFIERS: Final = {str(member.label): member for member in Qualifier}


@dataclass(frozen=True, slots=True)
class SeriesProblem:
    """What is wrong in which cell; row 1 is the line with the names of the columns."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """What would be imported, and what not."""

    rows: list[tuple[PartialDate, dict[str, Any]]] = field(default_factory=list)
    problems: list[SeriesProblem] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    """What the person has to confirm before the rows are taken in."""

    @property
    def bad_rows(self) -> int:
        """How many rows have a problem."""
        return len({problem.row for problem in self.problems})


def places_of(headings: Sequence[str]) -> dict[str, int]:
    """Where each of COLUMNS stands; its own name comes before other words."""
    folded = [fold(heading) for heading in headings]
    found: dict[str, int] = {}
    for name in COLUMNS:
        words = [fold(word) for word in (name, *OTHER_WORDS.get(name, ()))]
        places = [folded.index(word) for word in words if word in folded]
        free = [place for place in places if place not in found.values()]
        if free:
            found[name] = free[0]
    return found


def known_headings(headings: Sequence[str]) -> int:
    """How many of `headings` name a column of a series."""
    return len(places_of(headings))


def read_series(indicator: Indicator, text: str, *, source: str = "") -> SeriesPreview:
    """The rows of `text` that can be values of `indicator`, and the problems of the others. Writes nothing.

    `source` holds for rows that name none.
    """
    try:
        lines, notices = lines_of(text, most=MAX_ROWS + 1)
    except Refused as refusal:
        return SeriesPreview(problems=[SeriesProblem(1, "", str(refusal))])
    if not lines:
        return SeriesPreview(problems=[SeriesProblem(1, "", "Es sind keine Zeilen da.")])
    preview = read_lines(indicator, lines, source=source)
    preview.notices[:0] = notices + cut_rows(len(lines[0][1]), lines[1:] if preview.problems else [])
    return preview


def read_lines(indicator: Indicator, lines: list[tuple[int, list[str]]], *, source: str = "") -> SeriesPreview:
    """`read_series` for lines with their numbers in the file; the first holds the headings."""
    places = places_of(lines[0][1])
    if missing := [name for name in (*NEEDED, *["Quelle"] * (not source)) if name not in places]:
        sentence = "Diese Spalte fehlt. Die erste Zeile muss die Spalten nennen."
        return SeriesPreview(problems=[SeriesProblem(1, name, sentence) for name in missing])
    if len(lines) > MAX_ROWS:
        return SeriesPreview(
            problems=[SeriesProblem(MAX_ROWS, "", f"Mehr als {MAX_ROWS} Zeilen. Bitte teilen Sie die Datei.")]
        )
    preview = _checked(indicator, lines, places, source)
    preview.notices[:0] = _ignored(lines, places)
    return preview


def _ignored(lines: list[tuple[int, list[str]]], places: dict[str, int]) -> list[str]:
    """The columns that are not taken in, by name."""
    own = {fold(word) for word in OWN_DOWNLOAD}
    unread = [
        heading.strip() or f"ohne Überschrift ({place + 1}. Spalte)"
        for place, heading in enumerate(lines[0][1])
        if place not in places.values()
        and fold(heading) not in own
        and any(place < len(cells) and cells[place].strip() for _, cells in lines[1:])
    ]
    return unread_columns(unread)


def as_text(table: SheetTable) -> str:
    """`table` as the text that `read_series` takes; each row stands in the line whose number it has in the file."""
    rows = dict(zip(table.numbers, table.rows, strict=True))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(table.headings)
    for number in range(2, max(rows, default=1) + 1):
        writer.writerow([" ".join(cell.split()) for cell in rows.get(number, [])])
    return out.getvalue()


def _checked(
    indicator: Indicator, lines: list[tuple[int, list[str]]], places: dict[str, int], source: str
) -> SeriesPreview:
    stored = _stored(indicator)
    preview, seen = SeriesPreview(), {key for key, values in stored.items() if any(each.is_used for each in values)}
    rounded: list[str] = []
    for number, line in lines[1:]:
        cells = {name: line[at].strip() if at < len(line) else "" for name, at in places.items()}
        row = _SeriesRow(indicator, number, cells, source)
        if row.is_among(stored):
            preview.unchanged.append(number)
            continue
        period, values = row.read()
        if period and not row.problems:
            key = (period.last_day, period.precision, values["group"])
            if key in seen:
                row.problem("Zeit", "Für diese Zeit und Gruppe gibt es schon einen Wert. Bitte einzeln erfassen.")
            seen.add(key)
        rounded += [str(number)] * row.number_read.is_rounded
        preview.notices.extend(row.questions)
        preview.cells.append([cells.get(name, "") for name in COLUMNS])
        preview.problems.extend(row.problems)
        if period and not row.problems:
            preview.rows.append((period, values))
    preview.questions.extend(_doubts(indicator, preview.rows, is_first=not stored))
    if rounded:
        preview.notices.append(f"Auf zwei Stellen nach dem Komma gerundet: Zeile {listed(rounded, 10)}.")
    return preview


def _doubts(indicator: Indicator, rows: list[tuple[PartialDate, dict[str, Any]]], *, is_first: bool) -> Iterator[str]:
    """Whether magnitude and unit fit, and whether a value is far from the one before it in the same file."""
    if indicator.words:
        return
    numbers = [values["value"] for _, values in rows if values["value"]]
    if is_first and numbers and indicator.unit == "%" and all(abs(number) <= 1 for number in numbers):
        yield (
            "Alle Werte liegen zwischen 0 und 1, die Einheit ist aber %. Sind Anteile gemeint (0,45 für 45 %)? "
            "Dann rechnen Sie die Werte bitte vorher um."
        )
    last: dict[str, Decimal] = {}
    for period, values in sorted(rows, key=lambda row: row[0].last_day):
        before, value = last.get(values["group"]), values["value"]
        if before and value and not 1 / FAR < abs(value / before) < FAR:
            yield f"{period}: {german_number(value)} weicht stark vom Wert davor ab ({german_number(before)})."
        if value:
            last[values["group"]] = value


Key = tuple[dt.date, str, str]


def _stored(indicator: Indicator) -> dict[Key, list[IndicatorValue]]:
    found: dict[Key, list[IndicatorValue]] = {}
    for value in IndicatorValue.objects.filter(indicator=indicator):
        value.indicator = indicator
        found.setdefault((value.reference_date, value.reference_precision, value.group), []).append(value)
    return found


def _is_same(value: IndicatorValue, cells: dict[str, str], told: Measured) -> bool:
    """Whether a row says what is stored: the same number or sign, as exact as a page shows it."""
    texts = {shown_value(value, inside=inside) for inside in (True, False)}
    if told.sign:
        is_stored = told.sign == value.sign
    else:
        shown = {read_value(text, value.indicator).value for text in texts}
        is_stored = told.value is not None and told.value in {value.value, *shown}
    others = (("Quelle", value.source), ("Hinweis", value.note))
    same = all(cells.get(column, stored).split() in ([], stored.split()) for column, stored in others)
    qualifier = told.qualifier or QUALIFIERS.get(cells.get("Einschränkung", "").casefold(), "")
    return (cells["Wert"] in texts or is_stored) and same and qualifier in ("", value.qualifier)


class _SeriesRow:
    """One line and what is wrong with it."""

    def __init__(self, indicator: Indicator, number: int, cells: dict[str, str], source: str) -> None:
        self.indicator, self.number, self.cells = indicator, number, cells
        self.source = cells.get("Quelle") or source
        group = cells.get("Gruppe", "")
        self.group = "" if fold(group) == EVERYBODY else group
        self.number_read = read_value(cells["Wert"], indicator)
        self.problems: list[SeriesProblem] = []
        self.questions: list[str] = []

    def problem(self, column: str, sentence: str) -> None:
        """One more thing to put right."""
        self.problems.append(SeriesProblem(self.number, column, sentence))

    def is_among(self, stored: dict[Key, list[IndicatorValue]]) -> bool:
        """Whether this very value is there already."""
        try:
            found = read_written_date(self.cells["Zeit"])
        except ValueError:
            return False
        values = stored.get((found.date.last_day, found.date.precision, self.group), []) if found else []
        return any(_is_same(value, self.cells, self.number_read) for value in values)

    def read(self) -> tuple[PartialDate | None, dict[str, Any]]:
        """Time and values, as far as they can be read."""
        period = self._period()
        value, sign = self._number()
        if period and value is not None and (sentence := unusual(self.indicator, value, self.group, period.last_day)):
            self.problem("Wert", f"{sentence} Bitte einzeln erfassen.")
        if self.group and self.indicator.words:
            self.problem("Gruppe", NO_GROUPS)
        if not self.source:
            self.problem("Quelle", "Jeder Wert braucht eine Quelle.")
        note = "; ".join(filter(None, (self.cells.get("Hinweis", ""), self.number_read.note)))
        for column, text in (("Gruppe", self.group), ("Quelle", self.source), ("Hinweis", note)):
            for sentence in too_long_for(column, text, LONGEST[column]):
                self.problem(column, sentence)
        values = {"group": self.group, "value": value, "sign": sign, "source": self.source, "note": note}
        return period, values | {
            "qualifier": self._qualifier() or self.number_read.qualifier,
            "starts_new_series": False,
        }

    def _period(self) -> PartialDate | None:
        try:
            written = read_written_date(self.cells["Zeit"])
        except ValueError:
            written = None
        if written is None or written.date.date.year < EARLIEST_YEAR:
            self.problem("Zeit", f"„{self.cells['Zeit'][:40]}“ ist kein Jahr, Monat oder Tag.")
            return None
        if written.date.last_day > timezone.localdate():
            self.problem("Zeit", "Dieser Zeitraum ist noch nicht zu Ende.")
            return None
        if written.question:
            self.questions.append(f"Zeile {self.number}: {written.question}")
        return written.date

    def _number(self) -> tuple[Any, str]:
        if self.number_read.problem:
            self.problem("Wert", self.number_read.problem)
        return self.number_read.value, self.number_read.sign

    def _qualifier(self) -> str:
        text = self.cells.get("Einschränkung", "").casefold()
        if text and text not in QUALIFIERS:
            self.problem("Einschränkung", f"„{text[:40]}“ gibt es nicht. Möglich: {', '.join(QUALIFIERS)}.")
        return QUALIFIERS[text].value if text in QUALIFIERS else ""
