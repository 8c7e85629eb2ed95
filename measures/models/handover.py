"""The Übergabe: an office was renamed, merged, split or dissolved, and others took over."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from measures.enums import HandoverKind
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.constraints import in_choices


class Handover(models.Model):
    """Who took over from an office, when and why, and how much moved: an event, never changed."""

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="handovers", verbose_name="bisherige Fachdienststelle"
    )
    successors = models.ManyToManyField(
        Department, blank=True, related_name="takeovers", verbose_name="übernehmende Fachdienststellen"
    )
    kind = models.CharField("Anlass", max_length=10, choices=HandoverKind.choices)
    last_day = models.DateField("letzter Tag")
    reason = models.TextField("Begründung", blank=True)
    measures = models.PositiveIntegerField("übergebene Maßnahmen", default=0)
    tasks = models.PositiveIntegerField("übergebene Aufgaben", default=0)
    people = models.PositiveIntegerField("übergegangene Rollen von Personen", default=0)
    at = models.DateTimeField("Zeitpunkt", default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="handelnde Person"
    )
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    class Meta:
        verbose_name = "Übergabe"
        verbose_name_plural = "Übergaben"
        ordering = ["-at", "-pk"]
        constraints = [in_choices("kind", HandoverKind, "measures_handover_kind_valid")]

    @property
    def extent(self) -> str:
        """How much moved, in words."""
        counts = (
            (self.measures, "Maßnahme", "Maßnahmen"),
            (self.tasks, "Aufgabe", "Aufgaben"),
            (self.people, "Rolle einer Person", "Rollen von Personen"),
        )
        parts = [f"{count} {singular if count == 1 else plural}" for count, singular, plural in counts if count]
        return ", ".join(parts) or "nichts, denn es war nichts offen"

    def __str__(self) -> str:
        return f"{self.department} {self.get_kind_display()}"
