"""A draft that was begun by mistake."""

from collections.abc import Iterable

from django.db import models, transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, removed
from reporting.models import Highlight, Report, SectionComment, SectionLease, SectionPicture


@transaction.atomic
def discard_report(report: Report, *, by: User) -> None:
    """The draft, a correction too, is gone with all that was written in it; the histories stay.

    Raises Refused once it was released, given to others to read, or tied to a resolution.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    if refusal := why_not_discarded(current):
        raise Refused(refusal)
    sections = list(current.sections.all())
    for model in (SectionLease, SectionPicture):
        _remove_all(model.objects.filter(section__in=sections), by)
    _remove_all(Highlight.objects.filter(choice__report=current), by)
    beside = (current.highlight_choices, current.consultations)
    for rows in (*(each.all() for each in beside), sections, current.events.all(), [current]):
        _remove_all(rows, by)


def why_not_discarded(report: Report) -> str:
    """What stands against it and what helps instead; empty when the draft may be discarded."""
    if not report.is_open:
        return f"Der Bericht ist {report.get_state_display()}; verwerfen lässt sich nur ein Entwurf."
    if report.snapshots.exists():
        return "Der Bericht war schon freigegeben. Sein Datenstand bleibt; bitte führen Sie den Entwurf weiter."
    if report.reviewers.exists() or SectionComment.objects.filter(section__report=report).exists():
        return "Andere haben den Entwurf schon gelesen oder dazu geschrieben. Bitte führen Sie ihn weiter."
    if report.resolution_links.exists():
        return "Zu diesem Entwurf gehört ein Beschluss. Bitte lösen Sie zuerst die Verknüpfung."
    return ""


def _remove_all(rows: Iterable[models.Model], by: User) -> None:
    for row in rows:
        removed(row, by=by)
