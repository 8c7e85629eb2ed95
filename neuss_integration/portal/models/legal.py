"""Legal pages: Impressum and Datenschutz, texts of the office with the same release step as everything else."""

from django.db import models
from django.urls import reverse

from neuss_integration.foundation.records.abstract_models import WorkflowEvent
from neuss_integration.foundation.records.constraints import in_choices
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.portal.enums import LegalPage
from neuss_integration.portal.models.advice import NO_WORDS
from neuss_integration.portal.models.released import Json, ReleasedModel
from neuss_integration.portal.querysets import PlainQuerySet


class LegalText(ReleasedModel):
    """What the law asks a city to say on its pages; one text for each page."""

    page = models.CharField("Seite", max_length=10, choices=LegalPage.choices, unique=True)
    text = models.TextField("Text", blank=True)

    objects = PlainQuerySet.as_manager()
    history = RelationRecords(excluded_fields=["released", "submission_key"])

    class Meta:
        verbose_name = "rechtlicher Text"
        verbose_name_plural = "rechtliche Texte"
        ordering = ["page"]
        constraints = [
            *ReleasedModel.Meta.constraints,
            in_choices("page", LegalPage, "portal_legaltext_page_valid"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("publicity:item-detail", args=["rechtliches", self.pk])

    @property
    def public_url(self) -> str:
        """Where everybody reads it."""
        return reverse(f"portal:{self.page}")

    def content(self) -> Json:
        """See ReleasedModel."""
        return {"title": self.title, "page": self.page, "text": self.text}

    def missing(self) -> dict[str, str]:
        """See ReleasedModel."""
        return {} if self.text else {"text": NO_WORDS}


class LegalTextEvent(WorkflowEvent):
    """Who released or withdrew a legal text, and why."""

    item = models.ForeignKey(
        LegalText, on_delete=models.PROTECT, related_name="events", verbose_name="rechtlicher Text"
    )

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang eines rechtlichen Textes"
        verbose_name_plural = "Vorgänge von rechtlichen Texten"

    def __str__(self) -> str:
        return f"{self.item_id}: {self.from_state} → {self.to_state}"
