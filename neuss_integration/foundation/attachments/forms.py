"""The field that takes a file."""

import logging
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from neuss_integration.foundation.attachments.checking import PICTURES, CheckedFile, check_upload
from neuss_integration.foundation.attachments.kinds import ENDINGS, NAMES
from neuss_integration.foundation.attachments.pictures import CleanPicture, clean_picture
from neuss_integration.foundation.exceptions import Refused

logger = logging.getLogger(__name__)


class AttachmentField(forms.FileField):
    """A file to attach; cleans to a CheckedFile, or None where it is optional and none was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            f"{NAMES}, höchstens {settings.ATTACHMENT_MAX_MB} MB, ohne Makros. "
            "Skripte und eingebettete Dateien werden aus PDF entfernt.",
        )
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(ENDINGS)}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """The checked file. Raises ValidationError with the sentence of the refusal."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return check_upload(upload)
        except Refused as refusal:
            raise refused(upload.name, refusal) from refusal


class PictureField(forms.FileField):
    """A picture to be printed; cleans to a CleanPicture."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"PNG oder JPEG, höchstens {settings.ATTACHMENT_MAX_MB} MB")
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> CleanPicture | None:
        """The clean picture, None where none is asked for. Raises ValidationError with the sentence of the refusal."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return clean_picture(check_upload(upload, PICTURES))
        except Refused as refusal:
            raise refused(upload.name, refusal) from refusal


def refused(name: str, refusal: Refused) -> ValidationError:
    """The error of the field; the log learns that a file was refused, not what it is called or holds."""
    logger.warning("A file was refused: %s", PurePosixPath(name).suffix[:10])
    return ValidationError(str(refusal), code="refused")
