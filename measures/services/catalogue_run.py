"""Taking in the rows of a preview in short transactions: nobody else waits long, and what was seen is what is written.

A run holds, for each row that wrote something, what takes it back. A worker that dies leaves rows that are taken in and
listed, and the others; the next one goes on behind the last.
"""

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from measures.catalogue.importing.lookup import Stored
from measures.catalogue.importing.plan import ImportPlan, RowAction, RowPlan
from measures.catalogue.importing.row_plans import make_plan
from measures.enums import ImportState
from measures.fields import RELATIONS
from measures.models import CatalogueImport, Funding, KeyFigure, KeyFigureValue, Measure
from measures.services.assignments import workers_on
from measures.services.catalogue_import import CHANGED_SINCE, RIGHT_ENDED, locked_draft
from measures.services.catalogue_related import add_related
from measures.services.former_state import former_state
from measures.services.former_values import former_value
from measures.services.measure import change_state, create_measures, update_measures
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.model_sentences import sentences_of
from neuss_integration.foundation.records.json_lists import Appended, LengthOf
from neuss_integration.foundation.records.life import silent
from neuss_integration.foundation.records.turns import let_others_write
from neuss_integration.foundation.spreadsheets.cells import listed
from neuss_integration.foundation.words.counting import chosen
from neuss_integration.foundation.words.folding import name_key
from neuss_integration.foundation.words.nouns import count_of

SECONDS: Final = 0.1
"""As long may one transaction write; SQLite lets nobody else write meanwhile."""
BLOCK: Final = 10
"""As many measures are entered or changed with one another; together they take less than SECONDS."""
TOGETHER: Final = (RowAction.NEW, RowAction.CHANGED)
WRITTEN: Final = (Measure, KeyFigure, KeyFigureValue, Funding)
AT_ONCE: Final = 100
"""As many rows are taken in while the person waits; more are left to the worker."""
STALLED: Final = dt.timedelta(seconds=60)
MAX_NAMES: Final = 5
MEANWHILE: Final = "Diese Maßnahme hat inzwischen jemand angelegt ({}). Für Änderungen bitte neu einlesen."


def run_import(draft: CatalogueImport, *, by: User, digest: str, only_good: bool = False) -> CatalogueImport:
    """The rows of the preview with this `digest` are taken in, or for many of them will be by a worker.

    A second time nothing more happens. Raises Refused when the preview is not what it was, naming the rows, or when
    rows are wrong and not `only_good` are wanted.
    """
    begun = begin_run(draft, by=by, digest=digest, only_good=only_good)
    if begun.state == ImportState.RUNNING and len(begun.table["rows"]) <= AT_ONCE:
        return continue_run(begun.pk)
    return begun


def begin_run(draft: CatalogueImport, *, by: User, digest: str, only_good: bool = False) -> CatalogueImport:
    """The import is running, with the digest of each row as it was seen; no row is written yet."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    seen = CatalogueImport.objects.get(pk=draft.pk)
    if seen.state in (ImportState.DONE, ImportState.RUNNING):
        return seen
    plan = make_plan(seen)
    changed, seen_digest = plan.changed_since(digest), plan.digest
    with transaction.atomic():
        current = locked_draft(draft, by)
        if changed:
            raise Refused(CHANGED_SINCE + _named(changed))
        if plan.counts[RowAction.WRONG] and not only_good:
            wrong = chosen(plan.counts[RowAction.WRONG], "Eine Zeile hat einen Fehler", "Einige Zeilen haben Fehler")
            raise Refused(f"{wrong}. Bitte entscheiden Sie, ob nur die anderen übernommen werden.")
        current.table["digest"] = seen_digest
        current.state, current.results, current.heartbeat_at = ImportState.RUNNING, [], timezone.now()
        current.save(update_fields=["table", "state", "results", "heartbeat_at", "updated_at"])
        detail = f"Maßnahmen, {count_of(len(plan.rows), 'Zeile')}"
        record(AuditEvent.IMPORTED, by=by, detail=detail)
    return current


def continue_run(import_id: int) -> CatalogueImport:
    """All rows of the running import are taken in or say why not; then it is done. May be called again at any time."""
    draft = CatalogueImport.objects.select_related("owner").get(pk=import_id)
    if draft.state != ImportState.RUNNING:
        return draft
    plan = make_plan(draft)
    changed = {row.line for row in plan.changed_since(draft.table["digest"])}
    while True:
        current = _take_some(draft, plan, changed)
        if current.state != ImportState.RUNNING:
            current.results = draft.results
            return current
        let_others_write()


@transaction.atomic
def _take_some(draft: CatalogueImport, plan: ImportPlan, changed: set[int]) -> CatalogueImport:
    """The next rows, as many as SECONDS allow; behind the last the import is done. `draft.results` grows with them."""
    current = locked_run(draft, "results")
    if current.state != ImportState.RUNNING:
        return current
    columns, before = ["heartbeat_at", "updated_at"], len(draft.results)
    until = time.monotonic() + SECONDS
    lines = {result["line"] for result in draft.results}
    for taken, rows in enumerate(_blocks([row for row in plan.rows if row.line not in lines], changed)):
        if taken and time.monotonic() > until:
            break
        draft.results += _taken_together(rows, draft, plan, changed)
    else:
        columns += ["table", "state", "done_at", "sheets"]
        current.table = _wrong_rows(draft.table, {each["line"] for each in draft.results if _is_wrong(each)})
        current.state, current.done_at, current.sheets = ImportState.DONE, timezone.now(), []
    if added := draft.results[before:]:
        current.results = Appended("results", added)
        columns.append("results")
    current.heartbeat_at = timezone.now()
    current.save(update_fields=columns)
    return current


def locked_run(draft: CatalogueImport, name: str) -> Any:
    """The import as it is now, locked, without its long lists; `draft` holds all that is in the list `name`.

    What is listed already stays in the database: reading and writing it again would keep others waiting.
    """
    lists = ("table", "sheets", "results", "taken_back")
    running = CatalogueImport.objects.select_for_update(of=("self",)).defer(*lists)
    current: Any = running.annotate(listed=LengthOf(name)).get(pk=draft.pk)
    if current.state != draft.state or current.listed != len(getattr(draft, name)):
        draft.refresh_from_db(fields=[name])
    return current


def _blocks(rows: Sequence[RowPlan], changed: set[int]) -> Iterator[list[RowPlan]]:
    """The rows in their order: new or changed ones that follow each other by the BLOCK, each other one by itself."""
    for action, alike in groupby(rows, lambda row: row.action if row.line not in changed else RowAction.WRONG):
        while some := list(islice(alike, BLOCK if action in TOGETHER else 1)):
            yield some


def _taken_together(
    rows: list[RowPlan], draft: CatalogueImport, plan: ImportPlan, changed: set[int]
) -> list[dict[str, Any]]:
    """What became of each row. When one of many breaks a rule, each is taken by itself."""
    try:
        if len(rows) > 1:
            return _written(rows, draft, plan)
    except (IntegrityError, PermissionDenied, Refused, Stale, ValidationError):
        pass
    return [_taken(row, draft, plan, is_changed=row.line in changed) for row in rows]


@transaction.atomic
def _entered(rows: Sequence[RowPlan], draft: CatalogueImport, plan: ImportPlan) -> list[dict[str, Any]]:
    """All of the new rows are measures, or none. Raises Refused when somebody entered one of them meanwhile."""
    measures = create_measures([row.values for row in rows], by=draft.owner)
    since = Measure.objects.filter(pk__gt=plan.newest).exclude(pk__in=[measure.pk for measure in measures])
    plan.others |= {name_key(title): number for number, title in since.values_list("number", "title")}
    for measure in measures:
        if number := plan.others.get(name_key(measure.title)):
            raise Refused(MEANWHILE.format(number))
    plan.newest = max(measure.pk for measure in measures)
    return [_new_result(row, measure, draft) for row, measure in zip(rows, measures, strict=True)]


def _new_result(row: RowPlan, measure: Measure, draft: CatalogueImport) -> dict[str, Any]:
    beside = add_related(measure, row, draft, by=draft.owner)
    return _result(row, measure.number) | {
        "back": {"is_new": True, "pk": measure.pk, "version": measure.version} | beside
    }


def stalled_runs(state: ImportState) -> Sequence[int]:
    """The imports in this state that nobody works on any more."""
    found = CatalogueImport.objects.filter(silent("heartbeat_at", STALLED), state=state)
    return list(found.values_list("pk", flat=True))


def _is_wrong(result: dict[str, Any]) -> bool:
    return result["action"] == RowAction.WRONG


def _taken(row: RowPlan, draft: CatalogueImport, plan: ImportPlan, *, is_changed: bool) -> dict[str, Any]:
    """What became of the row, and what takes it back. A row that somebody changed meanwhile or that breaks a rule is
    wrong and nothing of it is written.
    """
    if is_changed and not row.problems:
        row.problems.append(_conflict(row))
    if row.action in (RowAction.WRONG, RowAction.UNCHANGED, RowAction.LEFT_OUT):
        return _result(row, row.number)
    try:
        with transaction.atomic():
            return _written([row], draft, plan)[0]
    except Stale:
        row.problems.append(_conflict(row))
    except (IntegrityError, Refused) as error:
        row.problems.append(str(error) if isinstance(error, Refused) else "Die Angaben passen nicht zusammen.")
    except PermissionDenied:
        row.problems.append(RIGHT_ENDED)
    except ValidationError as error:
        row.problems += sentences_of(error, *WRITTEN)
    return _result(row, row.number)


def _written(rows: Sequence[RowPlan], draft: CatalogueImport, plan: ImportPlan) -> list[dict[str, Any]]:
    """What became of rows that are all new or all changed."""
    if rows[0].stored is None:
        return _entered(rows, draft, plan)
    return _changed([(row, row.stored) for row in rows if row.stored], draft)


@transaction.atomic
def _changed(rows: Sequence[tuple[RowPlan, Stored]], draft: CatalogueImport) -> list[dict[str, Any]]:
    """All of the known measures are as the rows say, or none is."""
    named = dict.fromkeys(name for row, _ in rows for name in row.values if name in RELATIONS)
    found = Measure.objects.prefetch_related(*named).in_bulk([stored.pk for _, stored in rows])
    backs = [_before(row, found[stored.pk]) for row, stored in rows]
    values = {stored.pk: row.values for row, stored in rows if row.values}
    versions = {stored.pk: stored.version for row, stored in rows if row.values}
    found |= update_measures(values, versions, by=draft.owner)
    taken = zip(rows, backs, strict=True)
    return [_changed_result(row, found[stored.pk], back, draft) for (row, stored), back in taken]


def _before(row: RowPlan, measure: Measure) -> dict[str, Any]:
    """What takes the values of the row back."""
    back: dict[str, Any] = {"values": {name: former_value(measure, name) for name in row.values}}
    if "lead_department" in row.values:
        back["workers"] = workers_on(measure)
    return back


def _changed_result(row: RowPlan, measure: Measure, back: dict[str, Any], draft: CatalogueImport) -> dict[str, Any]:
    by = draft.owner
    if row.step:
        back["former"] = former_state(measure)
        measure = change_state(measure, by=by, transition=row.step, reason=row.reason)
    beside = add_related(measure, row, draft, by=by)
    return _result(row, measure.number) | {"back": {**back, "pk": measure.pk, "version": measure.version, **beside}}


def _named(rows: Sequence[RowPlan]) -> str:
    names = [f"Zeile {row.line} ({row.number or row.title[:40] or 'ohne Titel'})" for row in rows]
    return f" Betroffen: {listed(names, MAX_NAMES)}."


def _conflict(row: RowPlan) -> str:
    """Who changed the measure of the row meanwhile."""
    last = Measure.history.filter(number=row.number).order_by("-history_date").first()
    who = f" von {last.history_user}" if last and last.history_user else ""
    what = f"{row.number or 'Die Zeile'} wurde inzwischen{who} geändert und bleibt, wie sie ist."
    return f"{what} Bitte lesen Sie diese Zeile noch einmal ein."


def _result(row: RowPlan, number: str) -> dict[str, Any]:
    kept = [each for each in row.differences if not each.is_left_out]
    differences = [[each.label, each.old, each.new] for each in kept] if row.stored else []
    return {
        "line": row.line,
        "action": row.action.value,
        "number": number,
        "title": row.title,
        "problems": row.problems,
        "differences": differences,
        "ignored": row.ignored,
    }


def _wrong_rows(table: dict[str, Any], lines: set[int]) -> dict[str, Any]:
    """Headings and rows that were wrong, for the file that can be put right; the others are in the catalogue now."""
    wrong = [index for index, line in enumerate(table["numbers"]) if line in lines]
    wrong_rows = {name: [table[name][index] for index in wrong] for name in ("rows", "numbers")}
    return {"headings": table["headings"], "notices": table["notices"], **wrong_rows}
