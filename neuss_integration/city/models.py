"""Master data of a city: offices, committees, districts, target groups, organisations.

Offices are reorganised and committees renamed all the time; each row has a validity and a successor, and what
is old keeps the old name.
"""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from neuss_integration.abstract_models import ValidityModel, sort_key_field
from neuss_integration.city.enums import CommitteeKind, OrganisationKind
from neuss_integration.city.querysets import DistrictQuerySet, NamedQuerySet
from neuss_integration.constraints import in_choices


class Department(ValidityModel):
    """A Fachdienststelle: an office of the city, or of the district authority (`is_external`)."""

    name = models.CharField("Name", max_length=200)
    short_name = models.CharField("Kurzname", max_length=60, blank=True)
    is_external = models.BooleanField("gehört nicht zur Stadtverwaltung", default=False)
    email = models.EmailField("Postfach", blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="Nachfolge"
    )
    note = models.TextField("Hinweis", blank=True)
    source = models.TextField("Quelle", blank=True)
    sort_key = sort_key_field("name")

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(ValidityModel.Meta):
        verbose_name = "Fachdienststelle"
        verbose_name_plural = "Fachdienststellen"
        ordering = ["sort_key"]
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["name"],
                name="city_department_name_unique",
                violation_error_message="Es gibt schon eine Fachdienststelle mit diesem Namen.",
            ),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="city_department_not_own_successor"),
        ]

    def __str__(self) -> str:
        return self.name


class Committee(ValidityModel):
    """A Gremium of the council or a working group, with the name it had at the time."""

    name = models.CharField("Name", max_length=200)
    kind = models.CharField("Art", max_length=20, choices=CommitteeKind.choices)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="Nachfolge"
    )
    note = models.TextField("Hinweis", blank=True)
    source = models.TextField("Quelle", blank=True)
    sort_key = sort_key_field("name")

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(ValidityModel.Meta):
        verbose_name = "Gremium"
        verbose_name_plural = "Gremien"
        ordering = ["sort_key"]
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["name"], name="city_committee_name_unique"),
            in_choices("kind", CommitteeKind, "city_committee_kind_valid"),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="city_committee_not_own_successor"),
        ]

    def __str__(self) -> str:
        return self.name


class District(ValidityModel):
    """A Stadtteil: one of the numbered statistical districts."""

    number = models.PositiveSmallIntegerField("Nummer")
    name = models.CharField("Name", max_length=100)
    note = models.TextField("Hinweis", blank=True)
    source = models.TextField("Quelle", blank=True)
    sort_key = sort_key_field("name")

    objects = DistrictQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(ValidityModel.Meta):
        verbose_name = "Stadtteil"
        verbose_name_plural = "Stadtteile"
        ordering = ["number"]
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["number"], name="city_district_number_unique"),
            models.UniqueConstraint(fields=["name"], name="city_district_name_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d} {self.name}"


class TargetGroup(ValidityModel):
    """A Zielgruppe of measures and needs."""

    name = models.CharField("Name", max_length=150)
    sort_key = sort_key_field("name")

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(ValidityModel.Meta):
        verbose_name = "Zielgruppe"
        verbose_name_plural = "Zielgruppen"
        ordering = ["sort_key"]
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["name"], name="city_targetgroup_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(ValidityModel):
    """A Träger or other Akteur: carries measures out, sits at round tables, is seldom a city office."""

    name = models.CharField("Name", max_length=200)
    kind = models.CharField("Art", max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    note = models.TextField("Hinweis", blank=True)
    source = models.TextField("Quelle", blank=True)
    sort_key = sort_key_field("name")

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(ValidityModel.Meta):
        verbose_name = "Organisation"
        verbose_name_plural = "Organisationen"
        ordering = ["sort_key"]
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["name"], name="city_organisation_name_unique"),
            in_choices("kind", OrganisationKind, "city_organisation_kind_valid"),
        ]

    def __str__(self) -> str:
        return self.name
