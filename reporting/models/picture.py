"""Pictures of a report: the file, kept once and for ever, and where it stands."""

from typing import Final

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.records.abstract_models import TimestampedModel
from reporting.models.section import Section

NO_ALTERNATIVE_TEXT: Final = "Bitte beschreiben Sie das Bild für Menschen, die es nicht sehen."

PICTURE_KINDS = [AttachmentKind.PNG.value, AttachmentKind.JPEG.value]


class PictureFile(models.Model):
    """A clean picture under its checksum, which snapshots name. It is never changed and never deleted."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    kind = models.CharField("Dateiart", max_length=4, choices=AttachmentKind.choices)
    width = models.PositiveIntegerField("Breite in Bildpunkten")
    height = models.PositiveIntegerField("Höhe in Bildpunkten")
    content = models.BinaryField("Inhalt")

    class Meta:
        verbose_name = "Bilddatei"
        verbose_name_plural = "Bilddateien"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PICTURE_KINDS), name="reporting_picture_kind_valid"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="reporting_picture_sha256"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="reporting_picture_has_size"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def media_type(self) -> str:
        return AttachmentKind(self.kind).media_type


class SectionPicture(TimestampedModel):
    """A picture in a section of one's own, with the words that stand for it."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="pictures", verbose_name="Abschnitt")
    file = models.ForeignKey(
        PictureFile, on_delete=models.PROTECT, related_name="places", verbose_name="Bilddatei", editable=False
    )
    caption = models.CharField("Bildunterschrift", max_length=300)
    alternative = models.CharField("Textalternative", max_length=600)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Bild eines Abschnitts"
        verbose_name_plural = "Bilder von Abschnitten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "file"],
                name="reporting_section_picture_once",
                violation_error_message="Dieses Bild steht schon in dem Abschnitt.",
            ),
            models.CheckConstraint(
                condition=~Q(caption=""),
                name="reporting_section_picture_caption",
                violation_error_message="Bitte schreiben Sie eine Bildunterschrift.",
            ),
            models.CheckConstraint(
                condition=~Q(alternative=""),
                name="reporting_section_picture_alternative",
                violation_error_message=NO_ALTERNATIVE_TEXT,
            ),
        ]

    def __str__(self) -> str:
        return self.caption
