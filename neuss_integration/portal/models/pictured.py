"""A picture beside a public text, and the words that stand for it."""

from django.db import models

from neuss_integration.portal.models.released import Json
from reporting.models import PictureFile
from reporting.models.picture import NO_ALTERNATIVE_TEXT


class PicturedModel(models.Model):
    """Nothing is released with a picture that nobody described."""

    picture = models.ForeignKey(
        PictureFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="Bild",
        editable=False,
    )
    alternative = models.CharField("Textalternative des Bildes", max_length=600, blank=True)

    class Meta:
        abstract = True

    def picture_content(self) -> Json | None:
        """What is frozen of the picture: its bytes are kept for ever under their checksum."""
        if self.picture is None:
            return None
        size = {"width": self.picture.width, "height": self.picture.height}
        return {"sha256": self.picture.sha256, **size, "alternative": self.alternative}

    def missing_alternative(self) -> dict[str, str]:
        """What is missing of it before a release."""
        return {"alternative": NO_ALTERNATIVE_TEXT} if self.picture and not self.alternative else {}
