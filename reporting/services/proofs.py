"""Asking for a proof of a draft."""

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from reporting.models import Report
from reporting.publication.proof import ask_for_proof
from reporting.services.sections import ensure_composable
from reporting.tasks import set_proof


def request_proof(report: Report, *, by: User) -> None:
    """The worker sets a proof of the draft and tells the person by mail; asked twice at once, it sets one.

    Raises Refused when the report is released or published: then there is its PDF.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    ensure_composable(report)
    if ask_for_proof(report):
        set_proof.enqueue(report.pk, by.pk)
