"""Information and advice: subjects in short texts, and contact points that help."""

from typing import Final

from django.db import models
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.portal.models.reachable import ReachableModel
from neuss_integration.portal.models.released import Json, ReleasedModel, ReleaseEvent
from neuss_integration.portal.querysets import ContactPointQuerySet, PlainQuerySet

FRESH_DAYS: Final = 365
"""So long an entry counts as confirmed; then its office is asked and everybody sees how old it is."""
NO_WORDS: Final = "Bitte schreiben Sie einen kurzen Text."
NO_HELP: Final = "Bitte wählen Sie mindestens ein Thema, zu dem die Stelle hilft."


class Subject(ReleasedModel):
    """A Thema people ask about, such as Ankommen or Einbürgerung."""

    text = models.TextField("Kurzer Text", blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=100)

    objects = PlainQuerySet.as_manager()
    history = RelationRecords(excluded_fields=["released", "submission_key"])

    class Meta:
        verbose_name = "Thema"
        verbose_name_plural = "Themen"
        ordering = ["position", "title", "pk"]
        constraints = [*ReleasedModel.Meta.constraints]

    def get_absolute_url(self) -> str:
        return reverse("publicity:item-detail", args=["themen", self.pk])

    @property
    def public_url(self) -> str:
        """Where everybody reads it."""
        return reverse("portal:subject-detail", args=[self.pk])

    def content(self) -> Json:
        """See ReleasedModel."""
        return {"title": self.title, "text": self.text, "position": self.position}

    def missing(self) -> dict[str, str]:
        """See ReleasedModel."""
        return {} if self.text else {"text": NO_WORDS}


class SubjectEvent(ReleaseEvent):
    """Who released or withdrew a subject, and why."""

    item = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="events", verbose_name="Thema")

    class Meta(ReleaseEvent.Meta):
        verbose_name = "Vorgang eines Themas"
        verbose_name_plural = "Vorgänge von Themen"


class ContactPoint(ReachableModel):
    """An Anlaufstelle: who helps with what, in which languages, when, and how people get there."""

    text = models.TextField("Womit die Stelle hilft", blank=True)
    subjects = models.ManyToManyField(Subject, blank=True, related_name="contact_points", verbose_name="Themen")
    directions = models.CharField("Wie man hinkommt", max_length=300, blank=True)
    confirmed_on = models.DateField("zuletzt bestätigt am", default=timezone.localdate, editable=False)

    objects = ContactPointQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[subjects], excluded_fields=["released", "submission_key"])

    class Meta:
        verbose_name = "Anlaufstelle"
        verbose_name_plural = "Anlaufstellen"
        ordering = ["title", "pk"]
        constraints = [*ReachableModel.Meta.constraints]

    def get_absolute_url(self) -> str:
        return reverse("publicity:item-detail", args=["anlaufstellen", self.pk])

    @property
    def public_url(self) -> str:
        """Where everybody reads it."""
        return reverse("portal:contact-point", args=[self.pk])

    @property
    def is_stale(self) -> bool:
        """Whether nobody confirmed it for FRESH_DAYS."""
        return (timezone.localdate() - self.confirmed_on).days > FRESH_DAYS

    def content(self) -> Json:
        """See ReleasedModel."""
        subjects = sorted((each.position, each.title, each.pk) for each in self.subjects.all())
        return self.reachable_content() | {
            "text": self.text,
            "directions": self.directions,
            "subjects": [[pk, title] for _, title, pk in subjects],
        }

    def missing(self) -> dict[str, str]:
        """See ReleasedModel."""
        found = {} if self.text else {"text": NO_WORDS}
        return (found if self.content()["subjects"] else found | {"subjects": NO_HELP}) | self.missing_contact()


class ContactPointEvent(ReleaseEvent):
    """Who released, withdrew or confirmed a contact point."""

    item = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="events", verbose_name="Anlaufstelle")

    class Meta(ReleaseEvent.Meta):
        verbose_name = "Vorgang einer Anlaufstelle"
        verbose_name_plural = "Vorgänge von Anlaufstellen"
