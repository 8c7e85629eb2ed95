"""Organisations that agreed to be shown: who they are, and what they offer."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.urls import reverse

from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.portal.models.advice import NO_WORDS
from neuss_integration.portal.models.reachable import ReachableModel
from neuss_integration.portal.models.released import Json, ReleaseEvent
from neuss_integration.portal.querysets import ContactQuerySet

NO_CONSENT: Final = "Bitte tragen Sie ein, wann die Organisation zugestimmt hat, im Portal zu stehen."
NO_ORGANISATION: Final = "Bitte wählen Sie die Organisation."


class OrganisationProfile(ReachableModel):
    """What everybody reads of an organisation; without its consent nothing is released."""

    text = models.TextField("Wer die Organisation ist und was sie tut", blank=True)
    consent_on = models.DateField("Zustimmung der Organisation vom", null=True, blank=True)

    objects = ContactQuerySet.as_manager()
    history = RelationRecords(excluded_fields=["released", "submission_key"])

    class Meta:
        verbose_name = "Organisation im Portal"
        verbose_name_plural = "Organisationen im Portal"
        ordering = ["title", "pk"]
        constraints = [
            *ReachableModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation"],
                name="portal_organisationprofile_once",
                violation_error_message="Diese Organisation hat schon einen Eintrag im Portal.",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False),
                name="portal_organisationprofile_of_organisation",
                violation_error_message=NO_ORGANISATION,
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("publicity:item-detail", args=["organisationen", self.pk])

    @property
    def public_url(self) -> str:
        """Where everybody reads it."""
        return reverse("portal:organisation", args=[self.pk])

    def content(self) -> Json:
        """See ReleasedModel."""
        return self.reachable_content() | {"text": self.text}

    def missing(self) -> dict[str, str]:
        """See ReleasedModel."""
        found = {} if self.text else {"text": NO_WORDS}
        return (found if self.consent_on else found | {"consent_on": NO_CONSENT}) | self.missing_contact()


class OrganisationProfileEvent(ReleaseEvent):
    """Who released or withdrew the entry of an organisation, and why."""

    item = models.ForeignKey(
        OrganisationProfile, on_delete=models.PROTECT, related_name="events", verbose_name="Organisation im Portal"
    )

    class Meta(ReleaseEvent.Meta):
        verbose_name = "Vorgang einer Organisation im Portal"
        verbose_name_plural = "Vorgänge von Organisationen im Portal"
