"""A catalogue that is being taken in: the table of the file between two steps, and names assigned by hand."""

from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import JSONField, Q, Value
from django.urls import reverse
from simple_history.models import HistoricalRecords

from measures.enums import FundingSource, ImportState, MeasureKind, MeasureState, NameKind
from measures.querysets import CatalogueImportQuerySet
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.foundation.records.abstract_models import TimestampedModel
from neuss_integration.foundation.records.constraints import in_choices, set_in
from success_factors.models import FieldOfAction, Goal, SuccessFactor

WHOLE_CITY: Final = "citywide"
"""What a mapping of a name of a place holds when it means no single Stadtteil."""
_ONE_OF = ("department", "field_of_action", "success_factor", "organisation", "target_group", "district", "goal")


class CatalogueImport(TimestampedModel):
    """The table of one file, never the file itself. Only its owner sees it; done, it keeps what became of each row."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="catalogue_imports", verbose_name="gehört"
    )
    file_name = models.CharField("Datei", max_length=200)
    state = models.CharField("Status", max_length=10, choices=ImportState.choices, default=ImportState.OPEN)
    table = models.JSONField("Tabelle", default=dict)
    assignment = models.JSONField("Zuordnung der Spalten", default=dict)
    default_kind = models.CharField(
        "Art neuer Maßnahmen ohne eigene Angabe", max_length=20, choices=MeasureKind.choices, blank=True
    )
    default_lead = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Federführung für Zeilen ohne Angabe",
    )
    default_field = models.ForeignKey(
        FieldOfAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Handlungsfeld für Zeilen ohne Angabe",
    )
    empties_delete = models.BooleanField("Leere Zellen löschen vorhandene Angaben", default=False)
    notes_rest = models.BooleanField("Spalten ohne Zuordnung in die interne Notiz", default=False, db_default=False)
    funding_source = models.CharField(
        "Quelle der Beträge", max_length=12, choices=FundingSource.choices, blank=True, default="", db_default=""
    )
    funding_year = models.PositiveSmallIntegerField("Jahr der Beträge", null=True, blank=True)
    sheets = models.JSONField("Blätter der Datei", default=list, db_default=Value([], JSONField()))
    sheet = models.PositiveSmallIntegerField("Blatt", default=0, db_default=0)
    heading = models.PositiveSmallIntegerField("Zeile der Überschriften", default=0, db_default=0)
    left_out = models.JSONField("abgewählt", default=list, db_default=Value([], JSONField()))
    split_lists = models.BooleanField("Namen auch bei Komma, Schrägstrich und „und“ trennen", default=False)
    results = models.JSONField("Ergebnis je Zeile", default=list)
    taken_back = models.JSONField("zurückgenommene Zeilen", default=list, db_default=Value([], JSONField()))
    """As [line, why it stays]; the sentence is empty where the row is as it was before."""
    undone_at = models.DateTimeField("zurückgenommen am", null=True, blank=True, editable=False)
    heartbeat_at = models.DateTimeField("letztes Lebenszeichen", null=True, blank=True, editable=False)
    done_at = models.DateTimeField("übernommen am", null=True, blank=True, editable=False)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = CatalogueImportQuerySet.as_manager()

    class Meta:
        verbose_name = "Einlesen eines Katalogs"
        verbose_name_plural = "Einlesen von Katalogen"
        ordering = ["-created_at", "-pk"]
        constraints = [
            in_choices("state", ImportState, "measures_import_state_valid"),
            in_choices("default_kind", MeasureKind, "measures_import_kind_valid", or_empty=True),
            in_choices("funding_source", FundingSource, "measures_import_source_valid", or_empty=True),
            set_in([ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE], "done_at", "measures_import_done_when"),
            set_in([ImportState.UNDONE], "undone_at", "measures_import_undone_when"),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The page of the step it has come to."""
        return reverse("measures:import-detail", args=[self.pk])

    @property
    def places(self) -> dict[str, int]:
        """The place in the file by key of the column."""
        return {key: int(place) for key, place in self.assignment.items()}


class NameMapping(TimestampedModel):
    """A name that stands in files, and who is meant by it; one without a target is left out of lists."""

    TARGETS: ClassVar = _ONE_OF

    kind = models.CharField("Art", max_length=12, choices=NameKind.choices)
    text = models.CharField("Schreibweise", max_length=300)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Fachdienststelle"
    )
    field_of_action = models.ForeignKey(
        FieldOfAction, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Handlungsfeld"
    )
    success_factor = models.ForeignKey(
        SuccessFactor, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Erfolgsfaktor"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Träger"
    )
    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Zielgruppe"
    )
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Stadtteil"
    )

    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Ziel des Konzepts"
    )
    value = models.CharField("Art, Status oder ganze Stadt", max_length=20, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Zuordnung eines Namens"
        verbose_name_plural = "Zuordnungen von Namen"
        ordering = ["kind", "text"]
        constraints = [
            in_choices("kind", NameKind, "measures_name_mapping_kind_valid"),
            models.UniqueConstraint(fields=["kind", "text"], name="measures_name_mapping_once"),
            models.CheckConstraint(
                condition=Q(kind=NameKind.KIND, value__in=["", *MeasureKind.values])
                | Q(kind=NameKind.STATE, value__in=["", *MeasureState.values])
                | Q(kind=NameKind.DISTRICT, value="")
                | Q(kind=NameKind.DISTRICT, value=WHOLE_CITY, district__isnull=True)
                | Q(~Q(kind__in=[NameKind.KIND, NameKind.STATE, NameKind.DISTRICT]), value=""),
                name="measures_name_mapping_value",
            ),
            models.CheckConstraint(
                condition=Q(kind=NameKind.DEPARTMENT) | Q(department__isnull=True),
                name="measures_name_mapping_department",
            ),
            models.CheckConstraint(
                condition=Q(kind=NameKind.FIELD) | Q(field_of_action__isnull=True), name="measures_name_mapping_field"
            ),
            models.CheckConstraint(
                condition=Q(kind=NameKind.FACTOR) | Q(success_factor__isnull=True), name="measures_name_mapping_factor"
            ),
            models.CheckConstraint(
                condition=Q(kind=NameKind.ORGANISATION) | Q(organisation__isnull=True),
                name="measures_name_mapping_organisation",
            ),
            models.CheckConstraint(
                condition=Q(kind=NameKind.TARGET_GROUP) | Q(target_group__isnull=True),
                name="measures_name_mapping_target_group",
            ),
            models.CheckConstraint(
                condition=Q(kind=NameKind.DISTRICT) | Q(district__isnull=True), name="measures_name_mapping_district"
            ),
            models.CheckConstraint(
                condition=Q(kind=NameKind.GOAL) | Q(goal__isnull=True), name="measures_name_mapping_goal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} → {self.target or 'weglassen'}"

    @property
    def target(self) -> Any:
        """The row or the value that is meant; None when the name is left out."""
        return self.value or getattr(self, NameKind(self.kind).field) or None
