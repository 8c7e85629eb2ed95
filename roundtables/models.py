"""Where needs are heard: the Runde Tische of the city."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from neuss_integration.abstract_models import ValidityModel, sort_key_field
from neuss_integration.city.models import Department
from neuss_integration.city.querysets import NamedQuerySet


class RoundTable(ValidityModel):
    """A Runder Tisch; one of them is convened every year to find the needs (seed: jährlich ein Runder Tisch)."""

    name = models.CharField("Name", max_length=150)
    purpose = models.TextField("Aufgabe", blank=True)
    finds_needs = models.BooleanField("stellt jährlich die Bedarfe fest", default=False)
    office = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="round_tables",
        verbose_name="Geschäftsführung",
    )
    source = models.TextField("Quelle", blank=True)
    sort_key = sort_key_field("name")

    objects = NamedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(ValidityModel.Meta):
        verbose_name = "Runder Tisch"
        verbose_name_plural = "Runde Tische"
        ordering = ["sort_key"]
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["name"], name="roundtables_table_name_unique"),
            models.UniqueConstraint(
                fields=["finds_needs"],
                condition=Q(finds_needs=True, valid_until__isnull=True),
                name="roundtables_table_one_finds_needs",
            ),
        ]

    def __str__(self) -> str:
        return self.name
