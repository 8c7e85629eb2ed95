"""Pictures as they may be stored: only what belongs to them, and not too large for the memory of who opens them."""

from neuss_integration.foundation.archives.reading import is_light
from neuss_integration.foundation.attachments import picture_child
from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.attachments.pixels import refuse_far_too_many_pixels
from neuss_integration.foundation.attachments.printing import BROKEN
from neuss_integration.foundation.attachments.trimming import trimmed
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.processes.running import REFUSED, TooMuch, ask


def checked_picture(content: bytes, kind: AttachmentKind, name: str) -> bytes:
    """The picture from its head to its end. Raises Refused for far too many pixels, and when time does not suffice.

    A file may have millions of parts, each of which costs; so a large one is looked through in a process of its own.
    """
    if is_light(content):
        picture = trimmed(kind, content)
        refuse_far_too_many_pixels(picture, name)
        return picture
    try:
        answer = ask(picture_child, content, kind.value, name, picture_child.TO_KEEP)
    except TooMuch as reason:
        raise Refused(BROKEN.format(name=name)) from reason
    if answer.code == REFUSED:
        raise Refused(answer.content.decode())
    return answer.content or content
