"""A slip of the pen in an accepted answer is put right, and the trail says what stood there before."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from measures.enums import ProgressState
from measures.models import ProgressReport
from measures.selectors.progress import label_of
from measures.services.progress.checking import missing
from measures.services.progress.submitted_data import NUMBERS, TEXTS
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.foundation.records.saving import changed_fields, locked, record_event, save_as

CORRECTABLE: Final = ("measure_state_reason", "traffic_light_reason", *TEXTS, *NUMBERS)
"""Words and numbers. Status and Ampel are decided, not written: a new answer changes them."""


@transaction.atomic
def correct(
    report: ProgressReport, *, by: User, expected_version: int, values: Mapping[str, Any], reason: str
) -> ProgressReport:
    """The accepted answer has the `values`; the event names the fields and why, the history what stood there.

    Published reports stay as they are. Raises Refused before the acceptance, without a reason or a change, Incomplete
    when something needed would be empty, Stale when somebody corrected it since `expected_version`.
    """
    ensure(by, Permission.REVIEW_PROGRESS)
    current = locked(report)
    if current.state != ProgressState.ACCEPTED:
        raise Refused("Berichtigt wird, was angenommen ist. Vorher geben Sie den Bericht mit einer Rückfrage zurück.")
    if not reason.strip():
        raise Refused("Bitte sagen Sie, warum der Sachstand berichtigt wird.")
    names = changed_fields(current, {name: values[name] for name in CORRECTABLE if name in values})
    if not names:
        raise Refused("Es ist nichts geändert. Bitte berichtigen Sie eine Angabe.")
    if current.version != expected_version:
        raise Stale(current)
    for name in names:
        setattr(current, name, values[name])
    if problems := {name: text for name, text in missing(current).items() if name in names}:
        raise Incomplete(problems)
    current.clean_fields()
    save_as(current, names, by=by)
    fields = ", ".join(label_of(name) for name in names)
    record_event(current, "correct", by=by, comment=f"{fields}: {reason.strip()}")
    return current
