"""Building blocks of models in every app."""

import datetime as dt
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Replace
from django.utils import timezone

from neuss_integration.foundation.records.check_constraints import Constraints, together
from neuss_integration.foundation.records.constraints import date_order

NAME_TAKEN: Final = "Diesen Namen gibt es hier schon. Bitte wählen Sie einen anderen."


def done_by(words: str) -> "models.ForeignKey[Any, Any]":
    """Who did what the `words` say; empty until somebody did. Services write it, and the person stays named."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=words,
    )


def sort_key_field(source: str) -> models.GeneratedField:
    """A column the database keeps itself: `source` in German dictionary order (DIN 5007-1: Ä with A, ß as ss).

    Both databases sort Ä after Z by themselves.
    """
    expression: Any = models.F(source)
    for letter, base in (
        ("Ä", "a"),
        ("Ö", "o"),
        ("Ü", "u"),
        ("ä", "a"),
        ("ö", "o"),
        ("ü", "u"),
        ("ß", "ss"),
        ("é", "e"),
    ):
        expression = Replace(expression, models.Value(letter), models.Value(base))
    return models.GeneratedField(
        expression=Lower(expression),
        output_field=models.CharField(max_length=400),
        db_persist=True,
        verbose_name="Sortierschlüssel",
    )


class TimestampedModel(models.Model):
    """When the row was made and last changed."""

    created_at = models.DateTimeField("angelegt am", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("geändert am", auto_now=True, editable=False)

    class Meta:
        abstract = True

    def get_constraints(self) -> Constraints:
        return together(super().get_constraints())


class VersionedModel(models.Model):
    """Counts the saves, so that a second writer notices the first (optimistic locking)."""

    version = models.PositiveIntegerField("Version", default=1, editable=False)

    class Meta:
        abstract = True


class ValidityQuerySet(models.QuerySet):
    """Rows that are valid from–until; both ends open when empty."""

    def valid_on(self, day: dt.date) -> Self:
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )

    def current(self) -> Self:
        """Rows valid today."""
        return self.valid_on(timezone.localdate())


class ValidityModel(models.Model):
    """Valid from–until. Things are ended, never deleted, so that old records keep the old name."""

    valid_from = models.DateField("gültig ab", null=True, blank=True)
    valid_until = models.DateField("gültig bis", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [date_order("valid_from", "valid_until", "%(app_label)s_%(class)s_validity_order")]

    def is_valid_on(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or self.valid_until >= day
        )


class NamedModel(models.Model):
    """A name nobody else of the kind has, in German order, with where it is known from."""

    name = models.CharField("Name", max_length=200)
    note = models.TextField("Hinweis", blank=True)
    source = models.TextField("Quelle", blank=True)
    sort_key = sort_key_field("name")
    display_fields: tuple[str, ...] = ("name",)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="%(app_label)s_%(class)s_name_unique",
                violation_error_code="unique",
                violation_error_message=NAME_TAKEN,
            ),
        ]


class MaintainedModel(ValidityModel, TimestampedModel, VersionedModel):
    """Master data the office maintains itself: ended and followed by another, noticed when two write at once."""

    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="Nachfolge"
    )

    class Meta(ValidityModel.Meta):
        abstract = True
        constraints = [
            *ValidityModel.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(successor=F("id")),
                name="%(app_label)s_%(class)s_not_own_successor",
                violation_error_message="Nichts kann sich selbst nachfolgen. Bitte wählen Sie eine andere Nachfolge.",
            ),
        ]


class WorkflowEvent(models.Model):
    """Who decided what: one row per transition, never changed."""

    at = models.DateTimeField("Zeitpunkt", default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name="handelnde Person", related_name="+"
    )
    transition = models.CharField("Vorgang", max_length=40)
    from_state = models.CharField("vorher", max_length=20, blank=True)
    to_state = models.CharField("nachher", max_length=20)
    comment = models.TextField("Bemerkung", blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
