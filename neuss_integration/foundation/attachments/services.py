"""Storing and removing files. The services of an app check the right, then call these inside their transaction."""

from typing import Any, TypeVar

from neuss_integration.foundation.attachments.checking import CheckedFile
from neuss_integration.foundation.attachments.models import Attachment
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import removed, stored

A = TypeVar("A", bound=Attachment)

NO_REASON = "Bitte sagen Sie, warum die Datei entfernt wird."


def store(attachment: A, file: CheckedFile, *, by: Any) -> A:
    """`attachment`, an unsaved row that knows where it belongs, holds `file`; its history names `by`.

    Raises ValidationError when a rule of the model is broken.
    """
    attachment.name, attachment.kind, attachment.size = file.name, file.kind, file.size
    attachment.sha256, attachment.content, attachment.added_by = file.sha256, file.content, by
    attachment.title = attachment.title or file.name
    attachment.full_clean(exclude=["content"])
    return stored(attachment, by=by)


def remove(attachment: Attachment, *, by: Any, reason: str) -> None:
    """The file is gone; its history keeps name, size and checksum, who removed it and why."""
    if not reason.strip():
        raise Refused(NO_REASON)
    removed(attachment, by=by, reason=reason)
