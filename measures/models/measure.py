"""The measure: what is done, who answers for it, where, when and for whom."""

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from measures.enums import (
    ENDED_STATES,
    REASON_STATES,
    DatePrecisionChoice,
    MeasureKind,
    MeasureState,
    ProgressState,
)
from measures.querysets import MeasureQuerySet
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.foundation.records.abstract_models import (
    TimestampedModel,
    VersionedModel,
    WorkflowEvent,
    done_by,
    sort_key_field,
)
from neuss_integration.foundation.records.constraints import (
    both_or_neither,
    date_order,
    in_choices,
    precision_given,
    required_in,
)
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.foundation.words.partial_dates import PartialDate, period_text
from success_factors.models import FieldOfAction, Goal, SuccessFactor

if TYPE_CHECKING:
    from measures.models.progress import ProgressReport

UNKNOWN_END: Final = "Ende nicht bekannt"


class NumberCounter(models.Model):
    """The last number given to a measure in a year; locked while a number is taken, so none is used twice."""

    year = models.PositiveSmallIntegerField("Jahr", primary_key=True)
    last = models.PositiveIntegerField("zuletzt vergeben", default=0)

    class Meta:
        verbose_name = "Nummernkreis"
        verbose_name_plural = "Nummernkreise"

    def __str__(self) -> str:
        return f"M-{self.year}-{self.last:03d}"


class Measure(TimestampedModel, VersionedModel):  # type: ignore[django-manager-missing]
    """A Maßnahme of the Integrationskonzept; one Fachdienststelle answers for it (seed: klare Zuständigkeit)."""

    number = models.CharField("Nummer", max_length=20, unique=True, editable=False)
    title = models.CharField("Titel", max_length=200)
    kind = models.CharField("Art", max_length=20, choices=MeasureKind.choices)
    state = models.CharField("Status", max_length=20, choices=MeasureState.choices, default=MeasureState.PLANNED)
    state_reason = models.TextField("Begründung des Status", blank=True)
    state_since = models.DateField("Status seit", null=True, blank=True, editable=False)

    field_of_action = models.ForeignKey(
        FieldOfAction, on_delete=models.PROTECT, related_name="measures", verbose_name="Handlungsfeld"
    )
    success_factors = models.ManyToManyField(
        SuccessFactor, blank=True, related_name="measures", verbose_name="Erfolgsfaktoren"
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="measures", verbose_name="Ziele des Konzepts")
    initial_situation = models.TextField("Ausgangslage", blank=True)
    aim = models.TextField("Ziel der Maßnahme", blank=True)
    description = models.TextField("Beschreibung", blank=True)

    lead_department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="led_measures", verbose_name="Federführung"
    )
    contributing_departments = models.ManyToManyField(
        Department, blank=True, related_name="supported_measures", verbose_name="Mitwirkende Fachdienststellen"
    )
    carriers = models.ManyToManyField(Organisation, blank=True, related_name="carried_measures", verbose_name="Träger")
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="partnered_measures", verbose_name="Partnerorganisationen"
    )
    contact_name = models.CharField("Ansprechperson", max_length=120, blank=True)
    contact_phone = models.CharField("Telefon der Ansprechperson", max_length=40, blank=True)
    contact_email = models.EmailField("E-Mail der Ansprechperson", blank=True)
    deputy_name = models.CharField("Vertretung", max_length=120, blank=True)
    deputy_phone = models.CharField("Telefon der Vertretung", max_length=40, blank=True)
    deputy_email = models.EmailField("E-Mail der Vertretung", blank=True)
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="measures", verbose_name="Zielgruppen")
    target_group_note = models.CharField("Zielgruppe im Wortlaut", max_length=300, blank=True)

    is_citywide = models.BooleanField("gilt für die ganze Stadt", default=False)
    districts = models.ManyToManyField(District, blank=True, related_name="measures", verbose_name="Stadtteile")
    location = models.CharField("Ort", max_length=200, blank=True)
    rhythm = models.CharField("Rhythmus", max_length=200, blank=True)

    start_date = models.DateField("Beginn", null=True, blank=True)
    start_precision = models.CharField(
        "Genauigkeit des Beginns", max_length=5, choices=DatePrecisionChoice.choices, blank=True, editable=False
    )
    end_date = models.DateField("Ende", null=True, blank=True)
    end_precision = models.CharField(
        "Genauigkeit des Endes", max_length=5, choices=DatePrecisionChoice.choices, blank=True, editable=False
    )
    period_note = models.CharField("Hinweis zum Zeitraum", max_length=300, blank=True)
    funding_note = models.TextField("Finanzierung", blank=True)
    results_note = models.TextField("Bekannte Ergebnisse", blank=True)
    legal_basis = models.TextField("Rechtsgrundlage", blank=True)
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name="Vorgängermaßnahme",
    )
    related = models.ManyToManyField("self", blank=True, verbose_name="Verwandte Maßnahmen")
    public_text = models.TextField("Text für die Öffentlichkeit", blank=True)
    public_text_released_at = models.DateTimeField(
        "Text für die Öffentlichkeit freigegeben am", null=True, blank=True, editable=False
    )
    public_text_released_by = done_by("Text für die Öffentlichkeit freigegeben von")
    released_text = models.TextField(
        "Text für die Öffentlichkeit, wie er freigegeben ist", blank=True, editable=False, db_default=""
    )
    sources = models.TextField("Quellen", blank=True)
    internal_note = models.TextField("Interne Notiz", blank=True)

    latest_progress = models.ForeignKey(
        "measures.ProgressReport",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="letzter angenommener Sachstand",
    )
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)
    search_text = models.TextField("Suchtext", blank=True, editable=False)
    sort_key = sort_key_field("title")

    display_fields = ("number", "title")
    objects = MeasureQuerySet.as_manager()
    history = RelationRecords(
        m2m_fields=[
            success_factors,
            goals,
            contributing_departments,
            carriers,
            partners,
            target_groups,
            districts,
            related,
        ],
        excluded_fields=["sort_key", "search_text", "submission_key", "latest_progress", "released_text"],
    )

    class Meta:
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="measures_measure_sort"),
            models.Index(fields=["state", "sort_key"], name="measures_measure_state"),
            models.Index(fields=["state", "latest_progress"], name="measures_measure_latest"),
            models.Index(fields=["field_of_action", "state", "is_citywide"], name="measures_measure_field_state"),
        ]
        constraints = [
            in_choices("kind", MeasureKind, "measures_measure_kind_valid"),
            in_choices("state", MeasureState, "measures_measure_state_valid"),
            required_in(REASON_STATES, "state_reason", "measures_measure_state_reason_given"),
            date_order("start_date", "end_date", "measures_measure_period_order"),
            in_choices("start_precision", DatePrecisionChoice, "measures_measure_start_precision_valid", or_empty=True),
            in_choices("end_precision", DatePrecisionChoice, "measures_measure_end_precision_valid", or_empty=True),
            precision_given("start_date", "start_precision", "measures_measure_start_precision"),
            precision_given("end_date", "end_precision", "measures_measure_end_precision"),
            models.CheckConstraint(condition=~models.Q(title=""), name="measures_measure_title_given"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("id")),
                name="measures_measure_not_own_predecessor",
                violation_error_message="Eine Maßnahme kann nicht ihr eigener Vorgänger sein.",
            ),
            both_or_neither(
                "public_text_released_at", "public_text_released_by", "measures_measure_public_text_who_when"
            ),
            models.CheckConstraint(
                condition=Q(public_text_released_at__isnull=True) | ~Q(public_text=""),
                name="measures_measure_public_text_released_given",
            ),
            models.CheckConstraint(
                condition=Q(public_text_released_at__isnull=True) | Q(released_text=F("public_text")),
                name="measures_measure_released_text_as_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def start(self) -> PartialDate | None:
        """The start as far as it is known."""
        return PartialDate.containing(self.start_date, self.start_precision) if self.start_date else None

    @property
    def end(self) -> PartialDate | None:
        """The end as far as it is known; stored is the last day of the period."""
        return PartialDate.containing(self.end_date, self.end_precision) if self.end_date else None

    @property
    def ended_on(self) -> dt.date | None:
        """The last day of an ended measure, else when its end was noted; None while it goes on."""
        if self.state not in ENDED_STATES:
            return None
        return self.end_date or self.state_since or timezone.localdate(self.created_at)

    @property
    def accepted_reports(self) -> list["ProgressReport"]:
        """The accepted Sachstände, the newest period first; needs `told_reports` (selectors.profile)."""
        told: list[ProgressReport] = self.told_reports  # type: ignore[attr-defined]
        return [each for each in told if each.state == ProgressState.ACCEPTED]

    @property
    def running_time(self) -> str:
        """As far as it is known: "seit 2013", "März 2017 bis 2020"; an ended measure never reads as a running one."""
        if self.state in ENDED_STATES and not self.end:
            return f"ab {self.start}, {UNKNOWN_END}" if self.start else UNKNOWN_END
        return period_text(self.start, self.end)

    def get_absolute_url(self) -> str:
        return reverse("measures:measure-detail", args=[self.number])


class MeasureEvent(WorkflowEvent):
    """Who changed the state of a measure, and why."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="events", verbose_name="Maßnahme")

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang einer Maßnahme"
        verbose_name_plural = "Vorgänge von Maßnahmen"

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.from_state} → {self.to_state}"
