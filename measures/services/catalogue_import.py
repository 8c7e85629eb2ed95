"""Taking in a catalogue from a file, step by step; nothing of it is written before the last one."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from measures.catalogue.importing.headings import READ, recognised
from measures.catalogue.importing.names import MODELS, Choice, has_other_lists, next_in_line
from measures.catalogue.importing.proposals import fields_above
from measures.catalogue.importing.sheets import best_sheet, heading_in, kept, table_from
from measures.enums import ImportState, NameKind
from measures.models import CatalogueImport, NameMapping
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.model_sentences import sentences_of
from neuss_integration.foundation.records.saving import changed_fields, created, save_as
from neuss_integration.foundation.words.folding import fold, name_key
from neuss_integration.maintenance.services import create_item
from success_factors.models import FieldOfAction

MAX_ROWS: Final = 5_000
MAX_BYTES: Final = 10 * 1024 * 1024
RETENTION: Final = dt.timedelta(days=14)
CHANGED_SINCE: Final = (
    "Inzwischen hat sich etwas geändert, das die Datei betrifft. Es wurde nichts übernommen. "
    "Bitte sehen Sie sich die Vorschau noch einmal an und bestätigen Sie dann."
)
RIGHT_ENDED: Final = "Die Rolle, mit der die Datei eingelesen wurde, ist inzwischen beendet."
ALREADY_DONE: Final = (
    "Diese Datei ist schon übernommen. Bitte laden Sie sie neu hoch, wenn Sie sie noch einmal brauchen."
)


def start_import(upload: File, *, by: User, submission_key: uuid.UUID | None = None) -> CatalogueImport:
    """The table of the file is kept for `by`, its columns assigned as far as they are recognised; measures stay.

    The same `submission_key` a second time gives the import of the first. The file is read before the transaction, so
    that nobody waits for it. Raises Refused for a file that cannot be read.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    sent = CatalogueImport.objects.filter(submission_key=submission_key, submission_key__isnull=False)
    if existing := sent.first():
        return existing
    sheets = kept(upload, max_rows=MAX_ROWS, max_bytes=MAX_BYTES)
    draft = CatalogueImport(owner=by, file_name=(upload.name or "")[-200:], submission_key=submission_key)
    draft.sheets, draft.sheet = sheets, best_sheet(sheets)
    _read_sheet(draft, heading_in(sheets[draft.sheet]))
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:  # the second click was read at the same time
        return sent.get()
    return draft


@transaction.atomic
def choose_heading(draft: CatalogueImport, *, by: User, sheet: int, heading: int | None = None) -> CatalogueImport:
    """The table is read from this sheet, its headings stand in the row `heading`, or where most are known.

    Columns are recognised anew. Raises Refused when no row stands below.
    """
    current = locked_draft(draft, by)
    if not 0 <= sheet < len(current.sheets):
        raise Refused("Dieses Blatt gibt es nicht. Bitte wählen Sie eines der anderen.")
    current.sheet, current.left_out = sheet, []
    _read_sheet(current, heading_in(current.sheets[sheet]) if heading is None else heading)
    current.save()
    return current


def _read_sheet(draft: CatalogueImport, heading: int) -> None:
    draft.heading, draft.table = heading, table_from(draft.sheets, draft.sheet, heading, max_rows=MAX_ROWS)
    if not draft.table["rows"]:
        raise Refused("In der Datei stehen nur Überschriften. Bitte tragen Sie unter ihnen Maßnahmen ein.")
    found = recognised(draft.table["headings"], draft.table["rows"])
    if "handlungsfeld" not in found.values():
        found |= fields_above(draft.table["headings"], draft.table["rows"])
    draft.assignment = {key: place for place, key in found.items()}
    draft.split_lists = has_other_lists(draft.table["rows"], found)


@transaction.atomic
def assign_columns(
    draft: CatalogueImport,
    *,
    by: User,
    assignment: Mapping[str, int],
    empties_delete: bool,
    default_kind: str = "",
    default_lead: Department | None = None,
    default_field: FieldOfAction | None = None,
    split_lists: bool = False,
    notes_rest: bool = False,
    funding_source: str = "",
    funding_year: int | None = None,
) -> CatalogueImport:
    """The columns of the file mean what `assignment` says: place by key. Raises Refused without title and number."""
    current = locked_draft(draft, by)
    known = {key: place for key, place in assignment.items() if key in READ}
    if not {"titel", "nummer"} & known.keys():
        raise Refused("Bitte sagen Sie, in welcher Spalte der Titel oder die Nummer der Maßnahme steht.")
    current.assignment, current.empties_delete, current.default_kind = known, empties_delete, default_kind
    current.default_lead, current.default_field = default_lead, default_field
    current.split_lists, current.notes_rest = split_lists, notes_rest
    current.funding_source, current.funding_year, current.left_out = funding_source, funding_year, []
    current.save()
    return current


@transaction.atomic
def choose_rows(draft: CatalogueImport, *, by: User, shown: Iterable[str], ticked: Iterable[str]) -> CatalogueImport:
    """Of the rows and values that were `shown`, only those that are `ticked` will be taken in; the others stay as they
    were chosen. A row is named by its line, a value by line and column, such as „7:titel“.
    """
    current = locked_draft(draft, by)
    left_out = (set(current.left_out) - set(shown)) | (set(shown) - set(ticked))
    current.left_out = sorted(left_out)
    current.save(update_fields=["left_out", "updated_at"])
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
        if (kind, name_key(text)) not in made:
            made[kind, name_key(text)] = _entered(kind, text, by)
    for (kind, text), target in targets.items():
        meant: dict[str, Any] = {"value": "", **dict.fromkeys(NameMapping.TARGETS)}
        if isinstance(target, Choice):
            meant["value"] = target.pk
        elif target is not None:
            meant[kind.field] = target
        _remember(kind, fold(text), meant, by)


def _entered(kind: NameKind, text: str, by: User) -> Any:
    try:
        return create_item(MODELS[kind], by=by, values={"name": text, **next_in_line(kind)})
    except ValidationError as error:
        raise Refused(
            f"„{text[:80]}“ ließ sich nicht anlegen: {' '.join(sentences_of(error, MODELS[kind]))}"
        ) from error


def _remember(kind: NameKind, text: str, wanted: dict[str, Any], by: User) -> None:
    mapping = NameMapping.objects.select_for_update(of=("self",)).filter(kind=kind, text=text).first()
    if mapping is None:
        mapping = NameMapping(kind=kind, text=text, **wanted)
        created(mapping, by=by)
    elif changed := changed_fields(mapping, wanted):
        for name in changed:
            setattr(mapping, name, wanted[name])
        save_as(mapping, changed, by=by)


@transaction.atomic
def discard_import(draft: CatalogueImport, *, by: User) -> None:
    """The table is gone; no measure changed. Raises Refused when it was taken in already."""
    locked_draft(draft, by).delete()


@transaction.atomic
def forget_imports() -> int:
    """Tables that nobody worked on for KEPT_FOR are gone; how many."""
    forgotten = CatalogueImport.objects.forgotten(timezone.now() - RETENTION).select_for_update(skip_locked=True)
    rows = list(forgotten)
    for row in rows:
        row.delete()
    return len(rows)


def locked_draft(draft: CatalogueImport, by: User) -> CatalogueImport:
    """The import of `by` that is in work, locked. Raises Refused when it is gone or taken in."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = CatalogueImport.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if current is None:
        raise Refused("Diese Datei liegt nicht mehr bereit. Bitte laden Sie sie noch einmal hoch.")
    if current.state != ImportState.OPEN:
        raise Refused(ALREADY_DONE)
    return current
