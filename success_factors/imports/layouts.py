"""What the columns of a table of official statistics mean: GENESIS and Regionalstatistik, Zensus, BA, own lists.

GENESIS and Zensus write a „flat“ CSV in two forms. Until 2024: `Zeit`, `1_Auspraegung_Code`, `1_Auspraegung_Label`, a
column `BEVSTD__Bevoelkerungsstand__Anzahl` for each value. Since then: `time`, `1_variable_attribute_code`,
`1_variable_attribute_label`, `value`, `value_variable_label`. Tables of the Bundesagentur für Arbeit name the years or
months in the headings and what is counted in front of each row, or the time above and „Insgesamt“, „Frauen“,
„Ausländer“ below; those of IT.NRW the same, or the time in the title alone. docs/einlesen.md says where this is from.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from neuss_integration.foundation.forms.written_dates import read_written_date
from neuss_integration.foundation.spreadsheets.cells import SheetTable
from neuss_integration.foundation.words.folding import fold
from success_factors.imports.numbers import measured
from success_factors.imports.series import OTHER_WORDS


class ColumnRole(StrEnum):
    """What a column holds. The values stand in addresses and in what is remembered."""

    TIME = "zeit"
    VALUE = "wert"
    TIMED = "werte-der-zeit"
    QUALITY = "guete"
    GROUP = "gruppe"
    WHAT = "was"
    REGION = "gebiet"
    SOURCE = "quelle"
    NOTE = "hinweis"
    NOTHING = "nichts"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS: Final = {
    ColumnRole.TIME: "Zeit",
    ColumnRole.VALUE: "Werte",
    ColumnRole.TIMED: "Werte der Zeit, die in der Überschrift steht",
    ColumnRole.QUALITY: "Zeichen zum Wert (e, p, r, s)",
    ColumnRole.GROUP: "Gruppe",
    ColumnRole.WHAT: "Was gezählt wird",
    ColumnRole.REGION: "Gemeinde oder Gebiet",
    ColumnRole.SOURCE: "Quelle",
    ColumnRole.NOTE: "Hinweis",
    ColumnRole.NOTHING: "nicht einlesen",
}
WORDS: Final = {
    ColumnRole.TIME: (*OTHER_WORDS["Zeit"], "Zeit", "time", "Berichtsmonat", "Berichtszeitpunkt", "Stand"),
    ColumnRole.GROUP: (*OTHER_WORDS["Gruppe"], "Gruppe", "Geschlecht", "Staatsangehörigkeit", "Altersgruppe"),
    ColumnRole.SOURCE: (*OTHER_WORDS["Quelle"], "Quelle"),
    ColumnRole.NOTE: (*OTHER_WORDS["Hinweis"], "Hinweis"),
    ColumnRole.REGION: ("AGS", "ARS", "RS", "_RS", "Gemeinde", "Gemeindeschlüssel", "Regionalschlüssel",
                  "Amtlicher Gemeindeschlüssel", "Schlüssel", "Schlüssel-Nr.", "Schlüsselnummer",
                  "Verwaltungsbezirk", "Gebietseinheit", "Kreis", "Gebiet", "Region", "Kommune",
                  "Gemeindename", "Stadt", "Raumeinheit"),
    ColumnRole.WHAT: ("value_variable_label", "Indikator", "Kennzahl", "Kennzahlen", "Wertemerkmal"),
    ColumnRole.VALUE: ("value", "Wert", "Werte", "Messwert", "Insgesamt", "Männer", "Frauen", "männlich", "weiblich",
                       "Deutsche", "Ausländer", "Nichtdeutsche", "Anteil in %"),
    ColumnRole.QUALITY: ("value_q", "Qualitätskennzeichen"),
}  # fmt: skip
BY_WORD: Final = {fold(word): role for role, words in WORDS.items() for word in words}
FLAT_CODE: Final = re.compile(r"(\d+)_(?:variable_attribute|auspraegung)_code")
FLAT_LABEL: Final = re.compile(r"(\d+)_(?:variable_attribute|auspraegung)_label")
FLAT_QUALITY: Final = re.compile(r"\S+__q")
"""What the old flat CSV writes behind a column of values: `BEVSTD__Bevoelkerungsstand__q` (Destatis on both forms)."""
FLAT_VALUE: Final = re.compile(r"[A-Z][A-Z0-9]+__(?P<label>[^_].*?)__(?P<unit>.+)")
FLAT_REST: Final = re.compile(
    r"(?:statistics|statistik|time|zeit|\d+_variable|\d+_merkmal|value_variable)_(?:code|label)|value_unit"
)
MONTHS: Final = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
PART_OF_YEAR: Final = re.compile(rf"{MONTHS}|[1-4]\. Quartal|[12]\. Halbjahr")
"""Months and quarters stand in the flat CSV as an attribute beside the year."""
A_TIME: Final = rf"(?:\d\d?\.\d\d?\.|(?:{MONTHS}) )?(?:19|20)\d\d(?:/\d\d)?"
TIME_IN_HEADING: Final = re.compile(rf"^{A_TIME}(?=\s)|(?<=\s){A_TIME}$")
TIME_OF_ALL: Final = re.compile(
    rf"(?:Berichtsmonat|Berichtsjahr|Berichtszeitraum|Stichtag|Stand|Jahr|am)\b:?\s*"
    rf"(\d\d?\.\s?(?:\d\d?\.|(?:{MONTHS}))\s?(?:19|20)\d\d|(?:{MONTHS}) (?:19|20)\d\d|(?:19|20)\d\d)"
)
YEAR: Final = re.compile(r"(?:19|20)\d\d")
CODE: Final = re.compile(r"(\d{5}|\d{7,8}|\d{11,12})(?!\d)")
TOTALS: Final = frozenset(fold(word) for word in ("Insgesamt", "Gesamt", "Total", "alle", "Zusammen", "Summe"))
HALF: Final = 0.5


def known_columns(headings: Sequence[str]) -> int:
    """How many of `headings` say by themselves what stands below; „Insgesamt“ and „Frauen“ together once."""
    roles = [role for heading in headings if (role := _by_heading(heading))]
    return len(roles) - max(roles.count(ColumnRole.VALUE) - 1, 0)


def unread(headings: Sequence[str], rows: Sequence[Sequence[str]], roles: Sequence[ColumnRole]) -> list[str]:
    """The columns that hold something and are not taken in, by name; not those that are a code of another one."""
    return [
        heading
        for place, (heading, role) in enumerate(zip(headings, roles, strict=True))
        if role is ColumnRole.NOTHING and _by_heading(heading) is None and any(row[place] for row in rows)
    ]


def is_flat(headings: Sequence[str]) -> bool:
    """Whether it is the flat CSV of GENESIS, Regionalstatistik or Zensus."""
    return any(FLAT_CODE.fullmatch(fold(heading)) for heading in headings)


def roles_of(headings: Sequence[str], rows: Sequence[Sequence[str]], own: "Municipality") -> list[ColumnRole]:
    """The most likely role of each column."""
    columns = [[row[place] for row in rows] for place in range(len(headings))]
    regions = {place for place, cells in enumerate(columns) if own.is_named_by(headings[place], cells)}
    numbers = {match[1] for place in regions if (match := FLAT_CODE.fullmatch(fold(headings[place])))}
    known = [_by_heading(heading) for heading in headings]
    is_timed = ColumnRole.TIMED in known
    if ColumnRole.TIME in known:
        known = [
            None if role is ColumnRole.TIMED and not is_time(headings[at]) else role for at, role in enumerate(known)
        ]
    roles = []
    for place, heading in enumerate(headings):
        label = FLAT_LABEL.fullmatch(fold(heading))
        if place in regions:
            roles.append(ColumnRole.REGION)
        elif label and label[1] in numbers:
            roles.append(ColumnRole.NOTHING)
        else:
            roles.append(known[place] or _by_content(heading, columns[place], is_timed=is_timed))
    return roles


def _by_heading(heading: str) -> ColumnRole | None:
    folded = fold(heading)
    if FLAT_LABEL.fullmatch(folded):
        return ColumnRole.GROUP
    if role := BY_WORD.get(folded):
        return role
    if FLAT_QUALITY.fullmatch(heading.strip()):
        return ColumnRole.QUALITY
    if FLAT_VALUE.fullmatch(heading.strip()):
        return ColumnRole.VALUE
    if FLAT_CODE.fullmatch(folded) or FLAT_REST.fullmatch(folded):
        return ColumnRole.NOTHING
    return ColumnRole.TIMED if timed(heading) else None


def _by_content(heading: str, cells: Sequence[str], *, is_timed: bool) -> ColumnRole:
    filled = [cell for cell in cells if cell]
    if not filled or not heading:
        return ColumnRole.WHAT if filled and is_timed and not all(map(_is_value, filled)) else ColumnRole.NOTHING
    if sum(map(_is_value, filled)) >= HALF * len(filled):
        return ColumnRole.NOTHING if is_timed else ColumnRole.VALUE
    return ColumnRole.WHAT if is_timed else ColumnRole.GROUP


def _is_value(cell: str) -> bool:
    return not measured(cell, "").problem


def signature(headings: Sequence[str]) -> str:
    """The same for tables of one kind: their headings, whatever years these name."""
    told = [f"@ {fold(time[1])}" if (time := timed(heading)) else fold(heading) for heading in headings]
    kinds = [each for at, each in enumerate(told) if not (each.startswith("@") and each in told[:at])]
    return hashlib.sha256("\n".join(kinds).encode()).hexdigest()


def is_time(text: str) -> bool:
    """Whether a heading names a year, a month or a day."""
    if not YEAR.search(text):
        return False
    try:
        return read_written_date(text) is not None
    except ValueError:
        return False


def timed(heading: str) -> tuple[str, str] | None:
    """The time that a heading names and what stands beside it: „30.06.2024 Insgesamt“, „Anteil 2023“."""
    for text, place in ((heading, None), *((heading, each.span()) for each in TIME_IN_HEADING.finditer(heading))):
        time = text if place is None else text[place[0] : place[1]]
        rest = "" if place is None else f"{text[: place[0]]} {text[place[1] :]}".strip()
        if is_time(time):
            return time, " ".join(rest.split())
    return None


def time_in(texts: Sequence[str]) -> str:
    """The one time that titles name as that of all values: „Berichtsmonat: Dezember 2024“, „Stichtag: 31.12.2023“."""
    found = [match[1].strip() for text in texts if (match := TIME_OF_ALL.search(text)) and is_time(match[1].strip())]
    return found[0] if found else ""


def with_time(table: SheetTable, roles: Sequence[ColumnRole]) -> SheetTable:
    """The table with a column for the time where only its title names it."""
    has_time = {ColumnRole.TIME, ColumnRole.TIMED} & set(roles)
    time = "" if has_time else time_in(table.around)
    if not time:
        return table
    told = f"Die Zeit steht nur im Titel und gilt für alle Werte: {time}."
    rows = [[*row, time] for row in table.rows]
    return replace(table, headings=[*table.headings, "Zeit"], rows=rows, notices=[*table.notices, told])


class Municipality:
    """The own city by its official key and its name, as tables name it."""

    def __init__(self, key: str, name: str) -> None:
        self.key = key
        forms = ("{}", "{}, Stadt", "Stadt {}", "{} Stadt", "{}, kreisangehörige Stadt", "{}, kreisfreie Stadt")
        self.names = {fold(form.format(name)) for form in forms} if len(key) == 8 else set()

    def is_own(self, cell: str) -> bool:
        """Whether the cell names the city: 05162024, the 12 digits of the Zensus, „5162024 Neuss, Stadt“, its name."""
        if match := CODE.match(cell):
            return _as_key(match[1]) == self.key
        return fold(cell) in self.names

    def is_named_by(self, heading: str, cells: Sequence[str]) -> bool:
        """Whether the column says of which place each row is."""
        filled = [cell for cell in cells if cell]
        is_code = bool(filled) and all(CODE.fullmatch(cell) for cell in filled)
        folded = fold(heading)
        if FLAT_LABEL.fullmatch(folded) or folded.startswith("statisti"):
            return False
        is_meant = BY_WORD.get(folded) is ColumnRole.REGION or FLAT_CODE.fullmatch(folded) is not None
        return (is_meant and is_code) or any(map(self.is_own, filled)) or (BY_WORD.get(folded) is ColumnRole.REGION)


def _as_key(code: str) -> str:
    """The eight digits of a municipality, also of twelve digits and where a program took the zero away."""
    whole = code.zfill(8 if len(code) <= 8 else 12) if len(code) != 5 else code
    return whole[:5] + whole[9:] if len(whole) == 12 else whole
