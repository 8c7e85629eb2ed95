"""What each sheet that came back would do, and what is wrong with it. Nothing is written here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core import signing

from measures.enums import RoundState
from measures.forms.progress import ProgressForm
from measures.models import ProgressReport
from measures.offline.cells import UNCHANGED, UNCHANGED_LABEL, YES, NotOffered, sent, shown
from measures.offline.workbook import GUIDE, SALT, fingerprint
from measures.selectors.progress import report_for
from measures.services import progress
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import as_text, is_error
from neuss_integration.foundation.spreadsheets.entry_reading import FilledSheet, not_read
from neuss_integration.foundation.words.city_terms import lazily_worded

DOWNLOAD_AGAIN: Final = "Bitte laden Sie das Formular neu herunter und übertragen Sie Ihre Antworten."
NO_FORM: Final = (
    "Die Datei ist kein Formular dieser Anwendung. "
    "Bitte laden Sie das Formular bei „Meine Aufgaben“ herunter, füllen Sie es aus und laden Sie es hier hoch."
)
FAILED: Final = "Hier steht der Fehler {} einer Formel statt einer Antwort. Bitte tragen Sie den Wert ein."
FOREIGN: Final = (
    "Das Blatt stammt nicht aus dieser Anwendung, oder seine Kennung wurde verändert. Es wird nicht gelesen. "
    f"{DOWNLOAD_AGAIN}"
)
NOT_YOURS: Final = (
    "Das Blatt gehört zu einer Maßnahme, für die Ihre Fachdienststelle in dieser Runde nicht antwortet. "
    "Bitte geben Sie die Datei der zuständigen Stelle."
)
CLOSED: Final = lazily_worded(
    "Die Berichtsrunde „{{round}}“ ist geschlossen. Bitte wenden Sie sich an {office.accusative}."
)
ANSWERED: Final = "Der Bericht ist schon {state} und lässt sich nicht mehr ändern."
NEWER: Final = (
    "Seit dem Herunterladen hat jemand in der Anwendung an diesem Bericht gearbeitet. "
    f"Damit nichts überschrieben wird, wird das Blatt nicht gelesen. {DOWNLOAD_AGAIN}"
)
MOVED: Final = f"Die Beschriftung in Zelle A{{row}} wurde geändert oder verschoben. {DOWNLOAD_AGAIN}"
TWICE: Final = "Dieses Blatt ist zweimal in der Datei. Bitte löschen Sie eines davon."
BOTH: Final = (
    "Sie haben „unverändert“ gewählt und trotzdem Angaben geändert. Bitte wählen Sie „nein“ "
    "oder lassen Sie die Angaben, wie sie waren."
)


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer that would be written: the name of its field, and its cell."""

    name: str
    place: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong, with its cell."""

    place: str
    label: str
    sentence: str


@dataclass(slots=True)
class SheetResult:
    """What became of one sheet. Refused ones change nothing; of the others, what is right can be written.

    One that is not the person's own is entered by the Koordination, to whom the office sent it.
    """

    sheet: str
    notices: list[str] = field(default_factory=list)
    report: ProgressReport | None = None
    version: int = 0
    is_own: bool = True
    refusal: str = ""
    is_unchanged: bool = False
    changes: list[AnswerChange] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The measure where it is known, else the tab of the sheet."""
        return self.report.measure.title if self.report else self.sheet

    @property
    def is_empty(self) -> bool:
        """Whether nobody filled in anything."""
        return not (self.refusal or self.changes or self.problems or self.is_unchanged)

    @property
    def can_save(self) -> bool:
        """Whether there is something to write."""
        return not self.refusal and (bool(self.changes) or self.can_submit)

    @property
    def can_submit(self) -> bool:
        """Whether the answer would be complete."""
        given = self.is_unchanged or bool(self.changes)
        return given and not (self.refusal or self.problems or self.lacking)


def entries_of(sheets: Sequence[FilledSheet], user: User) -> list[SheetResult]:
    """What each sheet would do for `user`. Raises Refused when none of them is a form."""
    filled = [(sheet, _identity(sheet)) for sheet in sheets if sheet.title != GUIDE or sheet.identity]
    if not any(sheet.identity for sheet, _ in filled):
        raise Refused(NO_FORM)
    keys = [identity["report"] for _, identity in filled if identity]
    access = access_of(user)
    reports = report_for(user, answerable=not access.has(Permission.MANAGE_ROUNDS)).in_bulk(set(keys))
    entries = [
        _entry(sheet, identity, reports, is_twice=bool(identity) and keys.count(identity["report"]) > 1)
        for sheet, identity in filled
    ]
    for entry in entries:
        entry.is_own = entry.report is None or entry.report.department_id in access.department_ids
    return entries


def _identity(sheet: FilledSheet) -> dict[str, Any]:
    """What was signed when the sheet was made; empty when it was not signed here."""
    try:
        return signing.loads(sheet.identity, salt=SALT)
    except signing.BadSignature:
        return {}


def _entry(
    sheet: FilledSheet, identity: Mapping[str, Any], reports: Mapping[int, ProgressReport], *, is_twice: bool
) -> SheetResult:
    report = reports.get(identity.get("report", 0))
    rows = {int(row): tuple(question) for row, question in identity.get("rows", {}).items()}
    unasked = {f"B{row}": text for row, text in sheet.answers.items() if rows and row not in rows and text.strip()}
    entry = SheetResult(sheet.title, [*sheet.notices, *not_read(unasked)], report, identity.get("version", 0))
    entry.refusal = _refusal(identity, report, is_twice=is_twice) or _moved(sheet, rows)
    if report is None or entry.refusal:
        return entry
    _look_through(entry, report, {name: (row, sheet.answers.get(row, "")) for row, (name, _) in rows.items()})
    if entry.version != report.version and not entry.is_empty:
        return SheetResult(sheet.title, entry.notices, report, refusal=NEWER)
    return entry


def _refusal(identity: Mapping[str, Any], report: ProgressReport | None, *, is_twice: bool) -> str:
    if not identity:
        return FOREIGN
    if report is None:
        return NOT_YOURS
    if report.round.state != RoundState.OPEN:
        return CLOSED.format(round=report.round)
    if report.state not in progress.DRAFTABLE:
        return ANSWERED.format(state=report.get_state_display())
    return TWICE if is_twice else ""


def _moved(sheet: FilledSheet, rows: Mapping[int, tuple[str, str]]) -> str:
    for row, (_, expected) in rows.items():
        if fingerprint(sheet.labels.get(row, "")) != expected:
            return MOVED.format(row=row)
    return ""


def _look_through(entry: SheetResult, report: ProgressReport, cells: Mapping[str, tuple[int, str]]) -> None:
    """The answers are checked by the form itself; what is wrong keeps its cell."""
    blank = ProgressForm(report=report)
    entry.is_unchanged = cells.get(UNCHANGED, (0, ""))[1].casefold() == YES
    data, wrong = _data(blank, cells)
    form = ProgressForm({"version": str(report.version), **data}, report=report)
    form.is_valid()
    sentences = {name: " ".join(map(str, errors)) for name, errors in form.errors.items()} | wrong
    for name, sentence in sentences.items():
        row = cells[name][0] if name in cells else 0
        label = str(blank.fields[name].label) if name in blank.fields else ""
        entry.problems.append(CellProblem(f"B{row}" if row else "", label, sentence))
    given = {name: value for name, value in form.values().items() if name in cells and name not in wrong}
    entry.changes = list(_changes(blank, given, cells))
    entry.values = {change.name: given[change.name] for change in entry.changes}
    if entry.is_unchanged and entry.changes:
        entry.problems.append(CellProblem(f"B{cells[UNCHANGED][0]}", UNCHANGED_LABEL, BOTH))
        entry.is_unchanged = False
    lacking = (
        form.additional.missing() if entry.is_unchanged else progress.missing(report, form.additional, entry.values)
    )
    entry.lacking = list(lacking.values())


def _data(form: ProgressForm, cells: Mapping[str, tuple[int, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """What a browser would send for the cells, and what stands there without being offered."""
    data, wrong = {}, {}
    for name, (_, text) in cells.items():
        if name not in form.fields:
            continue
        if is_error(text):
            wrong[name] = FAILED.format(text)
            continue
        try:
            data[name] = sent(name, form.fields[name], text)
        except NotOffered as problem:
            wrong[name] = str(problem)
    return data, wrong


def _changes(
    form: ProgressForm, values: Mapping[str, Any], cells: Mapping[str, tuple[int, str]]
) -> Iterator[AnswerChange]:
    for name, value in values.items():
        question = form.fields[name]
        stored = form.get_initial_for_field(question, name)
        old, new = (as_text(shown(name, question, each)).strip() for each in (stored, value))
        if old != new and value != stored:
            yield AnswerChange(name, f"B{cells[name][0]}", str(question.label), old, new)
