"""Reading a series of values from XLSX, CSV or pasted cells: all is checked, every problem names row and column."""

import csv
import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.fields import EARLIEST_YEAR, GermanDecimalField, parse_partial_date
from neuss_integration.foundation.spreadsheets.cells import Table
from neuss_integration.foundation.spreadsheets.csv_text import lines_of
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import Qualifier, TableSign
from success_factors.models import Indicator, IndicatorValue
from success_factors.services.indicators import unusual

COLUMNS: Final = ("Zeit", "Wert", "Gruppe", "Quelle", "Hinweis", "Einschränkung")
NEEDED: Final = ("Zeit", "Wert", "Quelle")
MOST_ROWS: Final = 2000
SIGNS: Final = {member.sign: member for member in TableSign} | {"...": TableSign.LATER, "-": TableSign.NOTHING}
QUALIFIERS: Final = {str(member.label): member for member in Qualifier}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which cell; row 1 is the line with the names of the columns."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be imported, and what not."""

    rows: list[tuple[PartialDate, dict[str, Any]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)

    @property
    def bad_rows(self) -> int:
        """How many rows have a problem."""
        return len({problem.row for problem in self.problems})


def read_series(indicator: Indicator, text: str) -> Preview:
    """The rows of `text` that can be values of `indicator`, and the problems of the others. Writes nothing."""
    try:
        lines = lines_of(text, most=MOST_ROWS + 1)
    except Refused as refusal:
        return Preview(problems=[Problem(1, "", str(refusal))])
    if not lines:
        return Preview(problems=[Problem(1, "", "Es sind keine Zeilen da.")])
    head = [cell.strip().casefold() for cell in lines[0][1]]
    places = {name: head.index(name.casefold()) for name in COLUMNS if name.casefold() in head}
    if missing := [name for name in NEEDED if name not in places]:
        sentence = "Diese Spalte fehlt. Die erste Zeile muss die Spalten nennen."
        return Preview(problems=[Problem(1, name, sentence) for name in missing])
    if len(lines) > MOST_ROWS:
        return Preview(problems=[Problem(MOST_ROWS, "", f"Mehr als {MOST_ROWS} Zeilen. Bitte teilen Sie die Datei.")])
    return _checked(indicator, lines, places)


def as_text(table: Table) -> str:
    """`table` as the text that `read_series` takes; each row stands in the line whose number it has in the file."""
    rows = dict(zip(table.numbers, table.rows, strict=True))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(table.headings)
    for number in range(2, max(rows, default=1) + 1):
        writer.writerow([" ".join(cell.split()) for cell in rows.get(number, [])])
    return out.getvalue()


def _checked(indicator: Indicator, lines: list[tuple[int, list[str]]], places: dict[str, int]) -> Preview:
    preview, seen = Preview(), set(_known(indicator))
    for number, line in lines[1:]:
        cells = {name: line[at].strip() if at < len(line) else "" for name, at in places.items()}
        row = _Row(indicator, number, cells)
        period, values = row.read()
        if period and not row.problems:
            key = (period.last_day, period.precision, values["group"])
            if key in seen:
                row.problem("Zeit", "Für diese Zeit und Gruppe gibt es schon einen Wert. Bitte einzeln erfassen.")
            seen.add(key)
        preview.cells.append([cells.get(name, "") for name in COLUMNS])
        preview.problems.extend(row.problems)
        if period and not row.problems:
            preview.rows.append((period, values))
    return preview


def _known(indicator: Indicator) -> Any:
    used = IndicatorValue.objects.used().filter(indicator=indicator)
    return used.values_list("reference_date", "reference_precision", "group")


class _Row:
    """One line and what is wrong with it."""

    def __init__(self, indicator: Indicator, number: int, cells: dict[str, str]) -> None:
        self.indicator, self.number, self.cells = indicator, number, cells
        self.problems: list[Problem] = []

    def problem(self, column: str, sentence: str) -> None:
        """One more thing to put right."""
        self.problems.append(Problem(self.number, column, sentence))

    def read(self) -> tuple[PartialDate | None, dict[str, Any]]:
        """Time and values, as far as they can be read."""
        period = self._period()
        value, sign = self._number()
        if period and value is not None:
            group = self.cells.get("Gruppe", "")
            if sentence := unusual(self.indicator, value, group, period.last_day):
                self.problem("Wert", f"{sentence} Bitte einzeln erfassen.")
        if not self.cells["Quelle"]:
            self.problem("Quelle", "Jeder Wert braucht eine Quelle.")
        values = {"group": self.cells.get("Gruppe", "")[:100], "value": value, "sign": sign}
        return period, values | {
            "source": self.cells["Quelle"], "note": self.cells.get("Hinweis", ""), "qualifier": self._qualifier(),
            "starts_new_series": False,
        }  # fmt: skip

    def _period(self) -> PartialDate | None:
        try:
            found = parse_partial_date(self.cells["Zeit"])
        except ValueError:
            found = None
        if found is None or found.date.year < EARLIEST_YEAR:
            self.problem("Zeit", f"„{self.cells['Zeit'][:40]}“ ist kein Jahr, Monat oder Tag.")
            return None
        if found.last_day > timezone.localdate():
            self.problem("Zeit", "Dieser Zeitraum ist noch nicht zu Ende.")
            return None
        return found

    def _number(self) -> tuple[Decimal | None, str]:
        text = self.cells["Wert"]
        if text in SIGNS:
            return None, SIGNS[text].value
        try:
            value = GermanDecimalField(max_digits=16, decimal_places=2).clean(text)
        except ValidationError:
            self.problem("Wert", f"„{text[:40]}“ ist keine Zahl. Zum Beispiel 1.234,5 oder ein Zeichen (– . … / x).")
            return None, ""
        return value, ""

    def _qualifier(self) -> str:
        text = self.cells.get("Einschränkung", "").casefold()
        if text and text not in QUALIFIERS:
            self.problem("Einschränkung", f"„{text[:40]}“ gibt es nicht. Möglich: {', '.join(QUALIFIERS)}.")
        return QUALIFIERS[text].value if text in QUALIFIERS else ""
