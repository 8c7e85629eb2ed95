"""Pictures as they may be stored: only what belongs to them, and not too large for the memory of who opens them."""

from neuss_integration.foundation.archives.reading import is_light
from neuss_integration.foundation.attachments import picture_child
from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.attachments.printing import BROKEN
from neuss_integration.foundation.processes.running import told_by


def checked_picture(content: bytes, kind: AttachmentKind, name: str) -> bytes:
    """The picture from its head to its end. Raises Refused for far too many pixels, and when time does not suffice.

    A file may have millions of parts, each of which costs; so a large one is looked through in a process of its own.
    """
    if is_light(content):
        return picture_child.only_the_picture(content, kind, name)
    too_much = BROKEN.format(name=name)
    return told_by(picture_child, content, kind.value, name, picture_child.TO_KEEP, too_much=too_much) or content
