"""Writing the Beratungsfolge of a report, in whatever state it is: what was published is not touched."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from measures.services import consultations, parts
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import locked
from reporting.models import Report, ReportConsultation


@transaction.atomic
def add_report_consultation(
    report: Report, *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None
) -> ReportConsultation:
    """One more Gremium stands in the Beratungsfolge of `report`.

    `values` and errors are those of `measures.services.consultations.add_consultation`.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    new = ReportConsultation(report=locked(report), submission_key=submission_key)
    return consultations.entered(new, by=by, values=values)


@transaction.atomic
def change_report_consultation(
    row: ReportConsultation, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> ReportConsultation:
    """`row` has the `values`, such as the result of its day. Raises Stale when somebody saved since."""
    ensure(by, Permission.COMPOSE_REPORTS)
    return consultations.changed(row, by=by, expected_version=expected_version, values=values)


@transaction.atomic
def remove_report_consultation(row: ReportConsultation, *, by: User, reason: str) -> None:
    """`row` is gone; its history keeps it, and why. Raises Incomplete without a reason."""
    ensure(by, Permission.COMPOSE_REPORTS)
    parts.removed(locked(row), by=by, reason=reason)
