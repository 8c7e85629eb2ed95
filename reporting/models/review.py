"""The Abstimmung of a report: who is asked, what they say to a section, and who is writing just now."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from neuss_integration.foundation.records.constraints import both_or_neither
from reporting.models.report import Report
from reporting.models.section import Section
from reporting.querysets import CommentQuerySet, LeaseQuerySet


class ReportReviewer(models.Model):
    """Somebody who is asked to read a report before it is released."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reviewers", verbose_name="Bericht")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="report_reviews", verbose_name="Person"
    )
    invited_at = models.DateTimeField("gefragt am", default=timezone.now, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="gefragt von"
    )
    read_at = models.DateTimeField("durchgesehen am", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "Beteiligung an einer Abstimmung"
        verbose_name_plural = "Beteiligungen an Abstimmungen"
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "user"], name="reporting_reviewer_once"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=models.F("invited_at")),
                name="reporting_reviewer_read_after_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.report_id}"


class SectionComment(models.Model):
    """What a colleague says to a section. It is never changed, only settled, or opened again."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="comments", verbose_name="Abschnitt")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="geschrieben von"
    )
    text = models.TextField("Anmerkung")
    created_at = models.DateTimeField("geschrieben am", default=timezone.now, editable=False)
    resolved_at = models.DateTimeField("erledigt am", null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="erledigt von",
    )
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "Anmerkung zu einem Abschnitt"
        verbose_name_plural = "Anmerkungen zu Abschnitten"
        ordering = ["created_at", "pk"]
        constraints = [
            both_or_neither("resolved_at", "resolved_by", "reporting_comment_resolved_by_somebody"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="reporting_comment_has_text",
                violation_error_message="Bitte schreiben Sie Ihre Anmerkung.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section_id}: {self.text[:40]}"


class SectionLease(models.Model):
    """Who wrote in a section when last. It is shown to others and blocks nobody."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="leases", verbose_name="Abschnitt")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="Person"
    )
    seen_at = models.DateTimeField("zuletzt dabei", default=timezone.now)

    objects = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = "Anwesenheit in einem Abschnitt"
        verbose_name_plural = "Anwesenheiten in Abschnitten"
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(fields=["section", "user"], name="reporting_lease_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.section_id}"
