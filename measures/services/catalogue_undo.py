"""Taking an import back as a whole: each row whose measure nobody changed since; the others stay and are named."""

import time
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from measures.enums import ImportState
from measures.models import CatalogueImport, Measure
from measures.services.catalogue_import import RIGHT_ENDED
from measures.services.catalogue_run import AT_ONCE, SECONDS, WRITTEN, locked_run
from measures.services.row_undo import CHANGED_BY_SOMEBODY, take_back
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.model_sentences import sentences_of
from neuss_integration.foundation.records.json_lists import Appended
from neuss_integration.foundation.records.saving import locked
from neuss_integration.foundation.records.turns import let_others_write
from neuss_integration.foundation.words.nouns import count_of

BLOCK: Final = 25
"""As many measures are taken back with one another; together they take about as long as SECONDS."""
REFUSALS: Final = (
    IntegrityError, PermissionDenied, ProtectedError, Refused, Stale, ValidationError, Measure.DoesNotExist,
)  # fmt: skip
Written = tuple[int, dict[str, Any]]
"""The line of a row, and what takes it back."""


def undo_import(done: CatalogueImport, *, by: User) -> CatalogueImport:
    """Every measure is as it was before the import, or for many rows will be by a worker. What somebody changed since
    stays and says so. A second time nothing more happens. Raises Refused for an import that is not done.
    """
    begun = begin_undo(done, by=by)
    if begun.state == ImportState.UNDOING and len(begun.results) <= AT_ONCE:
        return continue_undo(begun.pk)
    return begun


@transaction.atomic
def begin_undo(done: CatalogueImport, *, by: User) -> CatalogueImport:
    """The import is being taken back; no row is yet. Raises Refused for an import that is not done."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    if not CatalogueImport.objects.visible_to(by).filter(pk=done.pk).exists():
        raise Refused("Diesen Bericht gibt es nicht mehr.")
    current = locked(done)
    if current.state in (ImportState.UNDOING, ImportState.UNDONE):
        return current
    if current.state != ImportState.DONE:
        raise Refused("Zurücknehmen lässt sich nur, was schon übernommen ist.")
    current.state, current.taken_back, current.heartbeat_at = ImportState.UNDOING, [], timezone.now()
    current.save(update_fields=["state", "taken_back", "heartbeat_at", "updated_at"])
    detail = f"Maßnahmen, zurückgenommen: {count_of(len(current.results), 'Zeile')}"
    record(AuditEvent.IMPORTED, by=by, detail=detail)
    return current


def continue_undo(import_id: int) -> CatalogueImport:
    """All rows are taken back, the last first, or say why they stay. May be called again at any time."""
    draft = CatalogueImport.objects.select_related("owner").defer("table", "sheets").get(pk=import_id)
    if draft.state != ImportState.UNDOING:
        return draft
    written = [(result["line"], result["back"]) for result in reversed(draft.results) if "back" in result]
    while True:
        current = _undo_some(draft, written)
        if current.state != ImportState.UNDOING:
            current.results, current.taken_back = draft.results, draft.taken_back
            return current
        let_others_write()


@transaction.atomic
def _undo_some(draft: CatalogueImport, written: Sequence[Written]) -> CatalogueImport:
    """The next rows, as many as SECONDS allow. `draft.taken_back` grows with them."""
    current = locked_run(draft, "taken_back")
    if current.state != ImportState.UNDOING:
        return current
    columns, before = ["heartbeat_at", "updated_at"], len(draft.taken_back)
    until = time.monotonic() + SECONDS
    for taken, rows in enumerate(_blocks(written[before:])):
        if taken and time.monotonic() > until:
            break
        draft.taken_back += _undone_together(rows, draft.owner)
    else:
        current.state, current.undone_at = ImportState.UNDONE, timezone.now()
        columns += ["state", "undone_at"]
    if added := draft.taken_back[before:]:
        current.taken_back = Appended("taken_back", added)
        columns.append("taken_back")
    current.heartbeat_at = timezone.now()
    current.save(update_fields=columns)
    return current


def _blocks(written: Sequence[Written]) -> Iterator[list[Written]]:
    """The rows in their order, BLOCK at a time: new measures apart from those that were there before."""
    for _, alike in groupby(written, lambda row: "is_new" in row[1]):
        while some := list(islice(alike, BLOCK)):
            yield some


def _undone_together(rows: Sequence[Written], by: User) -> list[list[Any]]:
    """Line and, where it stays, why. When one of many breaks a rule, each is taken back by itself."""
    backs = [back for _, back in rows]
    try:
        with transaction.atomic():
            stay = take_back(backs, by=by)
    except REFUSALS as error:
        if len(rows) == 1:
            return [[rows[0][0], _why(error)]]
        return [told for row in rows for told in _undone_together([row], by)]
    return [[line, stay.get(back["pk"], "")] for line, back in rows]


def _why(error: Exception) -> str:
    """Why a row stays."""
    if isinstance(error, (Stale, Measure.DoesNotExist)):
        return CHANGED_BY_SOMEBODY
    if isinstance(error, PermissionDenied):
        return RIGHT_ENDED
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, ValidationError):
        return " ".join(sentences_of(error, *WRITTEN))
    return "An dieser Maßnahme hängt inzwischen etwas. Sie bleibt, wie sie ist."
