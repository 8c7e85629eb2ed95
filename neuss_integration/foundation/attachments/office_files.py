"""Files of office programs as they may be stored; what is large is looked through in a process of its own."""

from neuss_integration.foundation.archives.reading import is_light
from neuss_integration.foundation.attachments import office_child
from neuss_integration.foundation.attachments.containers import TOO_LARGE, check_container
from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.processes.running import told_by


def checked_office_file(content: bytes, kind: AttachmentKind, name: str) -> bytes:
    """The file as `check_container` leaves it. Raises Refused, also when memory or time do not suffice."""
    if is_light(content):
        return check_container(content, kind, name)
    return told_by(office_child, content, kind.value, name, too_much=TOO_LARGE.format(name=name)) or content
