"""Drafts of the Fortschreibung."""

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from reporting.content.snapshot import checksum
from reporting.enums import ReportState, RunState
from reporting.models import Publication, PublicationFile, PublicationRun, Report, Section
from reporting.publication.chain import chained, sum_of_files
from reporting.services.publishing import link_measures
from reporting.services.reports import release_report
from reporting.services.sections import complete_sections
from tests.factories.city import make_committee
from tests.factories.parts import serials
from tests.factories.people import make_coordinator

TEXTS = {
    "foreword": "Liebe **Mitglieder** des Gremiums",
    "procedure": "Der Rat hat berichten lassen.",
    "outlook": "Wir bleiben dran.",
    "proposed_resolution": "Der Ausschuss nimmt Kenntnis.",
}


def make_report(*, texts: dict[str, str] | None = None, **fields: Any) -> Report:
    """A draft Fortschreibung for 2025–2026 with all its sections; `texts` (by kind) are written in addition."""
    defaults: dict[str, Any] = {
        "title": f"Fortschreibung {next(serials)}",
        "period_start": dt.date(2025, 1, 1),
        "period_end": dt.date(2026, 12, 31),
    }
    fields = defaults | fields
    if "committee" not in fields:
        fields["committee"] = make_committee()
    later = {name: fields.pop(name) for name in ("state",) if name in fields}
    report = Report.objects.create(**fields)
    complete_sections(report, by=make_coordinator())
    for kind, text in (TEXTS | (texts or {})).items():
        Section.objects.filter(report=report, kind=kind).update(text=text)
    if later:
        Report.objects.filter(pk=report.pk).update(**later)
        report.refresh_from_db()
    return report


def make_published(**fields: Any) -> Report:
    """A published Fortschreibung whose PDF is four bytes long."""
    report = make_report(**fields)
    by, now = make_coordinator(), timezone.now()
    run = release_report(report, by=by)
    Report.objects.filter(pk=report.pk).update(state=ReportState.PUBLISHED)
    PublicationRun.objects.filter(pk=run.pk).update(state=RunState.DONE, finished_at=now)
    previous = Publication.objects.order_by("-pk").first()
    sums = checksum(b"%PDF"), sum_of_files([("report", b"%PDF")])
    publication = Publication.objects.create(
        report=report,
        snapshot=run.snapshot,
        previous=previous,
        published_at=now,
        published_by=by,
        page_count=1,
        pdf_sha256=sums[0],
        files_sha256=sums[1],
        chain_sha256=chained(previous, run.snapshot.sha256, *sums),
    )
    PublicationFile.objects.create(
        publication=publication,
        kind="report",
        name="bericht.pdf",
        media_type="application/pdf",
        size=4,
        content=b"%PDF",
    )
    link_measures(publication, json.loads(run.snapshot.content))
    return Report.objects.get(pk=report.pk)
