"""The Runde Tische of the city and who sits at them."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import Department, Organisation
from neuss_integration.foundation.records.abstract_models import (
    TimestampedModel,
    ValidityModel,
    VersionedModel,
    sort_key_field,
)
from neuss_integration.foundation.records.constraints import in_choices
from roundtables.enums.meetings import MemberKind, VotePer
from roundtables.querysets.meetings import RoundTableQuerySet, TableMemberQuerySet

HUNDRED: Final = 100


class RoundTable(ValidityModel, TimestampedModel, VersionedModel):
    """A Runder Tisch; one of them is convened every year to find the needs (seed: jährlich ein Runder Tisch)."""

    name = models.CharField("Name", max_length=150)
    purpose = models.TextField("Aufgabe", blank=True)
    finds_needs = models.BooleanField("stellt jährlich die Bedarfe fest", default=False)
    chair = models.CharField("Leitung", max_length=150, blank=True)
    office = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="round_tables",
        verbose_name="Geschäftsführung",
    )
    quorum_percent = models.PositiveSmallIntegerField("beschlussfähig ab Prozent der Stimmen", null=True, blank=True)
    quorum_number = models.PositiveSmallIntegerField("beschlussfähig ab Zahl der Stimmen", null=True, blank=True)
    vote_per = models.CharField("Stimmrecht", max_length=12, choices=VotePer.choices, default=VotePer.SEAT)
    rules = models.TextField("weitere Regeln", blank=True)
    source = models.TextField("Quelle", blank=True)
    sort_key = sort_key_field("name")

    objects = RoundTableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta(ValidityModel.Meta):
        verbose_name = "Runder Tisch"
        verbose_name_plural = "Runde Tische"
        ordering = ["sort_key"]
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["name"],
                name="roundtables_table_name_unique",
                violation_error_message="Es gibt schon einen Runden Tisch mit diesem Namen.",
            ),
            models.UniqueConstraint(
                fields=["finds_needs"],
                condition=Q(finds_needs=True, valid_until__isnull=True),
                name="roundtables_table_one_finds_needs",
                violation_error_message="Ein anderer Runder Tisch stellt schon die Bedarfe fest.",
            ),
            models.CheckConstraint(
                condition=Q(quorum_percent__isnull=True) | Q(quorum_number__isnull=True),
                name="roundtables_table_one_quorum",
                violation_error_message="Bitte geben Sie die Beschlussfähigkeit entweder in Prozent oder als Zahl an.",
            ),
            models.CheckConstraint(
                condition=Q(quorum_percent__isnull=True) | Q(quorum_percent__gte=1, quorum_percent__lte=HUNDRED),
                name="roundtables_table_percent_range",
                violation_error_message="Bitte geben Sie 1 bis 100 Prozent an.",
            ),
            in_choices("vote_per", VotePer, "roundtables_table_vote_per_valid"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the Runder Tisch."""
        return reverse("roundtables:table-detail", args=[self.pk])

    def quorum_for(self, votes: int) -> int | None:
        """How many of `votes` must be present; None when there is no rule. A share is rounded up."""
        if self.quorum_number is not None:
            return self.quorum_number
        if self.quorum_percent is None:
            return None
        return -(-votes * self.quorum_percent // HUNDRED)


class TableMember(ValidityModel, TimestampedModel, VersionedModel):
    """A seat at a Runder Tisch: for which organisation, who sits there, who stands in.

    Somebody without an account has name and e-mail here. Both are erased some time after the seat ended; the
    organisation stays (design: rules over time).
    """

    round_table = models.ForeignKey(
        RoundTable, on_delete=models.PROTECT, related_name="members", verbose_name="Runder Tisch"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="seats", verbose_name="Organisation"
    )
    kind = models.CharField("Stimmrecht", max_length=10, choices=MemberKind.choices, default=MemberKind.VOTING)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name="Konto",
    )
    contact_name = models.CharField("Name ohne Konto", max_length=150, blank=True)
    contact_email = models.EmailField("E-Mail-Adresse ohne Konto", blank=True)
    deputy_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputy_seats",
        verbose_name="Konto der Vertretung",
    )
    deputy_name = models.CharField("Name der Vertretung ohne Konto", max_length=150, blank=True)
    deputy_email = models.EmailField("E-Mail-Adresse der Vertretung ohne Konto", blank=True)
    erased_at = models.DateTimeField("Kontaktdaten gelöscht am", null=True, blank=True, editable=False)

    objects = TableMemberQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["contact_name", "contact_email", "deputy_name", "deputy_email"])

    class Meta(ValidityModel.Meta):
        verbose_name = "Sitz am Runden Tisch"
        verbose_name_plural = "Sitze an Runden Tischen"
        ordering = ["organisation__sort_key", "pk"]
        constraints = [
            *ValidityModel.Meta.constraints,
            in_choices("kind", MemberKind, "roundtables_member_kind_valid"),
            models.UniqueConstraint(
                fields=["round_table", "organisation", "user"],
                condition=Q(valid_until__isnull=True, user__isnull=False),
                name="roundtables_member_seat_once",
                violation_error_message="Diese Person sitzt schon für diese Organisation am Tisch.",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(contact_name="", contact_email=""),
                name="roundtables_member_one_person",
                violation_error_message="Bitte wählen Sie ein Konto oder geben Sie einen Namen an, nicht beides.",
            ),
            models.CheckConstraint(
                condition=Q(deputy_user__isnull=True) | Q(deputy_name="", deputy_email=""),
                name="roundtables_member_one_deputy",
                violation_error_message="Bitte wählen Sie für die Vertretung ein Konto oder geben Sie einen Namen an.",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(deputy_user__isnull=True) | ~Q(user=F("deputy_user")),
                name="roundtables_member_not_own_deputy",
                violation_error_message="Niemand kann sich selbst vertreten. Bitte wählen Sie eine andere Person.",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(
                    user__isnull=True, deputy_user__isnull=True, contact_name="", contact_email="",
                    deputy_name="", deputy_email="", valid_until__isnull=False,
                ),
                name="roundtables_member_erased_is_empty",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}, {self.person}" if self.person else str(self.organisation)

    @property
    def person(self) -> str:
        """Who sits there; empty when nobody is named or the data were erased."""
        return self.user.name if self.user else self.contact_name

    @property
    def deputy(self) -> str:
        return self.deputy_user.name if self.deputy_user else self.deputy_name

    @property
    def email(self) -> str:
        """Where invitations go."""
        return self.user.email if self.user else self.contact_email

    @property
    def is_voting(self) -> bool:
        """Whether the seat has a vote."""
        return self.kind == MemberKind.VOTING
