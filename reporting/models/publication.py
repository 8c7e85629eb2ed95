"""What is frozen and published: the snapshot, the run that makes the PDF, the publication and its files."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from measures.models import Measure
from neuss_integration.foundation.records.constraints import in_choices, set_in
from neuss_integration.foundation.records.life import is_silent
from reporting.enums import ACTIVE_RUN_STATES, FileKind, RunState, RunStep
from reporting.models.report import Report
from reporting.querysets import PublicationQuerySet, PublicationRunQuerySet

INTERRUPTED = "Der Hintergrunddienst wurde unterbrochen."


class Snapshot(models.Model):
    """Everything a report shows, frozen at release: plain JSON of labels and values, no foreign keys."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots", verbose_name="Bericht")
    schema_version = models.PositiveSmallIntegerField("Fassung des Schemas")
    content = models.TextField("Inhalt", help_text="JSON in fester Schreibweise, über die die Prüfsumme geht")
    sha256 = models.CharField("SHA-256", max_length=64)
    created_at = models.DateTimeField("angelegt am", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="freigegeben von"
    )

    class Meta:
        verbose_name = "Datenstand"
        verbose_name_plural = "Datenstände"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="reporting_snapshot_sha256"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.sha256[:12]}"


class PublicationRun(models.Model):
    """One attempt of the worker to make the PDF of a snapshot. A dead worker leaves it without a heartbeat."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="runs", verbose_name="Bericht")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="runs", verbose_name="Datenstand")
    state = models.CharField("Status", max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    step = models.CharField("Schritt", max_length=10, choices=RunStep.choices, default=RunStep.WAIT)
    detail = models.CharField("Einzelheit", max_length=200, blank=True)
    error = models.TextField("Fehler", blank=True)
    requested_at = models.DateTimeField("angefordert am", default=timezone.now, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="angefordert von"
    )
    heartbeat_at = models.DateTimeField("letztes Lebenszeichen", default=timezone.now)
    finished_at = models.DateTimeField("beendet am", null=True, blank=True)
    page_count = models.PositiveIntegerField("Seiten", null=True, help_text="leer: noch nicht gesetzt")

    objects = PublicationRunQuerySet.as_manager()

    class Meta:
        verbose_name = "Veröffentlichungslauf"
        verbose_name_plural = "Veröffentlichungsläufe"
        ordering = ["-pk"]
        constraints = [
            in_choices("state", RunState, "reporting_run_state_valid"),
            in_choices("step", RunStep, "reporting_run_step_valid"),
            set_in([RunState.DONE, RunState.FAILED], "finished_at", "reporting_run_finished_at_set"),
            models.CheckConstraint(
                condition=~Q(state=RunState.FAILED) | ~Q(error=""), name="reporting_run_failure_has_error"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(state__in=ACTIVE_RUN_STATES), name="reporting_run_one_active"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.state}"

    @property
    def is_active(self) -> bool:
        """Waiting or running."""
        return self.state in ACTIVE_RUN_STATES

    @property
    def interruptions(self) -> int:
        """How often the worker died over this snapshot; one query."""
        return PublicationRun.objects.filter(snapshot=self.snapshot_id, error=INTERRUPTED).count()

    @property
    def is_stalled(self) -> bool:
        """Running, but without a sign of life for longer than settings.RUN_STALLED_SECONDS: the worker died."""
        limit = dt.timedelta(seconds=settings.RUN_STALLED_SECONDS)
        return self.state == RunState.RUNNING and is_silent(self.heartbeat_at, limit)


class Publication(models.Model):
    """A published report: for ever as it was. Its checksums are chained to the publication before."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="publication", verbose_name="Bericht")
    snapshot = models.OneToOneField(
        Snapshot, on_delete=models.PROTECT, related_name="publication", verbose_name="Datenstand"
    )
    previous = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next",
        verbose_name="vorherige Veröffentlichung",
    )
    published_at = models.DateTimeField("veröffentlicht am")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="veröffentlicht von"
    )
    page_count = models.PositiveIntegerField("Seiten")
    pdf_sha256 = models.CharField("SHA-256 des PDF", max_length=64)
    files_sha256 = models.CharField(
        "SHA-256 über alle Dateien", max_length=64, null=True, help_text="leer: veröffentlicht vor Fassung 0.3"
    )
    facts_sha256 = models.CharField(
        "SHA-256 über die Angaben", max_length=64, null=True, help_text="leer: veröffentlicht vor Fassung 0.3"
    )
    chain_sha256 = models.CharField("Prüfsumme der Kette", max_length=64, unique=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "Veröffentlichung"
        verbose_name_plural = "Veröffentlichungen"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pdf_sha256__regex=r"^[0-9a-f]{64}$", chain_sha256__regex=r"^[0-9a-f]{64}$"),
                name="reporting_publication_sha256",
            ),
            models.UniqueConstraint(
                models.Value(1), condition=Q(previous__isnull=True), name="reporting_publication_one_first"
            ),
            models.CheckConstraint(condition=~Q(previous=F("id")), name="reporting_publication_not_own_previous"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.chain_sha256[:12]}"


class ReportFile(models.Model):
    """One form of a report, in the database: one backup holds all, and a file cannot be half there."""

    kind = models.CharField("Form", max_length=10, choices=FileKind.choices)
    name = models.CharField("Dateiname", max_length=120)
    media_type = models.CharField("Medientyp", max_length=80)
    size = models.PositiveIntegerField("Größe in Byte")
    content = models.BinaryField("Inhalt")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class PreparedFile(ReportFile):
    """A file the worker made of a released report, to be looked at; gone once it is published or withdrawn."""

    run = models.ForeignKey(
        PublicationRun, on_delete=models.PROTECT, related_name="prepared_files", verbose_name="Veröffentlichungslauf"
    )

    class Meta:
        verbose_name = "Datei vor der Veröffentlichung"
        verbose_name_plural = "Dateien vor der Veröffentlichung"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "kind"], name="reporting_prepared_kind_once"),
            in_choices("kind", FileKind, "reporting_prepared_kind_valid"),
        ]


class PublicationFile(ReportFile):
    """A file of a publication, byte for byte as it was looked at before."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="files", verbose_name="Veröffentlichung"
    )

    class Meta:
        verbose_name = "Datei einer Veröffentlichung"
        verbose_name_plural = "Dateien von Veröffentlichungen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="reporting_file_name_once"),
            models.UniqueConstraint(fields=["publication", "kind"], name="reporting_file_kind_once"),
            in_choices("kind", FileKind, "reporting_file_kind_valid"),
        ]


class DownloadCount(models.Model):
    """How often a file was downloaded on a day. Who it was is not kept."""

    file = models.ForeignKey(PublicationFile, on_delete=models.PROTECT, related_name="downloads", verbose_name="Datei")
    day = models.DateField("Tag")
    count = models.PositiveIntegerField("Abrufe", default=0)

    class Meta:
        verbose_name = "Zahl der Abrufe"
        verbose_name_plural = "Zahlen der Abrufe"
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["file", "day"], name="reporting_downloads_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.count}"


class PublishedMeasure(models.Model):
    """Which measures a publication tells about: the link back from a measure to its reports."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="published_measures", verbose_name="Veröffentlichung"
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="publications", verbose_name="Maßnahme")

    class Meta:
        verbose_name = "Maßnahme einer Veröffentlichung"
        verbose_name_plural = "Maßnahmen von Veröffentlichungen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "measure"], name="reporting_published_measure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} in {self.publication_id}"
