"""Pictures that somebody sends to be printed; what costs memory or time is done in a process of its own."""

import hashlib
from typing import Final

from neuss_integration.foundation.archives.reading import is_light
from neuss_integration.foundation.attachments import picture_child
from neuss_integration.foundation.attachments.checking import NO_PICTURE, CheckedFile
from neuss_integration.foundation.attachments.pixels import pixels_of
from neuss_integration.foundation.attachments.printing import BROKEN, FORMATS, CleanPicture, printable
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.processes.running import told_by

__all__ = ["CleanPicture", "clean_picture"]

LIGHT_PIXELS: Final = 2_000_000
"""Decoded they need 8 MB and some hundredths of a second."""


def clean_picture(file: CheckedFile) -> CleanPicture:
    """The picture as `printable` makes it. Raises Refused, also when memory or time do not suffice."""
    if file.kind not in FORMATS:
        raise Refused(NO_PICTURE.format(name=file.name))
    if is_light(file.content) and pixels_of(file.content) <= LIGHT_PIXELS:
        return printable(file.content, file.kind, file.name)
    arguments = (file.kind.value, file.name, picture_child.TO_PRINT)
    written = told_by(picture_child, file.content, *arguments, too_much=BROKEN.format(name=file.name))
    size, _, content = written.partition(b"\n")
    width, height = map(int, size.split())
    return CleanPicture(file.kind, content, hashlib.sha256(content).hexdigest(), width, height)
