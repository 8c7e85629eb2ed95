"""How a person takes the calendar along: by a secret address, and by a mail each week."""

import uuid
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from measures.models import Measure, Resolution
from neuss_integration.foundation.records.abstract_models import TimestampedModel
from roundtables.models import Need
from success_factors.models import FieldOfAction

FOLLOWED: Final = ("measure", "field_of_action", "need", "resolution")


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


def _only(name: str) -> Q:
    """Only `name` of FOLLOWED is set."""
    return Q(**{f"{each}__isnull": each != name for each in FOLLOWED})


class Follow(TimestampedModel):
    """What one person follows: a Maßnahme, a Handlungsfeld, a Bedarf or a Beschluss, until they follow it no more."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="follows", verbose_name="Person"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="follows", verbose_name="Maßnahme"
    )
    field_of_action = models.ForeignKey(
        FieldOfAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follows",
        verbose_name="Handlungsfeld",
    )
    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, null=True, blank=True, related_name="follows", verbose_name="Bedarf"
    )
    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, null=True, blank=True, related_name="follows", verbose_name="Beschluss"
    )

    goes_with_thing = True
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Verfolgtes"
        verbose_name_plural = "Verfolgtes"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_only("measure") | _only("field_of_action") | _only("need") | _only("resolution"),
                name="steering_follow_one_thing",
            ),
            *[
                models.UniqueConstraint(
                    fields=["user", name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"steering_follow_{name}_once",
                )
                for name in FOLLOWED
            ],
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def kind(self) -> str:
        """Which of FOLLOWED it is."""
        return next(name for name in FOLLOWED if getattr(self, f"{name}_id") is not None)

    @property
    def thing(self) -> Any:
        return getattr(self, self.kind)
