"""Taking in a catalogue from a file, step by step; nothing of it is written before the last one."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from measures.catalogue.importing.headings import IMPORTED, OLD_NUMBER, known_headings, recognised
from measures.catalogue.importing.names import MODELS, Choice
from measures.catalogue.importing.plan import ImportPlan, RowAction, RowPlan
from measures.catalogue.importing.row_plans import make_plan
from measures.enums import ImportState, NameKind
from measures.models import CatalogueImport, Measure, NameMapping
from measures.services.measure import change_state, create_measure, update_measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.records.saving import changed_fields, locked, save_as
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.foundation.words.folding import fold
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.maintenance.services import create_item

MOST_ROWS: Final = 5_000
MOST_BYTES: Final = 10 * 1024 * 1024
RETENTION: Final = dt.timedelta(days=14)
CHANGED_SINCE: Final = (
    "Inzwischen hat sich etwas geändert, das die Datei betrifft. Es wurde nichts übernommen. "
    "Bitte sehen Sie sich die Vorschau noch einmal an und bestätigen Sie dann."
)
ALREADY_DONE: Final = (
    "Diese Datei ist schon übernommen. Bitte laden Sie sie neu hoch, wenn Sie sie noch einmal brauchen."
)


@transaction.atomic
def start_import(upload: File, *, by: User, submission_key: uuid.UUID | None = None) -> CatalogueImport:
    """The table of the file is kept for `by`, its columns assigned as far as they are recognised; measures stay.

    The same `submission_key` a second time gives the import of the first. Raises Refused for a file that cannot be
    read.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    if submission_key and (existing := CatalogueImport.objects.filter(submission_key=submission_key).first()):
        return existing
    table = read_table(upload, max_rows=MOST_ROWS, max_bytes=MOST_BYTES, score=known_headings)
    if not table.rows:
        raise Refused("In der Datei stehen nur Überschriften. Bitte tragen Sie unter ihnen Maßnahmen ein.")
    content = {"headings": table.headings, "rows": table.rows, "notices": table.notices, "numbers": table.numbers}
    assignment = {key: place for place, key in recognised(table.headings, table.rows).items()}
    name = (upload.name or "")[-200:]
    return CatalogueImport.objects.create(
        owner=by, file_name=name, table=content, assignment=assignment, submission_key=submission_key
    )


@transaction.atomic
def assign_columns(
    draft: CatalogueImport,
    *,
    by: User,
    assignment: Mapping[str, int],
    empties_delete: bool,
    default_kind: str = "",
    split_lists: bool = False,
) -> CatalogueImport:
    """The columns of the file mean what `assignment` says: place by key. Raises Refused without title and number."""
    current = _locked_draft(draft, by)
    known = {key: place for key, place in assignment.items() if key in (*IMPORTED, OLD_NUMBER)}
    if not {"titel", "nummer"} & known.keys():
        raise Refused("Bitte sagen Sie, in welcher Spalte der Titel oder die Nummer der Maßnahme steht.")
    current.assignment, current.empties_delete, current.default_kind = known, empties_delete, default_kind
    current.split_lists = split_lists
    current.save(update_fields=["assignment", "empties_delete", "default_kind", "split_lists", "updated_at"])
    return current


@transaction.atomic
def assign_names(
    *, by: User, targets: Mapping[tuple[NameKind, str], Any], new: Sequence[tuple[NameKind, str]] = ()
) -> None:
    """Each name of `targets`, (kind, text), means its row from now on, in this file and later ones; None: left out.

    Those of `new` are entered as they are written, once for all spellings. Raises Refused where one is there already.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    made: dict[tuple[NameKind, str], Any] = {}
    for kind, text in new:
        if (kind, fold(text)) not in made:
            made[kind, fold(text)] = _entered(kind, text, by)
    for (kind, text), target in targets.items():
        meant: dict[str, Any] = {"value": "", **dict.fromkeys(NameMapping.TARGETS)}
        if isinstance(target, Choice):
            meant["value"] = target.pk
        elif target is not None:
            meant[kind.field] = target
        _remember(kind, fold(text), meant, by)


def _entered(kind: NameKind, text: str, by: User) -> Any:
    try:
        return create_item(MODELS[kind], by=by, values={"name": text})
    except ValidationError as error:
        raise Refused(f"„{text[:80]}“ ließ sich nicht anlegen: {' '.join(error.messages)}") from error


def _remember(kind: NameKind, text: str, wanted: dict[str, Any], by: User) -> None:
    mapping = NameMapping.objects.select_for_update(of=("self",)).filter(kind=kind, text=text).first()
    if mapping is None:
        mapping = NameMapping(kind=kind, text=text, **wanted)
        mapping.full_clean()
        mapping._history_user = by  # type: ignore[attr-defined]
        mapping.save()
    elif changed := changed_fields(mapping, wanted):
        for name in changed:
            setattr(mapping, name, wanted[name])
        save_as(mapping, changed, by=by)


@transaction.atomic
def run_import(draft: CatalogueImport, *, by: User, digest: str, only_good: bool = False) -> CatalogueImport:
    """All rows of the preview with this `digest` are taken in, or none: new measures exist, changed ones have their
    values with `by` in their history. What became of each row is kept, the table only where a row was wrong.

    A second time nothing more happens. Raises Refused when the preview is not what it was, or when rows are wrong and
    not `only_good` are wanted.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(draft)
    if current.state == ImportState.DONE:
        return current
    current = _locked_draft(draft, by)
    plan = make_plan(current)
    if plan.digest != digest:
        raise Refused(CHANGED_SINCE)
    if plan.counts[RowAction.WRONG] and not only_good:
        raise Refused("Einige Zeilen haben Fehler. Bitte entscheiden Sie, ob nur die anderen übernommen werden.")
    current.results = [_result(row, _taken_in(row, by)) for row in plan.rows]
    current.table = _wrong_rows(current.table, plan)
    current.state, current.done_at = ImportState.DONE, timezone.now()
    current.save(update_fields=["results", "table", "state", "done_at", "updated_at"])
    record(AuditEvent.IMPORTED, by=by, detail=f"Maßnahmen, {count_of(len(plan.rows), 'Zeile')}")
    return current


@transaction.atomic
def discard_import(draft: CatalogueImport, *, by: User) -> None:
    """The table is gone; no measure changed. Raises Refused when it was taken in already."""
    _locked_draft(draft, by).delete()


@transaction.atomic
def forget_imports() -> int:
    """Tables that nobody worked on for KEPT_FOR are gone; how many."""
    forgotten = CatalogueImport.objects.forgotten(timezone.now() - RETENTION).select_for_update(skip_locked=True)
    rows = list(forgotten)
    for row in rows:
        row.delete()
    return len(rows)


def _locked_draft(draft: CatalogueImport, by: User) -> CatalogueImport:
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = CatalogueImport.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if current is None:
        raise Refused("Diese Datei liegt nicht mehr bereit. Bitte laden Sie sie noch einmal hoch.")
    if current.state == ImportState.DONE:
        raise Refused(ALREADY_DONE)
    return current


def _taken_in(row: RowPlan, by: User) -> str:
    """The number of the measure that the row made or changed."""
    if row.action in (RowAction.WRONG, RowAction.UNCHANGED):
        return row.number
    try:
        if row.stored is None:
            return create_measure(by=by, values=row.values, is_checked=True).number
        measure = Measure(pk=row.stored.pk)
        if row.values:
            version = row.stored.version
            update_measure(measure, by=by, expected_version=version, values=row.values, is_checked=True)
        if row.step:
            change_state(measure, by=by, transition=row.step, reason=row.reason)
    except Stale as stale:
        raise Refused(CHANGED_SINCE) from stale
    except IntegrityError as error:
        raise Refused(f"Zeile {row.line}: Die Angaben passen nicht zusammen. Es wurde nichts übernommen.") from error
    except ValidationError as error:
        raise Refused(f"Zeile {row.line}: {' '.join(error.messages)} Es wurde nichts übernommen.") from error
    return row.number


def _result(row: RowPlan, number: str) -> dict[str, Any]:
    differences = [[each.label, each.old, each.new] for each in row.differences] if row.stored else []
    return {
        "line": row.line, "action": row.action.value, "number": number, "title": row.title, "problems": row.problems,
        "differences": differences,
    }  # fmt: skip


def _wrong_rows(table: Mapping[str, Any], plan: ImportPlan) -> dict[str, Any]:
    """Headings and rows that were wrong, for the file that can be put right; the others are in the catalogue now."""
    wrong = [index for index, row in enumerate(plan.rows) if row.action is RowAction.WRONG]
    wrong_rows = {name: [table[name][index] for index in wrong] for name in ("rows", "numbers")}
    return {"headings": table["headings"], "notices": table["notices"], **wrong_rows}
