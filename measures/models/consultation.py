"""The way of a matter through the Gremien (Beratungsfolge): of a resolution here, of a report in `reporting`."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from measures.enums import ConsultationKind
from measures.models.resolution import Resolution, vote_in_words
from measures.querysets import ConsultationQuerySet
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import Committee
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices


class AbstractConsultation(TimestampedModel, VersionedModel):
    """One Gremium that deals with a matter on a day; without a result it is still to come."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+", verbose_name="Gremium")
    kind = models.CharField("Aufgabe", max_length=12, choices=ConsultationKind.choices)
    day = models.DateField("Sitzung am")
    result = models.CharField("Ergebnis", max_length=10, choices=ResolutionResult.choices, blank=True)
    votes_for = models.PositiveSmallIntegerField("Ja-Stimmen", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("Nein-Stimmen", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("Enthaltungen", null=True, blank=True)
    note = models.CharField("Bemerkung", max_length=500, blank=True)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    class Meta:
        abstract = True
        verbose_name = "Beratung"
        verbose_name_plural = "Beratungsfolge"
        ordering = ["day", "pk"]
        constraints = [
            in_choices("kind", ConsultationKind, "%(app_label)s_%(class)s_kind_valid"),
            in_choices("result", ResolutionResult, "%(app_label)s_%(class)s_result_valid", or_empty=True),
            models.CheckConstraint(
                condition=~Q(result=ResolutionResult.ASKED), name="%(app_label)s_%(class)s_decides_no_question"
            ),
            both_or_neither("votes_for", "votes_against", "%(app_label)s_%(class)s_votes_for_and_against"),
            models.CheckConstraint(
                condition=~Q(result="") | Q(votes_for__isnull=True, abstentions__isnull=True),
                name="%(app_label)s_%(class)s_votes_with_result",
                violation_error_message="Stimmen gibt es erst mit einem Ergebnis. Bitte wählen Sie es aus.",
            ),
            models.CheckConstraint(
                condition=(Q(votes_for__isnull=True) | Q(votes_for__gte=0))
                & (Q(votes_against__isnull=True) | Q(votes_against__gte=0))
                & (Q(abstentions__isnull=True) | Q(abstentions__gte=0)),
                name="%(app_label)s_%(class)s_votes_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day:%d.%m.%Y}"

    @property
    def vote(self) -> str:
        """The vote in words; empty when it is not known."""
        return vote_in_words(self.votes_for, self.votes_against, self.abstentions)


def once_a_day(matter: str) -> models.UniqueConstraint:
    """A Gremium deals with the `matter` (name of the field) once a day."""
    return models.UniqueConstraint(
        fields=[matter, "committee", "day"],
        name="%(app_label)s_%(class)s_once",
        violation_error_message="Dieses Gremium steht mit diesem Tag schon in der Beratungsfolge.",
    )


class Consultation(AbstractConsultation):
    """One Gremium of the Beratungsfolge besides the resolution itself."""

    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, related_name="consultations", verbose_name="Beschluss"
    )

    objects = ConsultationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key"])

    class Meta(AbstractConsultation.Meta):
        constraints = [*AbstractConsultation.Meta.constraints, once_a_day("resolution")]

    def get_absolute_url(self) -> str:
        return self.resolution.get_absolute_url()
