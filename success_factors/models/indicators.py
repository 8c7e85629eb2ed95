"""Indicators: the state of society in numbers, each with its method card, and their values with source and date."""

from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import (
    TimestampedModel,
    ValidityModel,
    VersionedModel,
    sort_key_field,
)
from neuss_integration.foundation.records.constraints import in_choices
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import (
    IndicatorDirection,
    IndicatorScope,
    Precision,
    Qualifier,
    StaffShare,
    TableSign,
    ValueKind,
)
from success_factors.models.concept import FieldOfAction, SuccessFactor
from success_factors.models.value_words import RULES_OF_WORDS, WANTED_ANSWERS, YES_NO, Words, told_words, words_of
from success_factors.querysets import IndicatorQuerySet, IndicatorValueQuerySet

VALUE_OR_SIGN: Final = "Bitte geben Sie einen Wert oder ein Zeichen an, nicht beides."


class Indicator(ValidityModel, TimestampedModel, VersionedModel):
    """What is watched, how it is counted and which way is good. Changes have many causes, not only our measures."""

    name = models.CharField("Name", max_length=200)
    definition = models.TextField("Was gezählt wird")
    value_kind = models.CharField(
        "Art der Werte",
        max_length=6,
        choices=ValueKind.choices,
        default=ValueKind.NUMBER,
        db_default=ValueKind.NUMBER.value,
    )
    steps = models.TextField("Stufen", blank=True, default="", db_default="")
    unit = models.CharField("Einheit", max_length=30, blank=True)
    decimals = models.PositiveSmallIntegerField("Stellen nach dem Komma", default=0)
    data_source = models.CharField("Datenquelle", max_length=200)
    scope = models.CharField("Räumliche Ebene", max_length=12, choices=IndicatorScope.choices)
    direction = models.CharField("Gewünschte Richtung", max_length=10, choices=IndicatorDirection.choices)
    rhythm_months = models.PositiveSmallIntegerField("neuer Wert alle … Monate", null=True, blank=True)
    available_after_months = models.PositiveSmallIntegerField("Wert liegt vor nach … Monaten", null=True, blank=True)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="Zuständige Fachdienststelle",
    )
    is_population = models.BooleanField("zählt alle Einwohnerinnen und Einwohner", default=False, db_default=False)
    staff_share = models.CharField(
        "errechnet aus den Personalzahlen",
        max_length=10,
        choices=StaffShare.choices,
        blank=True,
        default="",
        db_default="",
    )
    by_nationality = models.BooleanField("nach Staatsangehörigkeit", default=False, db_default=False)
    by_gender = models.BooleanField("nach Geschlecht", default=False, db_default=False)
    by_age = models.BooleanField("nach Alter", default=False, db_default=False)
    comparison = models.TextField("Vergleich von Gruppen", blank=True)
    method_note = models.TextField("Hinweise zur Methode", blank=True)
    counts_people = models.BooleanField("zählt einzelne Menschen", default=False)
    is_active = models.BooleanField("wird beobachtet", default=True)
    inactive_reason = models.TextField("Warum nicht beobachtet", blank=True)
    field_of_action = models.ForeignKey(
        FieldOfAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="Handlungsfeld",
    )
    success_factors = models.ManyToManyField(
        SuccessFactor, blank=True, related_name="indicators", verbose_name="Erfolgsfaktoren"
    )
    target_value = models.DecimalField("Zielwert", max_digits=16, decimal_places=4, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField("Ziel bis zum Jahr", null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="Nachfolge"
    )
    source = models.TextField("Herkunft der Definition", blank=True)
    sort_key = sort_key_field("name")

    objects = IndicatorQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[success_factors], excluded_fields=["sort_key"])

    class Meta(ValidityModel.Meta):
        verbose_name = "Indikator"
        verbose_name_plural = "Indikatoren"
        ordering = ["sort_key"]
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["name"],
                name="success_factors_indicator_name_unique",
                violation_error_message="Es gibt schon einen Indikator mit diesem Namen.",
            ),
            models.UniqueConstraint(
                fields=["is_population"],
                condition=Q(is_population=True),
                name="success_factors_indicator_one_population",
                violation_error_message="Die Einwohnerinnen und Einwohner zählt schon ein anderer Indikator.",
            ),
            in_choices("scope", IndicatorScope, "success_factors_indicator_scope_valid"),
            in_choices("direction", IndicatorDirection, "success_factors_indicator_direction_valid"),
            in_choices("staff_share", StaffShare, "success_factors_indicator_staff_share_valid", or_empty=True),
            models.UniqueConstraint(
                fields=["staff_share"],
                condition=~Q(staff_share=""),
                name="success_factors_indicator_one_staff_share",
                violation_error_message="Diesen Anteil der Personalzahlen zeigt schon ein anderer Indikator.",
            ),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="success_factors_indicator_not_own_successor"),
            models.CheckConstraint(
                condition=Q(is_active=True) | ~Q(inactive_reason=""),
                name="success_factors_indicator_inactive_reason",
                violation_error_message="Bitte sagen Sie, warum der Indikator nicht beobachtet wird.",
            ),
            models.CheckConstraint(
                condition=Q(target_year__isnull=True) | Q(target_value__isnull=False),
                name="success_factors_indicator_target_complete",
                violation_error_message="Zum Jahr des Ziels gehört ein Zielwert.",
            ),
            *RULES_OF_WORDS,
            models.CheckConstraint(condition=Q(decimals__lte=4), name="success_factors_indicator_decimals"),
            models.CheckConstraint(
                condition=Q(rhythm_months__isnull=True) | Q(rhythm_months__gte=1, rhythm_months__lte=240),
                name="success_factors_indicator_rhythm",
                violation_error_message="Bitte geben Sie 1 bis 240 Monate an.",
            ),
            models.CheckConstraint(
                condition=Q(available_after_months__isnull=True) | Q(available_after_months__lte=60),
                name="success_factors_indicator_available",
                violation_error_message="Bitte geben Sie höchstens 60 Monate an.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> Words:
        """What its values are called, from the lowest to the highest; empty where they are numbers."""
        return words_of(self.value_kind, self.steps)

    def written(self, value: Decimal) -> str:
        """`value` as people read it, everywhere: the word at its place, or the number."""
        words = self.words
        return words[int(value)] if value in words else str(german_number(value, decimals=self.decimals))

    @property
    def words_of_fields(self) -> dict[str, Words]:
        """What the history calls the target."""
        return {"target_value": self.words}

    @property
    def measured_in(self) -> str:
        """The unit of its numbers, or which words its values can be."""
        return self.unit or told_words(self.words)

    @property
    def wanted_way(self) -> str:
        """Which way is good, in words."""
        if self.value_kind == ValueKind.YES_NO and self.direction in WANTED_ANSWERS:
            return f"soll „{YES_NO[WANTED_ANSWERS[self.direction]]}“ werden"
        return self.get_direction_display()

    @property
    def rhythm(self) -> str:
        """How often there is a new value, in words; empty when that is not known."""
        if not self.rhythm_months:
            return ""
        return "jeden Monat" if self.rhythm_months == 1 else f"alle {count_of(self.rhythm_months, 'Monat')}"

    def get_absolute_url(self) -> str:
        return reverse("success_factors:indicator-detail", args=[self.pk])


class IndicatorValue(TimestampedModel, VersionedModel):
    """One value of one source for a time and a group. Several may contradict each other; one of them is used."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values", verbose_name="Indikator")
    reference_date = models.DateField("Stichtag oder letzter Tag des Zeitraums")
    reference_precision = models.CharField(
        "Genauigkeit", max_length=5, choices=Precision.choices, default=Precision.DAY, editable=False
    )
    group = models.CharField("Gruppe", max_length=100, blank=True, help_text="leer: alle")
    value = models.DecimalField("Wert", max_digits=16, decimal_places=4, null=True, blank=True)
    sign = models.CharField("Zeichen statt eines Wertes", max_length=10, choices=TableSign.choices, blank=True)
    qualifier = models.CharField("Einschränkung", max_length=12, choices=Qualifier.choices, blank=True)
    source = models.TextField("Quelle")
    note = models.TextField("Hinweis", blank=True)
    starts_new_series = models.BooleanField("Bruch der Reihe vor diesem Wert", default=False)
    is_used = models.BooleanField("wird verwendet", default=True)
    use_reason = models.TextField("Warum dieser Wert verwendet wird oder nicht", blank=True)
    recorded_on = models.DateField("Tag der Erfassung", default=timezone.localdate, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="erfasst von",
    )
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = IndicatorValueQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Messwert"
        verbose_name_plural = "Messwerte"
        ordering = ["reference_date", "group", "-is_used", "pk"]
        constraints = [
            in_choices("reference_precision", Precision, "success_factors_value_precision_valid"),
            models.CheckConstraint(
                condition=Q(sign__in=["", *TableSign.values]), name="success_factors_value_sign_valid"
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=["", *Qualifier.values]), name="success_factors_value_qualifier_valid"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, sign="") | (Q(value__isnull=True) & ~Q(sign="")),
                name="success_factors_value_number_or_sign",
                violation_error_message=VALUE_OR_SIGN,
            ),
            models.CheckConstraint(condition=~Q(source=""), name="success_factors_value_source_given"),
            models.CheckConstraint(
                condition=Q(reference_date__lte=F("recorded_on")),
                name="success_factors_value_not_in_future",
                violation_error_message="Der Zeitraum ist noch nicht zu Ende.",
            ),
            models.CheckConstraint(
                condition=Q(is_used=True) | ~Q(use_reason=""),
                name="success_factors_value_unused_reason",
                violation_error_message="Bitte sagen Sie, warum der Wert nicht verwendet wird.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "reference_date", "reference_precision", "group"],
                condition=Q(is_used=True),
                name="success_factors_value_one_used",
                violation_error_message="Für diese Zeit und Gruppe wird schon ein anderer Wert verwendet.",
            ),
        ]

    def __str__(self) -> str:
        told = self.get_sign_display() if self.value is None else self.indicator.written(self.value)
        return f"{self.period}: {told}"

    @property
    def period(self) -> PartialDate:
        """The time the value tells of, as exact as it is known."""
        day = self.reference_date
        first = {"year": day.replace(month=1, day=1), "month": day.replace(day=1)}
        return PartialDate(first.get(self.reference_precision, day), self.reference_precision)  # type: ignore[arg-type]

    def is_small(self) -> bool:
        """Whether the number is so small that it could point at single persons."""
        few = Decimal(settings.SMALL_NUMBER_THRESHOLD)
        return self.indicator.counts_people and self.value is not None and 0 < abs(self.value) < few


class TableLayout(TimestampedModel):
    """What the columns of tables from one source mean, and which of their series are which indicator."""

    signature = models.CharField("Kennung der Überschriften", max_length=64, unique=True)
    roles = models.JSONField("Bedeutung der Spalten", default=dict)
    series = models.JSONField("Indikator je Reihe", default=dict)
    source = models.CharField("Quelle", max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Aufbau einer Tabelle"
        verbose_name_plural = "Aufbau von Tabellen"

    def __str__(self) -> str:
        return self.source or self.signature
