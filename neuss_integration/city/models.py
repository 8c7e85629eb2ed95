"""Master data of a city: Dezernate, offices, committees, districts, target groups, organisations.

Offices are reorganised and committees renamed all the time; each row has a validity and a successor, and what
is old keeps the old name.
"""

from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from neuss_integration.city.enums import Article, CommitteeKind, OrganisationKind
from neuss_integration.city.querysets import DistrictQuerySet, DivisionQuerySet, NamedQuerySet
from neuss_integration.foundation.records import abstract_models
from neuss_integration.foundation.records.abstract_models import MaintainedModel, NamedModel
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices
from neuss_integration.foundation.words.folding import name_key

MAP_SIZE: Final = 12
"""Columns and rows of the tile map of the districts."""

SPELT_OTHERWISE: Final = "Diese Organisation gibt es schon als „{}“. Bitte wählen Sie sie oder einen anderen Namen."

no_person = RegexValidator(
    r"\b(Herrn?|Frau|Dr\.|Prof\.)\s|@",
    "Bitte nennen Sie die Funktion oder das Gremium, nicht den Namen einer Person.",
    code="person",
    inverse_match=True,
)

_SHARED_CONSTRAINTS = (*MaintainedModel.Meta.constraints, *NamedModel.Meta.constraints)


class EnteredNames(abstract_models.TimestampedModel, abstract_models.VersionedModel):
    """What the city, its office and its committee are called, as it was entered: one row, or none yet."""

    name = models.CharField("Kurzer Name der Stadt", max_length=80)
    full_name = models.CharField("Amtlicher Name", max_length=120)
    municipality_key = models.CharField("Amtlicher Gemeindeschlüssel", max_length=8, blank=True)
    land = models.CharField("Bundesland", max_length=8)
    office = models.CharField("Koordinierende Stelle", max_length=120)
    office_article = models.CharField("Artikel der Stelle", max_length=3, choices=Article.choices, blank=True)
    committee = models.CharField("Gremium, dem berichtet wird", max_length=120)
    committee_article = models.CharField("Artikel des Gremiums", max_length=3, choices=Article.choices, blank=True)
    contact_email = models.EmailField("E-Mail-Adresse der Stelle")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Namen der Stadt"
        verbose_name_plural = "Namen der Stadt"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="city_enterednames_only_one"),
            in_choices("office_article", Article, "city_enterednames_office_article_valid", or_empty=True),
            in_choices("committee_article", Article, "city_enterednames_committee_article_valid", or_empty=True),
        ]

    def __str__(self) -> str:
        return self.full_name


class Division(MaintainedModel, NamedModel):
    """A Dezernat: what stands above the offices. Its head is a function, never the name of a person."""

    short_name = models.CharField("Kurzname", max_length=60, blank=True)
    head = models.CharField("Leitung", max_length=150, blank=True, validators=[no_person])
    position = models.PositiveSmallIntegerField("Reihenfolge")

    objects = DivisionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(MaintainedModel.Meta):
        verbose_name = "Dezernat"
        verbose_name_plural = "Dezernate"
        ordering = ["position", "sort_key"]
        constraints = [*_SHARED_CONSTRAINTS]

    def __str__(self) -> str:
        return self.name


class SponsoredModel(models.Model):
    """What a Dezernat answers for in the administration, and a function or Gremium in politics."""

    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name="Dezernat"
    )
    sponsor = models.CharField(
        "Politische Patenschaft", max_length=150, blank=True, db_default="", default="", validators=[no_person]
    )

    class Meta:
        abstract = True


class Department(MaintainedModel, NamedModel):
    """A Fachdienststelle: an office of the city, or of the district authority (`is_external`)."""

    short_name = models.CharField("Kurzname", max_length=60, blank=True)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="departments", verbose_name="Dezernat"
    )
    is_external = models.BooleanField("gehört nicht zur Stadtverwaltung", default=False)
    email = models.EmailField("Postfach", blank=True)
    phone = models.CharField("Telefon", max_length=60, blank=True)
    contact = models.CharField("Ansprechperson", max_length=150, blank=True)
    deputy = models.CharField("Vertretung", max_length=150, blank=True)

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(MaintainedModel.Meta):
        verbose_name = "Fachdienststelle"
        verbose_name_plural = "Fachdienststellen"
        ordering = ["sort_key"]
        constraints = [
            *_SHARED_CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(is_external=False) | Q(division__isnull=True),
                name="city_department_division_of_the_city",
                violation_error_message="Eine Stelle, die nicht zur Stadtverwaltung gehört, steht in keinem Dezernat. "
                "Bitte lassen Sie eines von beiden weg.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Committee(MaintainedModel, NamedModel):
    """A Gremium of the council or a working group, with the name it had at the time."""

    kind = models.CharField("Art", max_length=20, choices=CommitteeKind.choices)
    seats = models.PositiveSmallIntegerField("Zahl der Sitze", null=True, blank=True)

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(MaintainedModel.Meta):
        verbose_name = "Gremium"
        verbose_name_plural = "Gremien"
        ordering = ["sort_key"]
        constraints = [
            *_SHARED_CONSTRAINTS,
            in_choices("kind", CommitteeKind, "city_committee_kind_valid"),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats__gte=1),
                name="city_committee_some_seats",
                violation_error_message="Ein Gremium hat mindestens einen Sitz. Ist die Zahl nicht bekannt, bleibt "
                "das Feld leer.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def likely(name: str) -> dict[str, str]:
        """What a list means that tells no more than the name."""
        return {"kind": CommitteeKind.likely(name)}

    @staticmethod
    def meant_by(field: str, words: str) -> str:
        """The value of `field` that a list means by `words`."""
        return CommitteeKind.meant_by(words) if field == "kind" else ""


class ParliamentaryGroup(MaintainedModel, NamedModel):
    """A Fraktion, a group or a single member of the council that puts motions, with its name at the time."""

    short_name = models.CharField("Kurzname", max_length=30, blank=True)

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(MaintainedModel.Meta):
        verbose_name = "Fraktion"
        verbose_name_plural = "Fraktionen"
        ordering = ["sort_key"]
        constraints = [*_SHARED_CONSTRAINTS]

    def __str__(self) -> str:
        return self.short_name or self.name


class District(MaintainedModel, NamedModel):
    """A Stadtteil: one of the numbered statistical districts, with its place on the tile map."""

    number = models.PositiveSmallIntegerField("Nummer")
    name = models.CharField("Name", max_length=100)
    map_column = models.PositiveSmallIntegerField("Spalte auf der Karte", null=True, blank=True)
    map_row = models.PositiveSmallIntegerField("Zeile auf der Karte", null=True, blank=True)

    display_fields = ("number", "name")
    objects = DistrictQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(MaintainedModel.Meta):
        verbose_name = "Stadtteil"
        verbose_name_plural = "Stadtteile"
        ordering = ["number"]
        constraints = [
            *_SHARED_CONSTRAINTS,
            models.UniqueConstraint(
                fields=["number"],
                name="city_district_number_unique",
                violation_error_code="unique",
                violation_error_message="Diese Nummer hat schon ein anderer Stadtteil.",
            ),
            both_or_neither(
                "map_column",
                "map_row",
                "city_district_place_whole",
                message="Ein Platz auf der Karte braucht Spalte und Zeile. Bitte geben Sie beide an oder keine.",
            ),
            models.CheckConstraint(
                condition=Q(map_column__isnull=True)
                | Q(map_column__gte=1, map_column__lte=MAP_SIZE, map_row__gte=1, map_row__lte=MAP_SIZE),
                name="city_district_place_in_range",
                violation_error_message=f"Die Karte hat {MAP_SIZE} Spalten und {MAP_SIZE} Zeilen.",
            ),
            models.UniqueConstraint(
                fields=["map_column", "map_row"],
                name="city_district_place_unique",
                violation_error_message="An diesem Platz der Karte steht schon ein anderer Stadtteil.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d} {self.name}"


class TargetGroup(MaintainedModel, NamedModel):
    """A Zielgruppe of measures and needs."""

    name = models.CharField("Name", max_length=150)

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(MaintainedModel.Meta):
        verbose_name = "Zielgruppe"
        verbose_name_plural = "Zielgruppen"
        ordering = ["sort_key"]
        constraints = [*_SHARED_CONSTRAINTS]

    def __str__(self) -> str:
        return self.name


class Organisation(MaintainedModel, NamedModel):
    """A Träger or other Akteur: carries measures out, sits at round tables, is seldom a city office."""

    kind = models.CharField("Art", max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    website = models.URLField("Internetseite", blank=True)
    contact = models.CharField("Ansprechperson", max_length=150, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    phone = models.CharField("Telefon", max_length=60, blank=True)
    address = models.TextField("Anschrift", blank=True)

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(MaintainedModel.Meta):
        verbose_name = "Organisation"
        verbose_name_plural = "Organisationen"
        ordering = ["sort_key"]
        constraints = [*_SHARED_CONSTRAINTS, in_choices("kind", OrganisationKind, "city_organisation_kind_valid")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for a new name that is another one's but for its spelling; the same one is no rule
        of its own.
        """
        super().clean()
        names = dict(Organisation.objects.values_list("pk", "name"))
        before = names.pop(self.pk, None)
        twins = [name for name in names.values() if name != self.name and name_key(name) == name_key(self.name)]
        if twins and before != self.name:
            raise ValidationError({"name": SPELT_OTHERWISE.format(twins[0])})

    @staticmethod
    def likely(name: str) -> dict[str, str]:
        """What a list means that tells no more than the name."""
        kind = OrganisationKind.meant_by(name)
        return {"kind": kind} if kind else {}

    @staticmethod
    def meant_by(field: str, words: str) -> str:
        """The value of `field` that a list means by `words`."""
        return OrganisationKind.meant_by(words) if field == "kind" else ""
