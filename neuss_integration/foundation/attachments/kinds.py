"""Which files are taken, under which endings, and how people call them."""

from typing import Final

from django.db import models


class AttachmentKind(models.TextChoices):
    """The kinds of files that are taken."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG-Bild"
    JPEG = "jpeg", "JPEG-Bild"
    DOCX = "docx", "Word-Dokument"
    XLSX = "xlsx", "Excel-Tabelle"
    ODT = "odt", "OpenDocument-Text"

    @property
    def media_type(self) -> str:
        """The media type the file is answered with."""
        return MEDIA_TYPES[self]


MEDIA_TYPES: Final = {
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.PNG: "image/png",
    AttachmentKind.JPEG: "image/jpeg",
    AttachmentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    AttachmentKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    AttachmentKind.ODT: "application/vnd.oasis.opendocument.text",
}
ENDINGS: Final = {
    ".pdf": AttachmentKind.PDF,
    ".png": AttachmentKind.PNG,
    ".jpg": AttachmentKind.JPEG,
    ".jpeg": AttachmentKind.JPEG,
    ".docx": AttachmentKind.DOCX,
    ".xlsx": AttachmentKind.XLSX,
    ".odt": AttachmentKind.ODT,
}
NAMES: Final = "PDF, PNG, JPEG, DOCX, XLSX oder ODT"
"""The kinds as one reads them in a sentence."""
