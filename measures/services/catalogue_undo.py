"""Taking an import back as a whole: each row whose measure nobody changed since; the others stay and are named."""

import datetime as dt
import time
from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from measures.enums import ImportState
from measures.fields import BY_NAME
from measures.models import CatalogueImport, Funding, KeyFigure, KeyFigureValue, Measure
from measures.services import parts
from measures.services.assignments import give_back
from measures.services.catalogue_import import RIGHT_ENDED
from measures.services.catalogue_run import AT_ONCE, SECONDS, WRITTEN, let_others_write, locked_run
from measures.services.former_state import restore_state
from measures.services.measure import discard_measure, update_measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.model_sentences import sentences_of
from neuss_integration.foundation.records.json_lists import Appended
from neuss_integration.foundation.records.saving import locked
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.partial_dates import PartialDate

REASON: Final = "Einlesen einer Datei zurückgenommen"


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
def _undo_some(draft: CatalogueImport, written: Sequence[tuple[int, dict[str, Any]]]) -> CatalogueImport:
    """The next rows, as many as SECONDS allow. `draft.taken_back` grows with them."""
    current = locked_run(draft, "taken_back")
    if current.state != ImportState.UNDOING:
        return current
    columns, before = ["heartbeat_at", "updated_at"], len(draft.taken_back)
    until = time.monotonic() + SECONDS
    for taken, (line, back) in enumerate(written[before:]):
        if taken and time.monotonic() > until:
            break
        draft.taken_back.append([line, _undone(back, draft.owner)])
    else:
        current.state, current.undone_at = ImportState.UNDONE, timezone.now()
        columns += ["state", "undone_at"]
    if added := draft.taken_back[before:]:
        current.taken_back = Appended("taken_back", added)
        columns.append("taken_back")
    current.heartbeat_at = timezone.now()
    current.save(update_fields=columns)
    return current


def _undone(back: dict[str, Any], by: User) -> str:
    """Nothing when the row is taken back, else why it stays."""
    try:
        with transaction.atomic():
            _take_back(back, by)
        return ""
    except (Stale, Measure.DoesNotExist):
        return "Seit dem Einlesen hat jemand diese Maßnahme geändert. Sie bleibt, wie sie ist."
    except PermissionDenied:
        return RIGHT_ENDED
    except Refused as refusal:
        return str(refusal)
    except ValidationError as error:
        return " ".join(sentences_of(error, *WRITTEN))
    except (ProtectedError, IntegrityError):
        return "An dieser Maßnahme hängt inzwischen etwas. Sie bleibt, wie sie ist."


def _take_back(back: dict[str, Any], by: User) -> None:
    measure = locked(Measure(pk=back["pk"]))
    if measure.version != back["version"]:
        raise Stale(measure)
    _remove_related(back, by)
    if back.get("is_new"):
        discard_measure(measure, by=by)
        return
    if "former" in back:
        measure = restore_state(measure, back["former"], by=by, reason=REASON)
    values = {name: _value(name, value) for name, value in back["values"].items()}
    if values:
        update_measure(measure, by=by, expected_version=measure.version, values=values)
    give_back(back.get("workers", ()), by=by)


def _remove_related(back: dict[str, Any], by: User) -> None:
    for value in KeyFigureValue.objects.filter(pk__in=back.get("figure_values", ())):
        if value.version > 1:
            raise Stale(value)
        parts.removed(value, by=by, reason=REASON)
    for model, keys in ((Funding, back["fundings"]), (KeyFigure, back["figures"])):
        for each in model._default_manager.filter(pk__in=keys):
            if each.version > 1 or (isinstance(each, KeyFigure) and each.values.filter(version__gt=1).exists()):
                raise Stale(each)
            for value in each.values.all() if isinstance(each, KeyFigure) else ():
                parts.removed(value, by=by, reason=REASON)
            parts.removed(each, by=by, reason=REASON)


def _value(name: str, value: Any) -> Any:
    """What the services take for what `stored_value` kept."""
    if BY_NAME[name].is_period:
        return PartialDate(dt.date.fromisoformat(value[0]), value[1]) if value else None
    field: Any = Measure._meta.get_field(name)
    if field.many_to_many:
        return list(field.related_model._default_manager.filter(pk__in=value))
    if field.many_to_one:
        return field.related_model._default_manager.get(pk=value) if value else None
    return value
