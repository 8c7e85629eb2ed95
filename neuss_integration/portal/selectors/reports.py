"""Published reports as data: what holds, what was withdrawn, and what the Gremien made of it."""

from django.db.models import Prefetch, QuerySet

from reporting.enums import ReportState
from reporting.models import Publication, PublicationFile, ReportResolution

WITHDRAWN = (ReportState.WITHDRAWN, ReportState.SUPERSEDED)


def public_reports() -> QuerySet[Publication]:
    """Reports that hold, the newest first, with report, checksum and files but not their bytes; two queries."""
    return with_files(Publication.objects.that_hold())


def with_files(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """The `publications` with all that is told of them but the bytes of files and snapshot."""
    files = PublicationFile.objects.defer("content").order_by("pk")
    found = publications.select_related("report", "snapshot").defer("snapshot__content")
    return found.prefetch_related(Prefetch("files", queryset=files))


def public_consultations(publications: list[Publication]) -> dict[int, list[ReportResolution]]:
    """What Gremien resolved about each report, by its key, where everybody may read the resolution; one query."""
    reports = [each.report_id for each in publications]
    found: dict[int, list[ReportResolution]] = {pk: [] for pk in reports}
    for link in ReportResolution.objects.public().filter(report__in=reports).newest_first():
        found[link.report_id].append(link)
    return found
