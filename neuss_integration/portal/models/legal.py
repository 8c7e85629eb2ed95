"""Legal pages: Impressum and Datenschutz, texts of the office with the same release step as everything else."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.urls import reverse

from neuss_integration.foundation.records.constraints import in_choices
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.portal.enums import AssessmentMethod, Conformity, LegalPage
from neuss_integration.portal.models.advice import NO_WORDS
from neuss_integration.portal.models.released import Json, ReleasedModel, ReleaseEvent
from neuss_integration.portal.querysets import PlainQuerySet

ONLY_BARRIERS: Final = (
    "Die Bewertung gehört nur zur Erklärung zur Barrierefreiheit. Bitte lassen Sie diese Felder sonst leer."
)
NOT_ASSESSED: Final = (
    "Bitte geben Sie an, wie weit die Seiten den Vorschriften genügen, wie und wann das bewertet wurde."
)
NO_BARRIERS: Final = "Bitte schreiben Sie im Text, was nicht barrierefrei ist und warum."

TAKEN: Final = "Diese Seite hat schon einen Text. Bitte bearbeiten Sie ihn in der Liste der rechtlichen Texte."


class LegalText(ReleasedModel):
    """What the law asks a city to say on its pages; one text for each page."""

    page = models.CharField(
        "Seite", max_length=10, choices=LegalPage.choices, unique=True, error_messages={"unique": TAKEN}
    )
    text = models.TextField("Text", blank=True)
    conformity = models.CharField(
        "Vereinbar mit den Vorschriften", max_length=10, choices=Conformity.choices, blank=True, db_default=""
    )
    method = models.CharField(
        "Wie bewertet", max_length=10, choices=AssessmentMethod.choices, blank=True, db_default=""
    )
    assessed_on = models.DateField("bewertet am", null=True, blank=True)

    objects = PlainQuerySet.as_manager()
    history = RelationRecords(excluded_fields=["released", "submission_key"])

    class Meta:
        verbose_name = "rechtlicher Text"
        verbose_name_plural = "rechtliche Texte"
        ordering = ["page"]
        constraints = [
            *ReleasedModel.Meta.constraints,
            in_choices("page", LegalPage, "portal_legaltext_page_valid"),
            in_choices("conformity", Conformity, "portal_legaltext_conformity_valid", or_empty=True),
            in_choices("method", AssessmentMethod, "portal_legaltext_method_valid", or_empty=True),
            models.CheckConstraint(
                condition=Q(page=LegalPage.BARRIERS) | Q(conformity="", method="", assessed_on=None),
                name="portal_legaltext_assessed_is_accessibility",
                violation_error_message=ONLY_BARRIERS,
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("publicity:item-detail", args=["rechtliches", self.pk])

    @property
    def public_url(self) -> str:
        """Where everybody reads it."""
        return reverse("site:accessibility" if self.page == LegalPage.BARRIERS else f"portal:{self.page}")

    def content(self) -> Json:
        """See ReleasedModel."""
        assessed = {
            "conformity": self.get_conformity_display(),
            "method": self.get_method_display(),
            "assessed_on": self.assessed_on.isoformat() if self.assessed_on else "",
        }
        plain = {"title": self.title, "page": self.page, "text": self.text}
        return plain | assessed if self.page == LegalPage.BARRIERS else plain

    def missing(self) -> dict[str, str]:
        """See ReleasedModel."""
        if self.page != LegalPage.BARRIERS:
            return {} if self.text else {"text": NO_WORDS}
        names = ("conformity", "method", "assessed_on")
        missing = {name: NOT_ASSESSED for name in names if not getattr(self, name)}
        barriers_named = self.text or self.conformity == Conformity.FULL
        return dict(list(missing.items())[:1]) | ({} if barriers_named else {"text": NO_BARRIERS})


class LegalTextEvent(ReleaseEvent):
    """Who released or withdrew a legal text, and why."""

    item = models.ForeignKey(
        LegalText, on_delete=models.PROTECT, related_name="events", verbose_name="rechtlicher Text"
    )

    class Meta(ReleaseEvent.Meta):
        verbose_name = "Vorgang eines rechtlichen Textes"
        verbose_name_plural = "Vorgänge von rechtlichen Texten"
