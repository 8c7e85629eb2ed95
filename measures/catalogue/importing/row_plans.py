"""Planning each row of a file: its cells become values, and values are compared with what is stored."""

from typing import Any, Final

from django.core.exceptions import ValidationError

from measures.catalogue.columns import BETWEEN, BY_KEY
from measures.catalogue.importing.amounts import FUNDING_NOTE, take_amounts
from measures.catalogue.importing.figures import plan_figures
from measures.catalogue.importing.headings import IMPORTED, KEY_FIGURE, MONEY, NEEDED, NOTED
from measures.catalogue.importing.moved import put_right
from measures.catalogue.importing.names import CHOICES, EVERYWHERE, FIELD, KINDS, LEAD, SINGLE
from measures.catalogue.importing.outside import not_noted, reason_stays
from measures.catalogue.importing.plan import ColumnDifference, ImportPlan, Reader, RowPlan, shown, without_stored
from measures.catalogue.importing.values import is_same, name_of
from measures.enums import REASON_STATES, MeasureState, NameKind
from measures.fields import BY_COLUMN
from measures.models import CatalogueImport, Measure
from measures.rules import refuse_missing_lead
from measures.selectors.facts import CITYWIDE
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.foundation.records.constraints import END_BEFORE_START
from neuss_integration.foundation.spreadsheets.cells import is_error
from neuss_integration.foundation.words.folding import name_key

OBJECTS: Final = (*KINDS, "vorgaenger")
NO_PREDECESSOR: Final = (
    "Die Vorgängermaßnahme „{}“ gibt es im Katalog nicht oder mehrfach. Bitte tragen Sie ihre Nummer ein. Steht "
    "sie erst in dieser Datei, lesen Sie die Datei noch einmal ein, wenn beide angelegt sind."
)
CIRCLE: Final = (
    "Die Vorgängermaßnahme „{}“ führt im Kreis auf diese Maßnahme zurück. Bitte berichtigen Sie eine der Zeilen."
)
OTHER_AMOUNT: Final = (
    "Bei „{label}“ stehen im Katalog schon {old}. Bitte ändern Sie Beträge auf der Seite der Maßnahme und leeren Sie "
    "hier die Zelle."
)
NO_SOURCE: Final = "Bitte wählen Sie im Schritt „Spalten zuordnen“ die Quelle und das Jahr der Beträge."
CONTRIBUTING: Final = "mitwirkend"
SEVERAL_OFFICES: Final = "„{}“ ist gelesen als: federführend {}, mitwirkend {}. Ist das gemeint?"
CHOSEN: Final = "Ohne Angabe in der Zeile. {} ist, wie bei den Spalten gewählt: {}."
UNKNOWN: Final = "„{name}“ ist bei „{label}“ nicht bekannt. Bitte ordnen Sie den Namen im Schritt „Werte zuordnen“ zu."


def make_plan(draft: CatalogueImport) -> ImportPlan:
    """What taking in the file would do now; nothing is written. A fixed number of queries, whatever the rows."""
    reader = Reader(draft)
    pairs = zip(draft.table["numbers"], reader.repeats.rows, strict=True)
    newest = max(reader.catalogue.keys.values(), default=0)
    plan = ImportPlan([_ImportRow(reader, line, row).planned() for line, row in pairs], newest)
    left_out = set(draft.left_out)
    for row in plan.rows if left_out else ():
        row.leave_out(left_out)
    return plan


class _ImportRow:
    """One row on its way to a plan."""

    def __init__(self, reader: Reader, line: int, row: list[str]) -> None:
        self.reader = reader
        cells, self.rest = reader.cells(row), reader.rest(row)
        empties, repeats = reader.draft.empties_delete, reader.repeats.of(line)
        self.plan = reader.start(line, cells)
        self.plan.questions, self.plan.ignored = repeats.questions, repeats.ignored
        told = {key: cell for key, cell in cells.items() if key not in repeats.silent}
        self.cells = {key: cell for key, cell in told.items() if cell or (empties and self.plan.stored)}
        self.chosen: dict[str, Any] = {}
        self._translate_choices()
        self._part_offices()
        self._use_defaults(reader.draft)
        self.noted = {key: self.cells.pop(key) for key in NOTED if key in self.cells}
        stored = self.plan.stored
        self.amounts = take_amounts(self.cells, note=str(stored.values[FUNDING_NOTE] or "") if stored else None)
        self.plan.problems += self.amounts.problems
        self.plan.questions += self.amounts.questions
        self.plan.ignored += self.amounts.ignored
        self.figures = self.cells.pop(KEY_FIGURE, "")
        self.before = self.cells.pop("vorgaenger", None)
        put_right(self.cells, self.plan.questions, is_new=self.plan.stored is None)
        self.cells = without_stored(self.cells, self.plan.stored)
        self.found: dict[str, Any] = {}
        self.objects: dict[str, Any] = {}

    def _translate_choices(self) -> None:
        """Words for kind and status become those of the catalogue where somebody said what they mean."""
        for key in CHOICES.keys() & self.cells.keys():
            is_known, meant = self.reader.names.find(CHOICES[key], self.cells[key])
            if is_known and meant is None:
                del self.cells[key]
            elif is_known:
                self.cells[key] = meant.name
        if self.reader.names.find(NameKind.DEPARTMENT, self.cells.get(LEAD, "")) == (True, None):
            del self.cells[LEAD]

    def _use_defaults(self, draft: CatalogueImport) -> None:
        """A new measure has the kind, lead and Handlungsfeld that are chosen for cells that say nothing."""
        if self.plan.stored:
            return
        if draft.default_kind and not self.cells.get("art"):
            self.cells["art"] = draft.get_default_kind_display()
        for key, chosen in ((LEAD, draft.default_lead), (FIELD, draft.default_field)):
            if chosen and not self.cells.get(key):
                self.cells[key], self.chosen[key] = str(chosen), chosen
                self.plan.questions.append(CHOSEN.format(BY_KEY[key].label, chosen))

    def _part_offices(self) -> None:
        """Of several offices in the cell of the lead the first leads, the others contribute; a person is asked."""
        cell = self.cells.get(LEAD, "")
        first, *others = self.reader.names.offices(cell) if cell and not is_error(cell) else [cell]
        if others:
            self.cells[LEAD] = first
            self.cells[CONTRIBUTING] = BETWEEN.join(filter(None, (self.cells.get(CONTRIBUTING, ""), *others)))
            self.plan.questions.append(SEVERAL_OFFICES.format(cell[:80], first, ", ".join(others)))

    def planned(self) -> RowPlan:
        self._read_form()
        self._read_predecessor()
        self._read_figures()
        for key in [key for key in KINDS if key in self.cells and not is_error(self.cells[key])]:
            self._read_names(key)
        self._check()
        if not self.plan.problems:
            if self.plan.stored:
                self._keep_beside(str(self.plan.stored.values["notiz"] or ""))
                self._compare()
                self.plan.ignored += not_noted(self._beside(), str(self._now("notiz") or ""))
            else:
                self._take_all()
            self._read_money()
            for each in self.plan.figures:
                self.plan.differences.append(ColumnDifference("Kennzahl", "", each.text, KEY_FIGURE))
        return self.plan

    def _read_form(self) -> None:
        form = self.reader.forms[frozenset(self.cells)].of(self.cells)
        self.plan.problems += form.sentences()
        self.plan.questions += form.questions()
        self.found |= form.cleaned_data

    def _read_predecessor(self) -> None:
        """The measure before this one, by number or title; no chain leads back to where it began."""
        if self.before is None:
            return
        catalogue, text = self.reader.catalogue, self.before.strip()
        numbers = [text] if text in catalogue.keys else catalogue.by_title.get(name_key(text), [])
        if text and len(numbers) != 1:
            self.plan.problems.append(NO_PREDECESSOR.format(text[:60]))
            return
        before = numbers[0] if text else ""
        if self.plan.number:
            catalogue.predecessors[self.plan.number] = before
            if catalogue.is_circular(self.plan.number):
                self.plan.problems.append(CIRCLE.format(text[:60]))
        self.found["vorgaenger"] = before
        self.objects["vorgaenger"] = Measure(pk=catalogue.keys[before]) if before else None

    def _read_figures(self) -> None:
        """New Kennzahlen and values of known ones; what is none stands with the results of a new measure."""
        known = self.reader.catalogue.figures.get(self.plan.number, {})
        stored = self.plan.stored
        results = f"{stored.values['ergebnisse']}\n{self.cells.get('ergebnisse', '')}" if stored else None
        told = plan_figures(self.figures, known, results=results)
        self.plan.figures = told.taken
        self.plan.problems += told.problems
        self.plan.ignored += told.ignored
        if told.other:
            text = "\n".join(filter(None, (self.cells.get("ergebnisse", ""), *told.other)))
            self.cells["ergebnisse"] = self.found["ergebnisse"] = text
            self.plan.questions.append(
                f"„{'; '.join(told.other)[:80]}“ ist keine Kennzahl mit Zahl und steht bei „Ergebnisse“."
            )

    def _read_money(self) -> None:
        """Amounts of a measure that has none yet; those there are stay and are changed on its page."""
        for key, (amount, question) in self.amounts.found.items():
            stored = self.plan.stored.values[key] if self.plan.stored else None
            if stored is not None and stored != amount:
                self.plan.problems.append(OTHER_AMOUNT.format(label=BY_KEY[key].label, old=shown(key, stored)))
            elif stored is None and not (self.reader.draft.funding_source and self.reader.draft.funding_year):
                self.plan.problems.append(NO_SOURCE)
            elif stored is None:
                self.plan.money[MONEY[key]] = amount
                self.plan.differences.append(ColumnDifference(BY_KEY[key].label, "", shown(key, amount), key))
                self.plan.questions += [question] if question else []

    def _read_names(self, key: str) -> None:
        chosen = [self.chosen[key]] if key in self.chosen else []
        rows, unknown = (chosen, []) if chosen else self.reader.names.meant(key, self.cells[key])
        self.plan.problems += [UNKNOWN.format(name=name[:80], label=BY_KEY[key].label) for name in unknown]
        if EVERYWHERE in rows:
            self.found[key], self.objects[key] = [CITYWIDE], []
            return
        if key in SINGLE:
            self.found[key], self.objects[key] = (name_of(rows[0]), rows[0]) if rows else ("", None)
        else:
            self.found[key], self.objects[key] = [name_of(row) for row in rows], rows

    def _check(self) -> None:
        for key in NEEDED:
            is_empty = key in self.cells and not self.found.get(key) and not self.plan.problems
            if is_empty or (self.plan.stored is None and key not in self.cells):
                self.plan.problems.append(f"„{BY_KEY[key].label}“ fehlt. Bitte füllen Sie die Zelle aus.")
        start, end = self._now("beginn"), self._now("ende")
        if start and end and end.last_day < start.date:
            self.plan.problems.append(END_BEFORE_START)
        if self.plan.stored:
            self._check_step()
        elif self.found.get("status") in REASON_STATES and not self.found.get("statusgrund"):
            self.plan.problems.append(
                "Bitte füllen Sie „Begründung des Status“ aus, wenn eine Maßnahme ruht oder endet."
            )
        self._check_lead()

    def _now(self, key: str) -> Any:
        return self.found.get(key, self.plan.stored.values[key] if self.plan.stored else None)

    def _check_step(self) -> None:
        """Another state is a step of the workflow, with its reason where it needs one."""
        stored, target = self.plan.stored, self.found.pop("status", "")
        reason = self.found.pop("statusgrund", "")
        if stored is None or not target or target == stored.values["status"]:
            if stored and reason and not is_same(old := str(stored.values["statusgrund"] or ""), reason):
                self.plan.ignored.append(reason_stays(old))
            return
        step = MEASURE_WORKFLOW.step_to(stored.values["status"], target)
        old, new = shown("status", stored.values["status"]), shown("status", target)
        if step is None:
            self.plan.problems.append(
                f"Von „{old}“ führt kein Schritt zu „{new}“. Bitte ändern Sie den Status auf der Seite der Maßnahme."
            )
        elif step.needs_reason and (not reason or reason == stored.values["statusgrund"]):
            self.plan.problems.append(f"Der Schritt „{step.label}“ braucht eine neue „Begründung des Status“.")
        else:
            self.plan.step, self.plan.reason = step.name, reason
            self.plan.differences.append(ColumnDifference("Status", old, new, "status"))

    def _check_lead(self) -> None:
        """An office that ended leads nothing new."""
        office, stored = self.objects.get("federfuehrung"), self.plan.stored
        if office is None or (stored and stored.values["federfuehrung"] == office.name):
            return
        start, end = self._now("beginn"), self._now("ende")
        measure = Measure(
            lead_department=office,
            state=self.found.get("status") or self._now("status") or MeasureState.PLANNED,
            start_date=start.date if start else None,
            end_date=end.last_day if end else None,
        )
        try:
            refuse_missing_lead(measure, on=self.reader.today)
        except ValidationError as error:
            self.plan.problems += error.messages

    def _compare(self) -> None:
        """The columns that differ from what is stored."""
        stored = self.plan.stored
        assert stored is not None
        for key in IMPORTED:
            if key not in self.found or is_same(stored.values[key], self.found[key]):
                continue
            self.plan.differences.append(
                ColumnDifference(BY_KEY[key].label, shown(key, stored.values[key]), shown(key, self.found[key]), key)
            )
            self._take(key)

    def _beside(self) -> list[tuple[str, str]]:
        """What only an internal note has room for, with its headings."""
        return [(NOTED[key], text) for key, text in self.noted.items() if text] + self.rest

    def _keep_beside(self, note: str) -> None:
        """A remark that is read again has below it what was taken in with it and still stands in the `note`."""
        if "notiz" in self.found:
            self._add_to_note([line for line in self._beside_lines() if line in note])

    def _beside_lines(self) -> list[str]:
        return [f"{heading}: {text}" for heading, text in self._beside()]

    def _add_to_note(self, lines: list[str]) -> None:
        if lines:
            self.found["notiz"] = "\n\n".join(filter(None, (self.found.get("notiz", ""), "\n".join(lines))))

    def _take_all(self) -> None:
        self._add_to_note(self._beside_lines())
        for key in IMPORTED:
            if self.found.get(key):
                self.plan.differences.append(ColumnDifference(BY_KEY[key].label, "", shown(key, self.found[key]), key))
                self._take(key)

    def _take(self, key: str) -> None:
        """The value under the name the services know."""
        values = self.plan.values
        if key == "stadtteile":
            values |= {"districts": self.objects[key], "is_citywide": self.found[key] == [CITYWIDE]}
        else:
            values[BY_COLUMN[key].name] = self.objects.get(key) if key in OBJECTS else self.found[key]
