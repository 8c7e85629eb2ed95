"""The audit log: rows that nobody changes, and the chain that proves it."""

import datetime as dt
import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.querysets import AuditQuerySet
from neuss_integration.foundation.records.constraints import in_choices


class AuditEntry(models.Model):
    """One event. People stand in it by the key of their account only: whoever is erased there is erased here.

    The database refuses to change a row, and to delete it before `kept_until` is over.
    """

    at = models.DateTimeField("Zeitpunkt", default=timezone.now, editable=False, db_index=True)
    event = models.CharField("Ereignis", max_length=30, choices=AuditEvent.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="handelnde Person"
    )
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="betroffene Person",
    )
    detail = models.CharField("Gegenstand", max_length=300, blank=True)
    network = models.CharField("Netz", max_length=50, blank=True)
    kept_until = models.DateField("aufbewahrt bis")

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "Eintrag des Protokolls"
        verbose_name_plural = "Einträge des Protokolls"
        ordering = ["-at", "-pk"]
        constraints = [
            in_choices("event", AuditEvent, "audit_entry_event_valid"),
            models.CheckConstraint(
                condition=Q(network="") | Q(event__in=[each for each in AuditEvent if each.is_about_sign_in]),
                name="audit_entry_network_of_sign_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.detail}".rstrip()

    @property
    def checksum(self) -> str:
        """SHA-256 over everything the row says."""
        facts = [
            self.pk,
            self.at.astimezone(dt.UTC).isoformat(),
            self.event,
            self.actor_id,
            self.subject_id,
            self.detail,
            self.network,
            self.kept_until.isoformat(),
        ]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


class AuditLink(models.Model):
    """A link of the chain over the entries. It stays when the entry is deleted after its time."""

    position = models.PositiveBigIntegerField("Stelle", unique=True)
    entry_number = models.BigIntegerField("Nummer des Eintrags", unique=True)
    kept_until = models.DateField("Eintrag aufbewahrt bis")
    checksum = models.CharField("Prüfsumme des Eintrags", max_length=64)
    head = models.CharField("Kopf der Kette", max_length=64, unique=True)

    class Meta:
        verbose_name = "Glied der Kette"
        verbose_name_plural = "Glieder der Kette"
        ordering = ["position"]

    def __str__(self) -> str:
        return f"Glied {self.position}"

    def head_after(self, previous: str) -> str:
        """What `head` must be behind the link that ends in `previous`."""
        facts = [previous, self.position, self.entry_number, self.kept_until.isoformat(), self.checksum]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
