"""Which resolutions of committees are about a report. Links stand beside it: what is published stays as it is."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from measures.models import Resolution
from neuss_integration.foundation.records.constraints import both_or_neither
from reporting.models.report import Report
from reporting.querysets import ReportResolutionQuerySet


class ReportResolution(models.Model):
    """A Gremium resolved something about a report. A link that was wrong is taken back, never deleted."""

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="resolution_links", verbose_name="Bericht"
    )
    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, related_name="report_links", verbose_name="Beschluss"
    )
    linked_at = models.DateTimeField("verknüpft am", default=timezone.now, editable=False)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="verknüpft von"
    )
    removed_at = models.DateTimeField("gelöst am", null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gelöst von",
        editable=False,
    )

    objects = ReportResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "Beschluss zu einem Bericht"
        verbose_name_plural = "Beschlüsse zu Berichten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "resolution"],
                condition=Q(removed_at__isnull=True),
                name="reporting_report_resolution_once",
            ),
            both_or_neither("removed_at", "removed_by", "reporting_report_resolution_removed_by"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(removed_at__gte=F("linked_at")),
                name="reporting_report_resolution_removed_after_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.resolution_id}"
