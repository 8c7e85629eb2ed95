"""The series of a table that holds several: what was found, for the own city only, and how it becomes values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import SheetTable, listed
from neuss_integration.foundation.words.folding import fold
from neuss_integration.foundation.words.nouns import count_of
from success_factors.enums import Qualifier
from success_factors.imports.layouts import (
    FLAT_QUALITY,
    FLAT_VALUE,
    PART_OF_YEAR,
    TOTALS,
    YEAR,
    ColumnRole,
    Municipality,
    is_flat,
    timed,
)
from success_factors.imports.numbers import PLACES, Measured, measured
from success_factors.imports.series import COLUMNS, SeriesPreview, read_lines
from success_factors.models import Indicator

NOT_THERE: Final = (
    "In der Datei steht keine Zeile zu {name} ({key}), sondern zu: {others}. Bitte prüfen Sie die Datei oder geben Sie "
    "einen anderen Gemeindeschlüssel an."
)
NO_DENOMINATOR: Final = "Zähler ohne Nenner"
SOURCE: Final = re.compile(r"(?:^Quellen?:|©)\s*(.{3,200})")
PER_THOUSAND: Final = ("je 1.000", "je 1000", "promille", "‰")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a series as it stands in the file."""

    line: int
    time: str
    group: str
    cell: str
    source: str = ""
    note: str = ""


@dataclass(slots=True)
class SeriesChoice:
    """Which indicator a series is of, and by which other series it is divided."""

    indicator: Indicator
    key: str
    by: str = ""
    preview: SeriesPreview = field(default_factory=SeriesPreview)


def own_rows(table: SheetTable, roles: Sequence[ColumnRole], own: Municipality, name: str) -> SheetTable:
    """The table with the rows of the own city only. Raises Refused when it has those of other places alone."""
    places = [place for place, role in enumerate(roles) if role is ColumnRole.REGION]
    if not places:
        return table
    named, unnamed = _places_named(table, places)
    kept = [at for at, cells in enumerate(named) if any(map(own.is_own, cells))]
    if not kept:
        others = list(dict.fromkeys(" ".join(cells)[:40] for cells in named))
        raise Refused(NOT_THERE.format(name=name, key=own.key, others=listed(others)))
    left = len(table.rows) - len(kept)
    told = [f"Gelesen werden nur die Zeilen zu {name}; {count_of(left, 'Zeile')} zu anderen Gebieten nicht."] * bool(
        left
    )
    if unnamed:
        told.append(
            f"{count_of(unnamed, 'Zeile')} ohne Gebiet gehört zum Gebiet darüber."
            if unnamed == 1
            else f"{count_of(unnamed, 'Zeile')} ohne Gebiet gehören zum Gebiet darüber."
        )
    return replace(
        table,
        rows=[table.rows[at] for at in kept],
        numbers=[table.numbers[at] for at in kept],
        notices=[*table.notices, *told],
    )


def _places_named(table: SheetTable, places: Sequence[int]) -> tuple[list[list[str]], int]:
    """The places of each row: where it names none, those of the row above; and how many rows of values name none."""
    named: list[list[str]] = []
    unnamed = 0
    for row in table.rows:
        cells = [row[place] for place in places]
        if not any(cells) and named:
            cells, unnamed = named[-1], unnamed + 1
        named.append(cells)
    return named, unnamed


def series_in(table: SheetTable, roles: Sequence[ColumnRole]) -> dict[str, list[Entry]]:
    """The values of each series by its name, in the order of the file."""
    found: dict[str, list[Entry]] = {}
    at = {role: [place for place, each in enumerate(roles) if each is role] for role in ColumnRole}
    values, units = [*at[ColumnRole.VALUE], *at[ColumnRole.TIMED]], _units(table, at[ColumnRole.WHAT])
    for line, row in zip(table.numbers, table.rows, strict=True):
        what = ", ".join(row[place] for place in at[ColumnRole.WHAT] if row[place]) + units.get(line, "")
        groups = [row[place] for place in at[ColumnRole.GROUP] if row[place] and fold(row[place]) not in TOTALS]
        time, source, note = (_first(row, at[role]) for role in (ColumnRole.TIME, ColumnRole.SOURCE, ColumnRole.NOTE))
        if YEAR.fullmatch(time) and (parts := [each for each in groups if PART_OF_YEAR.fullmatch(each)]):
            groups, time = [each for each in groups if each not in parts], f"{parts[0]} {time}"
        for place in values:
            is_timed = roles[place] is ColumnRole.TIMED
            mark = _first(row, _quality_of(place, table.headings, at[ColumnRole.QUALITY]))
            cell = f"{row[place]} {mark}".strip() if mark not in ("", row[place]) else row[place]
            if cell:
                when, beside = timed(table.headings[place]) or (table.headings[place], "") if is_timed else (time, "")
                what_it_is = ": ".join(filter(None, (what, beside)))
                key = _key(what_it_is, table.headings[place], is_timed=is_timed, is_only=len(at[ColumnRole.VALUE]) == 1)
                found.setdefault(key, []).append(Entry(line, when, ", ".join(groups), cell, source, note))
    return found


def _quality_of(place: int, headings: Sequence[str], marks: Sequence[int]) -> list[int]:
    """The columns of signs that hold for a column of values: its own behind it, else those that are of no other."""
    own = [mark for mark in marks if FLAT_QUALITY.fullmatch(headings[mark].strip())]
    return [mark for mark in own if mark == place + 1] or [mark for mark in marks if mark not in own]


def _units(table: SheetTable, what: Sequence[int]) -> dict[int, str]:
    """The unit of each row by its number, where one name stands for values of several: „Index“ in 2020=100 and in %."""
    place = next((at for at, heading in enumerate(table.headings) if fold(heading) == "value_unit"), None)
    if place is None:
        return {}
    named = {tuple(row[at] for at in what): {row[place]} for row in table.rows}
    for row in table.rows:
        named[tuple(row[at] for at in what)].add(row[place])
    several = {name for name, units in named.items() if len(units) > 1}
    rows = zip(table.numbers, table.rows, strict=True)
    return {number: f" ({row[place]})" for number, row in rows if tuple(row[at] for at in what) in several}


def _first(row: Sequence[str], places: Sequence[int]) -> str:
    return next((row[place] for place in places if row[place]), "")


def _key(what: str, heading: str, *, is_timed: bool, is_only: bool) -> str:
    if is_timed:
        return what or "Werte"
    if flat := FLAT_VALUE.fullmatch(heading.strip()):
        heading = f"{flat['label'].replace('_', ' ')} ({flat['unit'].replace('_', ' ')})"
    return what if what and is_only else ": ".join(filter(None, (what, heading)))


def source_of(table: SheetTable) -> str:
    """What the flat CSV says about where its numbers are from; empty for others."""
    if not is_flat(table.headings) or not table.rows:
        named = [match[1].strip() for text in table.around if (match := SOURCE.search(text))]
        return named[-1] if named else ""
    first = {fold(heading): cell for heading, cell in zip(table.headings, table.rows[0], strict=True)}
    label = first.get("statistics_label") or first.get("statistik_label") or ""
    code = first.get("statistics_code") or first.get("statistik_code") or ""
    office = "Zensus 2022" if code[:1] + code[4:] == "1A" else "GENESIS"
    return ", ".join(filter(None, (f"{office}: {label}", code))) if label or code else ""


def previewed(choices: Sequence[SeriesChoice], found: Mapping[str, list[Entry]], source: str) -> None:
    """Each of `choices` knows which values its indicator would get, and what is wrong with others. Writes nothing."""
    for choice in choices:
        entries = found.get(choice.key, [])
        if choice.by:
            entries = divided(entries, found.get(choice.by, []), choice.indicator.unit)
        lines = [(0, list(COLUMNS[:5]))]
        lines += [(each.line, [each.time, each.cell, each.group, each.source, each.note]) for each in entries]
        choice.preview = read_lines(choice.indicator, lines, source=source)


def divided(above: Sequence[Entry], below: Sequence[Entry], unit: str) -> list[Entry]:
    """Each value of `above` by that of `below` of the same time and group, in the `unit`; a sign stays a sign."""
    denominators = {(entry.time, entry.group): entry for entry in below}
    result = []
    for entry in above:
        under = denominators.get((entry.time, entry.group)) or denominators.get((entry.time, ""))
        cell, note = _quotient(measured(entry.cell, ""), under, unit, entry.cell)
        result.append(replace(entry, cell=cell, note="; ".join(filter(None, (entry.note, note)))))
    return result


def _quotient(top: Measured, under: Entry | None, unit: str, written: str) -> tuple[str, str]:
    bottom = measured(under.cell, "") if under else None
    if top.value is None:
        return written, ""
    if bottom is None or under is None or not bottom.value:
        return bottom.sign and under.cell if bottom and under and bottom.sign else NO_DENOMINATOR, ""
    words = unit.lower()
    factor = 100 if "%" in words else 1000 if any(word in words for word in PER_THOUSAND) else 1
    value = (top.value * Decimal(factor) / bottom.value).quantize(PLACES, ROUND_HALF_UP)
    marks = "".join(sorted({each for each in ("e", "p") if each in (top.qualifier[:1], bottom.qualifier[:1])}))
    share = f"{value}".replace(".", ",")
    if Qualifier.WEAK in (top.qualifier, bottom.qualifier):
        return f"({share})", f"{written} von {under.cell}"
    return share + (f" {marks}" if marks else ""), f"{written} von {under.cell}"
