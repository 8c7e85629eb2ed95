"""Master data from a list: what each row would enter or change, checked with the sentences of the form."""

import copy
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models import Max

from neuss_integration.accounts.models import User
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.model_sentences import sentences_of
from neuss_integration.foundation.records.history import label_of
from neuss_integration.foundation.records.saving import changed_fields
from neuss_integration.foundation.spreadsheets.cells import ERROR_SENTENCE, SheetTable, is_error, unread_columns
from neuss_integration.foundation.spreadsheets.csv_text import ONE_COLUMN
from neuss_integration.foundation.spreadsheets.plain_lists import names_alone, without_marks
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.foundation.spreadsheets.repeats import with_repeats
from neuss_integration.foundation.words.folding import fold, name_key
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.yes_no import said
from neuss_integration.maintenance.selectors import facts_of
from neuss_integration.maintenance.services import create_item, update_item

MAX_ROWS: Final = 500
MAX_BYTES: Final = 5 * 1024 * 1024
ONLY_SHOWN: Final = ("valid_until", "successor")
"""What an own list tells besides; an end is entered on the page of the thing."""
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("Bezeichnung", "Titel", "Fachdienststelle", "Dienststelle", "Amt", "Organisation", "Träger", "Verein",
             "Gremium", "Ausschuss", "Fraktion", "Stadtteil", "Bezirk", "Stadtbezirk", "Zielgruppe", "Handlungsfeld"),
    "division": ("Dezernat", "Geschäftsbereich", "Referat", "Ressort"),
    "head": ("Leitung", "Dezernatsleitung", "Funktion", "Dezernentin oder Dezernent"),
    "sponsor": ("Patenschaft", "Politische Patin oder politischer Pate"),
    "short_name": ("Kürzel", "Kurzname", "Abkürzung", "Kurz"),
    "kind": ("Typ", "Kategorie"),
    "number": ("Nr.", "Nr", "lfd. Nr.", "Kennziffer"),
    "position": ("Nr.", "Nr", "lfd. Nr.", "Rang"),
    "contact": ("Ansprechpartner", "Ansprechpartnerin", "Ansprechpartner/in", "Kontakt", "Leitung"),
    "deputy": ("Stellvertretung", "Vertreter/in"),
    "email": ("E-Mail", "Mail", "E-Mail-Adresse", "Postfach"),
    "phone": ("Tel.", "Telefonnummer", "Rufnummer"),
    "website": ("Internetseite", "Internet", "Homepage", "Webseite", "URL"),
    "address": ("Adresse", "Anschrift", "Straße"),
    "seats": ("Sitze",),
    "is_priority": ("Schwerpunkt",),
    "is_external": ("extern",),
    "note": ("Bemerkung", "Bemerkungen", "Anmerkung", "Erläuterung"),
    "source": ("Quellen", "Herkunft"),
}  # fmt: skip
CHOSEN_FROM: Final = (forms.TypedChoiceField, forms.ModelChoiceField)
"""Fields whose cells name one of several."""
NEITHER: Final = "„{}“ bei „{}“ ist weder ja noch nein. Bitte schreiben Sie eines von beiden."
NO_CHOICE: Final = "„{}“ gibt es bei „{}“ nicht. Möglich sind: {}. Bitte schreiben Sie eines davon."
NO_NAME: Final = (
    "In welcher Spalte die Namen stehen, ist nicht zu erkennen. Bitte nennen Sie sie in der ersten Zeile „Name“."
)
TWICE: Final = "„{}“ steht schon in Zeile {}. Bitte löschen Sie eine der beiden Zeilen."
MEANWHILE: Final = "„{}“ wurde inzwischen geändert und bleibt, wie es ist. Bitte lesen Sie diese Zeile noch einmal ein."


@dataclass(slots=True)
class ListRow:
    """One row: the thing it is about, None for a new one, and what would be written."""

    line: int
    name: str
    item: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    aside: str = ""
    """Why the row is right and nothing is taken in."""

    @property
    def action(self) -> str:
        """What would become of the row, in a word."""
        if self.problems:
            return "falsch"
        if self.aside:
            return "nicht übernommen"
        return "neu" if self.item is None else "geändert" if self.differences else "unverändert"


@dataclass(frozen=True)
class ListPlan:
    """All rows of a list, and what was not read of it."""

    rows: list[ListRow]
    notices: list[str]

    def of(self, action: str) -> list[ListRow]:
        """The rows of which this would become."""
        return [row for row in self.rows if row.action == action]

    @property
    def effective(self) -> list[ListRow]:
        """The rows that would write something."""
        return [row for row in self.rows if row.action in ("neu", "geändert")]

    @property
    def digest(self) -> str:
        """The same for the same preview."""
        told = [[row.line, row.action, row.differences, getattr(row.item, "version", 0)] for row in self.rows]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def read_list(form: Any, upload: File | None, text: str) -> SheetTable:
    """The table of a file or of what was pasted; a list of nothing but names gets its heading.

    Raises Refused with a sentence.
    """
    if upload is None:
        first = next(filter(str.strip, text.split("\n")), "")
        has_cells = any(mark in first.strip() for mark in "\t;")
        upload = ContentFile((text if has_cells else ONE_COLUMN + text).encode(), name="liste.csv")
    score = partial(_known, form)
    table = read_table(upload, max_rows=MAX_ROWS, max_bytes=MAX_BYTES, score=score)
    if (place := places_of(form, table.headings).get("name")) is not None:
        return without_marks(table, place)
    if len(table.headings) > 1:
        raise Refused(NO_NAME)
    return names_alone(table)


def places_of(form: Any, headings: Sequence[str]) -> dict[str, int]:
    """The place of each field of the form by its label or another word; own labels come first."""
    model, folded = form._meta.model, [fold(heading).strip(" :*") for heading in headings]
    found: dict[str, int] = {}
    for words in (lambda name: (label_of(model._meta.get_field(name)),), lambda name: WORDS.get(name, ())):
        for name in form._meta.fields:
            place = next((folded.index(fold(word)) for word in words(name) if fold(word) in folded), None)
            if place is not None and name not in found and place not in found.values():
                found[name] = place
    return found


def _known(form: Any, headings: Sequence[str]) -> int:
    return len(places_of(form, headings))


def plan_list(form: Any, table: SheetTable) -> ListPlan:
    """What taking in the table would do now; nothing is written."""
    model, places = form._meta.model, places_of(form, table.headings)
    stored = {name_key(item.name): item for item in model._default_manager.all()}
    count = _next_in_line(model)
    names = {place: name for name, place in places.items()}
    table = with_repeats(table, names, lambda cells: stored.get(name_key(cells[places["name"]])))
    rows: list[ListRow] = []
    seen: dict[str, int] = {}
    for line, cells in zip(table.numbers, table.rows, strict=True):
        filled = {name: cells[place].strip() for name, place in places.items() if cells[place].strip()}
        row = ListRow(line, filled.get("name", ""), stored.get(name_key(filled.get("name", ""))))
        if row.item is not None and fold(row.name) != fold(row.item.name):
            filled["name"] = row.item.name  # „e. V.“ for „e.V.“ is no other name
        if (folded := name_key(row.name)) in seen and row.name:
            row.problems.append(TWICE.format(row.name[:80], seen[folded]))
        else:
            likely = {} if row.item else next(count) | _likely(model, row.name)
            _read(row, form, filled, likely, table.headings, places)
        seen.setdefault(folded, line)
        rows.append(row)
    return ListPlan(rows, [*table.notices, *_ignored(model, table, places)])


def _likely(model: Any, name: str) -> dict[str, str]:
    """What the model makes of a name alone; the preview shows it."""
    return model.likely(name) if hasattr(model, "likely") else {}


def _next_in_line(model: Any) -> Iterator[dict[str, str]]:
    """The place behind the last for what is numbered and gives none itself."""
    names = {each.name for each in model._meta.concrete_fields}
    column = next((name for name in ("number", "position") if name in names), None)
    last = (model._default_manager.aggregate(last=Max(column))["last"] or 0) if column else 0
    while True:
        last += 1
        yield {column: str(last)} if column else {}


def _read(
    row: ListRow, form: Any, cells: dict[str, str], place: dict[str, str], headings: Sequence[str], at: dict[str, int]
) -> None:
    """The values of the row, or why there are none."""
    told: set[str] = set()
    for name, cell in cells.items():
        known = len(row.problems)
        if is_error(cell):
            row.problems.append(ERROR_SENTENCE.format(heading=headings[at[name]], error=cell))
        elif isinstance(form.base_fields[name], forms.BooleanField) and said(cell) is None:
            row.problems.append(NEITHER.format(cell[:40], headings[at[name]]))
        elif isinstance(form.base_fields[name], CHOSEN_FROM) and not _chosen(form, name, cell):
            possible = ", ".join(f"„{label}“" for value, label in form.base_fields[name].choices if value)
            row.problems.append(NO_CHOICE.format(cell[:60], headings[at[name]], possible))
        told |= {name} if len(row.problems) > known else set()
    item = copy.copy(row.item) or form._meta.model()
    sent = form(_data(form, item, place | cells), instance=item)
    if row.problems or not sent.is_valid():
        row.problems += [str(each) for name, found in sent.errors.items() if name not in told for each in found]
        return
    values = sent.values()
    names = changed_fields(row.item, values) if row.item else list(values)
    for name in names:
        setattr(item, name, values[name])
    try:
        item.full_clean()
    except ValidationError as error:
        row.problems += sentences_of(error, form._meta.model)
        return
    row.values = {name: values[name] for name in names}
    facts = facts_of(row.item, names) if row.item else [("", "")] * len(names)
    for (_, old), (label, new) in zip(facts, facts_of(item, names), strict=True):
        row.differences += [(label, old, new)] if row.item or new else []


def _data(form: Any, item: Any, cells: dict[str, str]) -> dict[str, str]:
    """The cells as the form takes them: labels as values, „ja“ as a tick; what is not told stays."""
    data = dict(cells)
    for name, each in form.base_fields.items():
        if isinstance(each, forms.BooleanField):
            has_tick = said(data.pop(name)) if name in data else getattr(item, name)
            data |= {name: "on"} if has_tick else {}
        elif isinstance(each, CHOSEN_FROM) and name in data:
            data[name] = _chosen(form, name, data[name]) or data[name]
        elif each.required and name not in data:
            there = getattr(item, name)
            data |= {name: str(there)} if there not in (None, "") else {}
    return data


def _chosen(form: Any, name: str, cell: str) -> str:
    """The value that a cell means: by its label, by itself, or by what the model knows people write for it."""
    choices = [(str(value), fold(str(label))) for value, label in form.base_fields[name].choices if value]
    found = next((value for value, label in choices if fold(cell) in (label, fold(value))), "")
    meant_by = getattr(form._meta.model, "meant_by", None)
    return found or (meant_by(name, cell) if meant_by else "")


def _ignored(model: Any, table: SheetTable, places: dict[str, int]) -> list[str]:
    shown = {fold(label_of(model._meta.get_field(name))) for name in ONLY_SHOWN}
    unread = [
        heading
        for place, heading in enumerate(table.headings)
        if place not in places.values() and fold(heading) not in shown and any(row[place] for row in table.rows)
    ]
    return unread_columns(unread)


def take_in(model: Any, plan: ListPlan, *, by: User) -> list[str]:
    """Each row that would write something is written by itself, so that nobody waits long; why others were not.

    A second time nothing more happens, for what is there is unchanged then.
    """

    def write(row: ListRow) -> None:
        if row.item is None:
            create_item(model, by=by, values=row.values)
        else:
            update_item(row.item, by=by, expected_version=row.item.version, values=row.values)

    return take_in_rows(plan, write, by=by, of=model)


def take_in_rows(
    plan: ListPlan,
    write: Callable[[ListRow], None],
    *,
    by: User,
    of: type[models.Model],
    labels: Mapping[str, str] | None = None,
) -> list[str]:
    """`write` each row that would write something; why others were not. The audit log tells that a list was read.

    Columns are called as in `labels` or as the model `of` calls its fields.
    """
    refused = []
    record(AuditEvent.IMPORTED, by=by, detail=f"Liste, {count_of(len(plan.rows), 'Zeile')}")
    for row in plan.effective:
        try:
            write(row)
        except Stale:
            refused.append(f"Zeile {row.line}: {MEANWHILE.format(row.name)}")
        except Refused as refusal:
            refused.append(f"Zeile {row.line}: {refusal}")
        except ValidationError as error:
            refused.append(f"Zeile {row.line}: {' '.join(sentences_of(error, of, labels=labels))}")
    return refused
