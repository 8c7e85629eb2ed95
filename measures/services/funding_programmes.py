"""Writing funding programmes."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from measures.models import FundingProgramme
from measures.services import parts
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_relations,
    locked,
    locked_at_version,
    only_fields,
    refuse_together,
    save_as,
    set_relations,
    stored,
)

FIELDS: Final = (
    "title", "funder", "source", "department", "starts_on", "ends_on", "apply_by", "applied_on", "interim_due",
    "interim_sent_on", "proof_due", "proof_sent_on", "granted", "called", "note",
)  # fmt: skip
DONE: Final = ("applied_on", "interim_sent_on", "proof_sent_on")


@transaction.atomic
def create_programme(
    *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None
) -> FundingProgramme:
    """The programme with the `values` (names of FIELDS, `measures`) is recorded. A double click makes one.

    Raises ValidationError for a broken rule of the model or something done in the future.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    if existing := parts.entered_before(FundingProgramme, submission_key):
        return existing
    fields = only_fields(values, (*FIELDS, "measures"))
    measures = fields.pop("measures", ())
    programme = FundingProgramme(**fields, submission_key=submission_key)
    _check(programme)
    stored(programme, by=by)
    if measures:
        set_relations(programme, {"measures": {each.pk for each in measures}})
        save_as(programme, [], by=by)
    return programme


@transaction.atomic
def update_programme(
    programme: FundingProgramme, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> FundingProgramme:
    """`programme` has the `values`; version and history grow by one if anything differs.

    Raises Stale when somebody saved since `expected_version`, ValidationError as `create_programme` does.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked_at_version(programme, expected_version)
    fields = only_fields(values, (*FIELDS, "measures"))
    relations = changed_relations(current, {"measures": fields.pop("measures")} if "measures" in fields else {})
    names = changed_fields(current, fields)
    if not names and not relations:
        return current
    for name in names:
        setattr(current, name, fields[name])
    _check(current)
    set_relations(current, relations)
    save_as(current, names, by=by)
    return current


@transaction.atomic
def remove_programme(programme: FundingProgramme, *, by: User, reason: str) -> None:
    """A wrong entry is gone; its history keeps it, with who removed it and why. Raises Incomplete without reason."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    parts.removed(locked(programme), by=by, reason=reason)


def _check(programme: FundingProgramme) -> None:
    today = timezone.localdate()
    future = [name for name in DONE if (getattr(programme, name) or today) > today]
    sentence = "Der Tag liegt in der Zukunft. Bitte tragen Sie ihn ein, wenn es geschehen ist."
    refuse_together(programme, dict.fromkeys(future, sentence))
