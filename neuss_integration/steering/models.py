"""How a person takes the calendar along: by a secret address, and by a mail each week."""

import uuid

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from neuss_integration.foundation.records.abstract_models import TimestampedModel


class CalendarSubscription(TimestampedModel):
    """What one person has chosen. `key` is half of the secret address; the other half is a signature of the server."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_subscription", verbose_name="Person"
    )
    key = models.UUIDField("Schlüssel der Adresse", default=uuid.uuid4, unique=True, editable=False)
    has_feed = models.BooleanField("Kalender abonniert", default=False)
    wants_mail = models.BooleanField("wöchentliche E-Mail", default=False)
    only_own = models.BooleanField("nur eigene Termine", default=True)
    mailed_on = models.DateField("letzte Woche mit E-Mail", null=True, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["key", "mailed_on"])

    class Meta:
        verbose_name = "Abonnement des Kalenders"
        verbose_name_plural = "Abonnements des Kalenders"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Kalender von {self.user}"
