"""Which background processes show signs of life."""

from django.db import models
from django.utils import timezone

from neuss_integration.foundation.records.constraints import in_choices
from neuss_integration.operations.enums import BackgroundService


class Heartbeat(models.Model):
    """One process of a service. After `silent_after` without a further sign it is taken for dead."""

    service = models.CharField("Dienst", max_length=10, choices=BackgroundService.choices)
    place = models.CharField("Rechner und Prozess", max_length=200)
    started_at = models.DateTimeField("gestartet am", default=timezone.now, editable=False)
    seen_at = models.DateTimeField("letztes Lebenszeichen")
    silent_after = models.DateTimeField("gilt danach als beendet")

    class Meta:
        verbose_name = "Lebenszeichen"
        verbose_name_plural = "Lebenszeichen"
        ordering = ["-seen_at"]
        constraints = [
            in_choices("service", BackgroundService, "operations_heartbeat_service_valid"),
            models.UniqueConstraint(fields=["service", "place"], name="operations_heartbeat_once"),
            models.CheckConstraint(
                condition=models.Q(silent_after__gte=models.F("seen_at")), name="operations_heartbeat_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_service_display()} auf {self.place}"
