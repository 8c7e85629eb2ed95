"""The abstract model of a file that belongs to something."""

from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.records.abstract_models import TimestampedModel
from neuss_integration.foundation.records.constraints import in_choices

ATTACHED_ALREADY: Final = "Diese Datei ist schon angehängt."


class AttachmentQuerySet(models.QuerySet):
    """Files; the bytes are left in the database until one file is asked for."""

    def with_content(self) -> Self:
        """With the bytes, for one download."""
        return self.defer(None)


class AttachmentManager(models.Manager.from_queryset(AttachmentQuerySet)):  # type: ignore[misc]
    """Rows without their bytes."""

    def get_queryset(self) -> models.QuerySet:
        """All but the bytes."""
        return super().get_queryset().defer("content")


class Attachment(TimestampedModel):
    """A checked file. Its bytes lie in the row, so that one transaction and one backup hold both."""

    title = models.CharField("Bezeichnung", max_length=200)
    name = models.CharField("Dateiname", max_length=120, editable=False)
    kind = models.CharField("Dateiart", max_length=4, choices=AttachmentKind.choices, editable=False)
    size = models.PositiveIntegerField("Größe in Byte", editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    content = models.BinaryField("Inhalt")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="angehängt von",
    )

    objects = AttachmentManager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]
        constraints = [
            in_choices("kind", AttachmentKind, "%(app_label)s_%(class)s_kind_valid"),
            models.CheckConstraint(condition=Q(size__gt=0), name="%(app_label)s_%(class)s_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="%(app_label)s_%(class)s_sha256"),
            models.CheckConstraint(condition=~Q(title=""), name="%(app_label)s_%(class)s_title_given"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def media_type(self) -> str:
        return AttachmentKind(self.kind).media_type

    @property
    def size_shown(self) -> str:
        """The size as people read it: 340 KB, 1,2 MB."""
        if self.size < 1_000_000:
            return f"{max(self.size // 1000, 1)} KB"
        return f"{self.size / 1_000_000:.1f} MB".replace(".", ",")
