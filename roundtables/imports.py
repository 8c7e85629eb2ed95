"""Taking in needs from a list, such as the own download: what each row would enter or change."""

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File

from measures.catalogue.importing.names import EVERYWHERE, NameLookup
from measures.catalogue.importing.proposals import means_whole_city
from measures.enums import NameKind
from measures.selectors.facts import CITYWIDE
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.model_sentences import sentences_of
from neuss_integration.foundation.forms.written_dates import read_written_date
from neuss_integration.foundation.spreadsheets.cells import ERROR_SENTENCE, SheetTable, is_cut, is_error, unread_columns
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.foundation.spreadsheets.repeats import with_repeats
from neuss_integration.foundation.words.folding import fold, name_key
from neuss_integration.foundation.words.hygiene import clean
from neuss_integration.maintenance.imports import ListPlan, ListRow, take_in_rows
from roundtables.enums.needs import NeedOrigin
from roundtables.models import Need, RoundTable
from roundtables.services.needs import problems_of, raise_need, update_need

MAX_ROWS: Final = 1_000
MAX_BYTES: Final = 5 * 1024 * 1024
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "number": ("Nummer", "Nr.", "Nr", "Bedarf Nr."),
    "title": ("Titel", "Bedarf", "Bezeichnung", "Thema", "Was fehlt"),
    "description": ("Beschreibung", "Erläuterung", "Inhalt"),
    "round_table": ("Runder Tisch", "Gremium"),
    "raised_on": ("gemeldet am", "Datum", "Meldung am", "Eingang"),
    "origin": ("Woher", "Herkunft"),
    "raised_by_organisation": ("gemeldet von", "Organisation", "Einrichtung", "gemeldet von (Organisation)"),
    "service": ("Betroffene Dienstleistung", "Dienstleistung"),
    "field_of_action": ("Handlungsfeld", "Themenfeld"),
    "success_factors": ("Erfolgsfaktoren", "Erfolgsfaktor"),
    "target_groups": ("Zielgruppen", "Zielgruppe"),
    "districts": ("Wo", "Stadtteile", "Stadtteil", "Ort"),
    "outcome": ("Was daraus wurde", "Ergebnis"),
}
LABELS: Final = {name: words[0] for name, words in COLUMNS.items()}
ONLY_SHOWN: Final = ("Status", "Begründung des Status", "Maßnahmen", "zusammengeführt mit")
"""What the own download tells besides; states change on the page of the need."""
NAMED: Final = {
    "raised_by_organisation": NameKind.ORGANISATION,
    "field_of_action": NameKind.FIELD,
    "success_factors": NameKind.FACTOR,
    "target_groups": NameKind.TARGET_GROUP,
    "districts": NameKind.DISTRICT,
}
REFERENCES: Final = (
    "number", "round_table", "meeting", "raised_by", "raised_by_organisation", "field_of_action", "merged_into",
)  # fmt: skip
SINGLE: Final = ("raised_by_organisation", "field_of_action")
NO_TITLE: Final = (
    "In welcher Spalte die Bedarfe stehen, ist nicht zu erkennen. Bitte nennen Sie sie in der ersten Zeile „Titel“."
)
NO_NUMBER: Final = "Den Bedarf {} gibt es nicht. Bitte leeren Sie die Zelle, wenn er neu ist; er bekommt seine Nummer."
TWICE: Final = "Dieser Bedarf steht schon in Zeile {}. Bitte löschen Sie eine der beiden Zeilen."
SEVERAL: Final = "Es gibt mehrere Bedarfe mit diesem Titel ({}). Bitte tragen Sie die Nummer ein."
UNKNOWN: Final = (
    "„{}“ ist bei „{}“ nicht bekannt. Bitte legen Sie es in den Stammdaten an oder berichtigen Sie die Zelle."
)
NO_TABLE: Final = "Bitte nennen Sie in der Spalte „Runder Tisch“, an welchem Tisch der Bedarf beraten wird."
NO_DAY: Final = "„{}“ bei „gemeldet am“ ist kein Tag. Bitte schreiben Sie ihn wie 12.03.2026."
NO_ORIGIN: Final = "„{}“ gibt es bei „Woher“ nicht. Möglich sind: {}."
CUT: Final = "Der Text bei „{}“ ist in der Datei gekürzt. Bitte leeren Sie die Zelle."
OTHER_STATE: Final = (
    "Status, Begründung, Maßnahmen und Zusammenführungen ändert die Liste nicht, sondern die Seite des Bedarfs."
)


def places_of(headings: Sequence[str]) -> dict[str, int]:
    """The place of each of COLUMNS; own names come first."""
    folded = [fold(heading).strip(" :*") for heading in headings]
    found: dict[str, int] = {}
    for words in (lambda name: COLUMNS[name][:1], lambda name: COLUMNS[name][1:]):
        for name in COLUMNS:
            place = next((folded.index(fold(word)) for word in words(name) if fold(word) in folded), None)
            if place is not None and name not in found and place not in found.values():
                found[name] = place
    return found


def read_needs(upload: File | None, text: str) -> SheetTable:
    """The table of a file or of what was pasted. Raises Refused with a sentence."""
    upload = upload or ContentFile(text.encode(), name="liste.csv")
    table = read_table(upload, max_rows=MAX_ROWS, max_bytes=MAX_BYTES, score=lambda row: len(places_of(row)))
    if not {"number", "title"} & places_of(table.headings).keys():
        raise Refused(NO_TITLE)
    return table


def plan_needs(table: SheetTable, *, by: User) -> ListPlan:
    """What taking in the table would do now; nothing is written. A fixed number of queries, whatever the rows."""
    reader = _NeedReader(places_of(table.headings), by)
    table = with_repeats(table, {place: name for name, place in reader.places.items()}, reader.numbered)
    rows = [reader.row(line, cells) for line, cells in zip(table.numbers, table.rows, strict=True)]
    return ListPlan(rows, [*table.notices, *_ignored(table, reader.places)])


def _ignored(table: SheetTable, places: Mapping[str, int]) -> list[str]:
    """What is not taken in, by name."""
    shown = {fold(word) for word in ONLY_SHOWN}
    filled = [at for at in range(len(table.headings)) if at not in places.values() and any(r[at] for r in table.rows)]
    unread = [table.headings[at] for at in filled if fold(table.headings[at]) not in shown]
    return unread_columns(unread) + [OTHER_STATE] * (len(unread) < len(filled))


class _NeedReader:
    """Reads each row against the needs, tables and names there are."""

    def __init__(self, places: Mapping[str, int], by: User) -> None:
        self.places, self.by, self.names = places, by, NameLookup(splits=True)
        found = Need.objects.visible_to(by).select_related(
            "round_table", "raised_by_organisation", "field_of_action", "meeting"
        )
        found = found.prefetch_related("success_factors", "target_groups", "districts")
        self.by_number = {need.number: need for need in found}
        self.by_title: dict[tuple[str, int], list[Need]] = {}
        for need in self.by_number.values():
            self.by_title.setdefault((name_key(need.title), need.round_table_id), []).append(need)
        self.tables = {name_key(each.name): each for each in RoundTable.objects.inside_of(by)}
        self.origins = {fold(str(label)): value for value, label in NeedOrigin.choices}
        self.seen: dict[Any, int] = {}

    def numbered(self, cells: Sequence[str]) -> Need | None:
        """The need whose number stands in the row."""
        return self.by_number.get(cells[self.places["number"]]) if "number" in self.places else None

    def row(self, line: int, cells: Sequence[str]) -> ListRow:
        """What would become of the row."""
        filled = {name: cells[at].strip() for name, at in self.places.items() if cells[at].strip()}
        row = ListRow(line, filled.get("title") or filled.get("number", ""))
        for name, text in filled.items():
            row.problems += [ERROR_SENTENCE.format(heading=COLUMNS[name][0], error=text)] * is_error(text)
            row.problems += [CUT.format(COLUMNS[name][0])] * is_cut(text)
        values = {} if row.problems else self._values(row, filled)
        if not row.problems:
            self._find(row, filled, values)
        if not row.problems:
            self._compare(row, values)
        return row

    def _values(self, row: ListRow, filled: Mapping[str, str]) -> dict[str, Any]:
        """The values of the cells, and sentences about those that have none."""
        values: dict[str, Any] = {
            name: filled[name] for name in ("title", "description", "service", "outcome") if name in filled
        }
        readers: dict[str, Callable[[str], Any]] = {
            "round_table": self._table,
            "raised_on": _day,
            "origin": self._origin,
        }
        for name in filled:
            try:
                if name in readers:
                    values[name] = readers[name](filled[name])
                elif name in NAMED:
                    values |= self._named(name, filled[name])
            except ValueError as problem:
                row.problems.append(str(problem))
        return values

    def _table(self, text: str) -> RoundTable:
        if name_key(text) not in self.tables:
            raise ValueError(UNKNOWN.format(text[:80], "Runder Tisch"))
        return self.tables[name_key(text)]

    def _origin(self, text: str) -> str:
        if fold(text) not in self.origins:
            raise ValueError(NO_ORIGIN.format(text[:80], ", ".join(str(label) for _, label in NeedOrigin.choices)))
        return self.origins[fold(text)]

    def _named(self, name: str, text: str) -> dict[str, Any]:
        kind, rows = NAMED[name], []
        for each in [text] if name in SINGLE else self.names.split(kind, text):
            is_known, meant = self.names.find(kind, each)
            if not is_known and kind is NameKind.DISTRICT and means_whole_city(each):
                is_known, meant = True, EVERYWHERE
            if not is_known:
                raise ValueError(UNKNOWN.format(each[:80], COLUMNS[name][0]))
            rows += [meant] * (meant is not None and meant not in rows)
        if name in SINGLE:
            return {name: rows[0] if rows else None}
        if name == "districts":
            is_whole = EVERYWHERE in rows
            return {"is_citywide": is_whole, name: [] if is_whole else rows}
        return {name: rows}

    def _find(self, row: ListRow, filled: Mapping[str, str], values: dict[str, Any]) -> None:
        """The need that the row is about; None for a new one, with what nobody told."""
        number, tables = filled.get("number", ""), list(self.tables.values())
        table = values.get("round_table") or (tables[0] if len(tables) == 1 else None)
        if number:
            row.item = self.by_number.get(number)
            row.problems += [NO_NUMBER.format(number[:20])] * (row.item is None)
        elif table is None:
            row.problems.append(NO_TABLE)
        else:
            twins = self.by_title.get((name_key(filled.get("title", "")), table.pk), [])
            row.item = twins[0] if twins else None
            row.problems += [SEVERAL.format(", ".join(need.number for need in twins))] * (len(twins) > 1)
            if row.item is None:
                values |= {"round_table": table} | {"origin": values.get("origin", NeedOrigin.OFFICE)}
        key = row.item.pk if row.item else name_key(row.name)
        first = self.seen.setdefault(key, row.line)
        row.problems += [TWICE.format(first)] * (first != row.line)
        row.name = f"{row.item.number} {row.item.title}" if row.item else row.name

    def _compare(self, row: ListRow, values: Mapping[str, Any]) -> None:
        """What differs from what is stored, with the sentences of the model about it."""
        before = row.item or Need(raised_by=self.by)
        row.values = {name: value for name, value in values.items() if not _is_same(row.item, name, value)}
        after = copy.copy(before)
        for name, value in row.values.items():
            if name not in ("success_factors", "target_groups", "districts"):
                setattr(after, name, value)
        row.problems += problems_of(after).values()
        try:
            after.clean_fields(exclude=REFERENCES)
        except ValidationError as error:
            row.problems += sentences_of(error, Need, labels=LABELS)
        if row.problems:
            return
        told = [name for name in values if name in row.values and name != "is_citywide"]
        told += ["districts"] * ("is_citywide" in row.values and "districts" not in told)
        row.differences = [
            (COLUMNS[name][0], _shown(_stored(row.item, name)), _shown(_told(values, name))) for name in told
        ]


def _day(text: str) -> Any:
    try:
        found = read_written_date(text)
    except ValueError:
        found = None
    if found is None or found.date.precision != "day":
        raise ValueError(NO_DAY.format(text[:40]))
    return found.date.date


def _stored(need: Need | None, name: str) -> Any:
    if need is None:
        return ""
    if name == "districts" and need.is_citywide:
        return CITYWIDE
    if name == "origin":
        return need.get_origin_display()
    value = getattr(need, name)
    return list(value.all()) if name in ("success_factors", "target_groups", "districts") else value


def _told(values: Mapping[str, Any], name: str) -> Any:
    if name == "districts" and values.get("is_citywide"):
        return CITYWIDE
    return NeedOrigin(values[name]).label if name == "origin" else values[name]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else str(value or "")


def _is_same(need: Need | None, name: str, value: Any) -> bool:
    if need is None:
        return False
    if name in ("success_factors", "target_groups", "districts"):
        return {each.pk for each in getattr(need, name).all()} == {each.pk for each in value}
    stored = getattr(need, name)
    if isinstance(value, str):
        return value in (stored, clean(stored).strip(), stored.replace("\t", " ").strip())
    return stored == value


def take_in_needs(plan: ListPlan, *, by: User) -> list[str]:
    """Each row that would write something is written by itself, so that nobody waits long; why others were not."""

    def write(row: ListRow) -> None:
        if row.item is None:
            raise_need(by=by, values=row.values)
        else:
            update_need(row.item, by=by, expected_version=row.item.version, values=row.values)

    return take_in_rows(plan, write, by=by, of=Need, labels=LABELS)
