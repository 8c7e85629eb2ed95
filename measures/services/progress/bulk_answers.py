"""The same step for several reports at once; what is not possible for one leaves the others as they are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from measures.models import ProgressReport
from measures.services.progress.answering import save_draft, submit, submit_unchanged
from measures.services.progress.deciding import accept
from measures.services.progress.submitted_data import OWN_SHEET, Receipt
from neuss_integration.accounts.models import User
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.turns import Turns
from neuss_integration.foundation.words.nouns import count_of


@dataclass(slots=True)
class Done:
    """What became of each report: the titles of those it worked for, and a sentence for each of the others.

    `drafts` are those that were only saved.
    """

    titles: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """The answer on a sheet: for which version of the report, which values, or „unverändert“.

    One that is not sound holds mistakes besides, which are left out; it becomes a draft.
    """

    report: ProgressReport
    version: int
    values: Mapping[str, Any]
    is_unchanged: bool = False
    is_sound: bool = True
    receipt: Receipt = OWN_SHEET


def save_sheets(sheets: Iterable[SheetAnswer], *, by: User, hand_in: bool) -> Done:
    """Each answer is submitted if `hand_in` and complete, else it is a draft; a sentence says why one is not taken.

    The audit log tells that sheets were read, before the first is stored.
    """
    done, others_turn, taken = Done(), Turns(), list(sheets)
    if taken:
        record(AuditEvent.IMPORTED, by=by, detail=f"Tabelle, {count_of(len(taken), 'Sachstand')}")
    for sheet in taken:
        others_turn()
        title = sheet.report.measure.title
        try:
            is_draft = not _save_sheet(sheet, by=by, hand_in=hand_in)
        except Refused as refusal:
            done.refused.append(f"„{title}“: {refusal}")
        else:
            (done.drafts if is_draft else done.titles).append(title)
    return done


def _save_sheet(sheet: SheetAnswer, *, by: User, hand_in: bool) -> bool:
    """Whether the answer is submitted now; False when it is a draft."""
    given: dict[str, Any] = {"by": by, "expected_version": sheet.version, "receipt": sheet.receipt}
    if sheet.is_unchanged and not hand_in:
        raise Refused("„Unverändert“ lässt sich nur einreichen, nicht als Entwurf speichern.")
    if sheet.is_unchanged:
        submit_unchanged(sheet.report, **given)
        return True
    try:
        if hand_in and sheet.is_sound:
            submit(sheet.report, values=sheet.values, **given)
            return True
    except Incomplete:
        pass
    save_draft(sheet.report, values=sheet.values, **given)
    return False


def submit_bulk_unchanged(reports: Iterable[tuple[ProgressReport, int]], *, by: User) -> Done:
    """Each report, with the version that was seen, is answered „unverändert“, or a sentence says why not."""
    return _each(reports, submit_unchanged, by=by)


def accept_bulk(reports: Iterable[tuple[ProgressReport, int]], *, by: User) -> Done:
    """Each report is accepted as it was seen (its version), or a sentence says why not."""
    return _each(reports, accept, by=by)


def _each(reports: Iterable[tuple[ProgressReport, int]], step: Callable[..., object], *, by: User) -> Done:
    done, others_turn = Done(), Turns()
    for report, version in reports:
        others_turn()
        try:
            step(report, by=by, expected_version=version)
        except Refused as refusal:
            done.refused.append(f"„{report.measure.title}“: {refusal}")
        else:
            done.titles.append(report.measure.title)
    return done
