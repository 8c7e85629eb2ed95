"""Taking an import back as a whole: each row whose measure nobody changed since; the others stay and are named."""

import datetime as dt
import time
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from measures.enums import ImportState
from measures.fields import BY_NAME
from measures.models import CatalogueImport, Funding, KeyFigure, KeyFigureValue, Measure
from measures.services import parts
from measures.services.assignments import give_back
from measures.services.catalogue_run import SECONDS, WRITTEN, let_others_write
from measures.services.former_state import restore_state
from measures.services.measure import discard_measure, update_measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.model_sentences import sentences_of
from neuss_integration.foundation.records.saving import locked
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.partial_dates import PartialDate

REASON: Final = "Einlesen einer Datei zurückgenommen"


def undo_import(done: CatalogueImport, *, by: User) -> CatalogueImport:
    """Every measure is as it was before the import, unless somebody changed it since: such a row says so and stays.

    Works in short transactions and may be called again. Raises Refused for an import that is not done.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    while True:
        current = _undo_some(done, by)
        if current.state == ImportState.UNDONE:
            return current
        let_others_write()


@transaction.atomic
def _undo_some(done: CatalogueImport, by: User) -> CatalogueImport:
    if not CatalogueImport.objects.visible_to(by).filter(pk=done.pk).exists():
        raise Refused("Diesen Bericht gibt es nicht mehr.")
    current = locked(done)
    if current.state == ImportState.UNDONE:
        return current
    if current.state != ImportState.DONE:
        raise Refused("Zurücknehmen lässt sich nur, was schon übernommen ist.")
    if not any("undone" in each for each in current.results):
        detail = f"Maßnahmen, zurückgenommen: {count_of(len(current.results), 'Zeile')}"
        record(AuditEvent.IMPORTED, by=by, detail=detail)
    until = time.monotonic() + SECONDS
    for result in [each for each in reversed(current.results) if "back" in each and "undone" not in each]:
        result["undone"] = _undone(result, by)
        if time.monotonic() > until:
            break
    else:
        current.state, current.undone_at = ImportState.UNDONE, timezone.now()
    current.save(update_fields=["results", "state", "undone_at", "updated_at"])
    return current


def _undone(result: dict[str, Any], by: User) -> str:
    """Nothing when the row is taken back, else why it stays."""
    try:
        with transaction.atomic():
            _take_back(result["back"], by)
        return ""
    except (Stale, Measure.DoesNotExist):
        return "Seit dem Einlesen hat jemand diese Maßnahme geändert. Sie bleibt, wie sie ist."
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
