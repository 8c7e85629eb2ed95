"""The way of a report through the Gremien besides the one that it is made for."""

from django.db import models
from simple_history.models import HistoricalRecords

from measures.models import AbstractConsultation
from measures.models.consultation import once_a_day
from reporting.models.report import Report
from reporting.querysets import OfReportQuerySet


class ReportConsultation(AbstractConsultation):
    """A Gremium that deals with the report. What it came to is told beside the report, which stays as published."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="consultations", verbose_name="Bericht")

    objects = OfReportQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key"])

    class Meta(AbstractConsultation.Meta):
        verbose_name = "Beratung eines Berichts"
        verbose_name_plural = "Beratungen von Berichten"
        constraints = [*AbstractConsultation.Meta.constraints, once_a_day("report")]

    def get_absolute_url(self) -> str:
        return self.report.get_absolute_url()
