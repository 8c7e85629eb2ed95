"""The workbook of the tasks of a person: a first sheet that explains, then a sheet for each measure."""

import datetime as dt
import hashlib
import html
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.core import signing
from django.utils.html import strip_tags

from measures.enums import ProgressState
from measures.forms.progress import MEANINGS, ProgressForm, Row
from measures.models import ProgressReport
from measures.offline.cells import NO, UNCHANGED, UNCHANGED_LABEL, YES, choices_of, kind_of, shown
from neuss_integration.foundation.spreadsheets.entry import EntryQuestion, EntrySheet, Guide, entry_workbook, numbered
from neuss_integration.foundation.words.city_terms import worded
from neuss_integration.foundation.words.nouns import count_of

SALT: Final = "measures.offline"
MAX_TASKS: Final = 200
GUIDE: Final = "So geht es"
HEADING: Final = "Sachstandsberichte zum Ausfüllen"
COLUMNS: Final = ("Blatt", "Maßnahme", "Fachdienststelle", "Rückmeldung bis")
LINES: Final = (
    "Jede Maßnahme hat ein Blatt. Klicken Sie unten auf seinen Namen oder auf den Reiter am unteren Rand.",
    "Füllen Sie die gelben Zellen aus. Alles andere ist geschützt, damit sich die Datei wieder einlesen lässt.",
    "Wo es eine Auswahl gibt, zeigt Excel neben der Zelle einen Pfeil. Neben jeder Zelle steht Ihre letzte Antwort.",
    "Hat sich nichts geändert, wählen Sie ganz oben „ja“ und lassen alles andere, wie es ist.",
    "Nötig sind Status, Ampel und „Was ist geschehen?“, bei Gelb und Rot auch eine Begründung.",
    "Was Sie nicht ausfüllen wollen, lassen Sie stehen. Löschen Sie keine Blätter und benennen Sie keine um.",
    "Speichern Sie die Datei als .xlsx und laden Sie sie bei „Meine Aufgaben“, „Ohne Verbindung ausfüllen“ hoch.",
    "Dort sehen Sie eine Vorschau und entscheiden, ob Sie speichern oder einreichen.",
    "Dateien hängen Sie im Formular der Anwendung an.",
)
TALL: Final = 4
LOW: Final = 2
Parts = list[tuple[str, list[tuple[str, EntryQuestion]]]]


def workbook_of(tasks: Sequence[ProgressReport], *, stamp: dt.datetime) -> bytes:
    """The file with the first MAX_TASKS of the `tasks`; ten queries for each."""
    sheets = [_sheet(task) for task in tasks[:MAX_TASKS]]
    lines = list(LINES)
    if len(tasks) > MAX_TASKS:
        lines.append(
            f"Die Datei enthält die ersten {MAX_TASKS} Ihrer {count_of(len(tasks), 'Aufgabe')}. "
            "Laden Sie sie neu herunter, wenn Sie diese beantwortet haben."
        )
    return entry_workbook(Guide(GUIDE, HEADING, lines, COLUMNS), sheets, stamp=stamp)


def parts_of(form: ProgressForm) -> Parts:
    """The questions under their headings, each with the name of its field."""
    found = [
        (section.heading, [(row.field.name, _question(form, row)) for row in section.rows])
        for section in form.sections()
    ]
    report = form.instance
    if report.previous and report.state == ProgressState.OPEN:
        hint = "„ja“ heißt: Status, Ampel und Texte des letzten Berichts gelten weiter, Zahlen bleiben leer."
        found.insert(0, ("Nichts Neues?", [(UNCHANGED, EntryQuestion(UNCHANGED_LABEL, hint=hint, choices=(YES, NO)))]))
    return found


def fingerprint(label: str) -> str:
    """Some characters by which a changed label shows."""
    return hashlib.sha256(" ".join(label.split()).encode()).hexdigest()[:8]


def _sheet(report: ProgressReport) -> EntrySheet:
    parts = parts_of(ProgressForm(report=report))
    plain = [(heading, [question for _, question in rows]) for heading, rows in parts]
    due = f"{report.round.due_on:%d.%m.%Y}"
    return EntrySheet(
        title=report.measure.number,
        heading=f"{report.measure.number} {report.measure.title}",
        note=f"{report.round.title} · {report.department} · Rückmeldung bis {due}",
        parts=plain,
        identity=signing.dumps(_identity(report, parts, plain), salt=SALT, compress=True),
        facts=(report.measure.title, str(report.department), due),
    )


def _identity(report: ProgressReport, parts: Parts, plain: Any) -> dict[str, Any]:
    """What the sheet is about, as of which version, and what is asked in which row."""
    names = iter([name for _, rows in parts for name, _ in rows])
    rows = {
        row: [next(names), fingerprint(each.label)] for row, each in numbered(plain) if isinstance(each, EntryQuestion)
    }
    return {"report": report.pk, "version": report.version, "rows": rows}


def _question(form: ProgressForm, row: Row) -> EntryQuestion:
    name, field = row.field.name, row.field.field
    kind = kind_of(field)
    choices = tuple(choices_of(name, field))
    return EntryQuestion(
        label=str(row.field.label),
        answer=shown(name, field, form.get_initial_for_field(field, name)),
        before=_before(form.instance, name) or _plain(row.last),
        hint="\n".join(_hints(row, choices)),
        kind=kind,
        choices=choices,
        lines=1 if not isinstance(field.widget, forms.Textarea) else LOW if name.endswith("_reason") else TALL,
    )


def _before(report: ProgressReport, name: str) -> str:
    """The last status and traffic light, which the page shows as chosen."""
    last = report.previous
    if last is None or name not in ("measure_state", "traffic_light"):
        return ""
    return str(getattr(last, f"get_{name}_display")())


def _hints(row: Row, choices: Sequence[str]) -> Iterator[str]:
    if row.question:
        yield worded("Rückfrage {office.genitive}: ") + row.question
    if row.field.name == "traffic_light":
        yield "\n".join(f"{light.label}: {meaning}" for light, meaning in MEANINGS.items())
    elif row.field.help_text:
        yield _plain(row.field.help_text)
    elif choices:
        yield "Bitte aus der Liste wählen."


def _plain(text: object) -> str:
    """Text without markup."""
    return html.unescape(strip_tags(str(text)))
