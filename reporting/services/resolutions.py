"""Which resolutions of committees are about a report."""

from django.db import transaction
from django.utils import timezone

from measures.models import Resolution
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import locked
from reporting.models import Report, ReportResolution


@transaction.atomic
def link_resolution(report: Report, *, by: User, resolution: Resolution) -> ReportResolution:
    """`resolution` is about `report`, in whatever state it is: what was published is not touched.

    Linked already, the link that is there is given back.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    if existing := current.resolution_links.standing().filter(resolution=resolution).first():
        return existing
    link = ReportResolution(report=current, resolution=resolution, linked_by=by)
    link.full_clean()
    link.save(force_insert=True)
    return link


@transaction.atomic
def unlink_resolution(link: ReportResolution, *, by: User) -> ReportResolution:
    """The resolution is not about the report any more; who linked and who took it back stays readable.

    Taken back twice, the first time stands.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(link)
    if current.removed_at is None:
        current.removed_at, current.removed_by = timezone.now(), by
        current.save(update_fields=["removed_at", "removed_by"])
    return current
