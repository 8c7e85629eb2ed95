"""Publishing a released report after its final files were looked at."""

import datetime as dt
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from measures.models import Measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, take_step
from reporting.content.snapshot import checksum
from reporting.enums import FileKind, ReportState, RunState
from reporting.mails import queue_publication_mail
from reporting.models import PreparedFile, Publication, PublicationFile, PublicationRun, PublishedMeasure, Report
from reporting.publication.chain import chained, sum_of_facts, sum_of_files
from reporting.publication.verification import told_measures
from reporting.publication.worker import sentence_on_differences
from reporting.selectors.readers import readers
from reporting.workflows import REPORT_WORKFLOW

FILE_FIELDS = ("kind", "name", "media_type", "size", "content")


@transaction.atomic
def publish_report(report: Report, *, by: User, at: dt.datetime | None = None) -> Publication:
    """Everybody reads the files that were made at the release, byte for byte; its readers get a mail.

    Published twice, also at once, there is one publication. Each figure is recounted once more before.
    `at` is for records taken over from before (the demo); normally it is now.
    Raises Refused when it is not released, its files are not made, or a figure differs.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    if current.state == ReportState.PUBLISHED:
        return Publication.objects.get(report=current)
    step = REPORT_WORKFLOW.check("publish", current.state)
    run = current.runs.select_related("snapshot", "report").first()
    if run is None or run.page_count is None or run.state != RunState.DONE:
        raise Refused("Die Dateien des Berichts sind noch nicht fertig. Bitte warten Sie, bis der Lauf beendet ist.")
    content = json.loads(run.snapshot.content)
    if sentence := sentence_on_differences(content):
        raise Refused(sentence)
    publication = _publication(run, run.page_count, by, at or timezone.now())
    link_measures(publication, content)
    take_step(current, step, by=by)
    _supersede(current, by=by)
    for person in readers():
        queue_publication_mail(publication, person)
    record(AuditEvent.PUBLISHED, by=by, detail=str(current))
    return publication


def _publication(run: PublicationRun, pages: int, by: User, at: dt.datetime) -> Publication:
    """The prepared files of `run`, chained to what was published before."""
    prepared = list(run.prepared_files.all())
    contents = {file.kind: bytes(file.content) for file in prepared}
    pdf_sha256, files_sha256 = checksum(contents[FileKind.REPORT]), sum_of_files(contents.items())
    previous = Publication.objects.select_for_update(of=("self",)).filter(next__isnull=True).first()
    publication = Publication(
        report=run.report,
        snapshot=run.snapshot,
        previous=previous,
        published_at=at,
        published_by=by,
        page_count=pages,
        pdf_sha256=pdf_sha256,
        files_sha256=files_sha256,
    )
    publication.facts_sha256 = sum_of_facts(publication, prepared)
    sums = (run.snapshot.sha256, pdf_sha256, files_sha256, publication.facts_sha256)
    publication.chain_sha256 = chained(previous, *sums)
    publication.save(force_insert=True)
    for file in prepared:
        PublicationFile.objects.create(publication=publication, **{name: getattr(file, name) for name in FILE_FIELDS})
    PreparedFile.objects.filter(run__report=run.report_id).delete()
    return publication


def _supersede(report: Report, *, by: User) -> None:
    """The report that `report` corrects holds no longer; one that was withdrawn stays withdrawn."""
    if report.replaces_id is None:
        return
    replaced = Report.objects.select_for_update().get(pk=report.replaces_id)
    if replaced.state == ReportState.PUBLISHED:
        take_step(
            replaced,
            REPORT_WORKFLOW.check("supersede", replaced.state),
            by=by,
            reason=f"Ersetzt durch „{report.title}“",
        )


def link_measures(publication: Publication, content: dict[str, Any]) -> None:
    """Each measure that the published `content` tells about leads back to the report."""
    PublishedMeasure.objects.bulk_create(
        PublishedMeasure(publication=publication, measure=measure)
        for measure in Measure.objects.filter(number__in=told_measures(content)).only("pk")
    )
