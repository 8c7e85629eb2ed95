"""The child process that looks through a picture of a size somebody might have made to cost seconds and a gigabyte.

Started by `picture_files` and `pictures` beside it with the picture on standard input. To keep, it writes the picture
where something was cut off, nothing where it stays as it is; to print, width and height on a line and then the picture;
or the sentence why it is refused.
"""

import sys
from typing import Final

from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.attachments.pixels import refuse_far_too_many_pixels
from neuss_integration.foundation.attachments.printing import BROKEN, printable
from neuss_integration.foundation.attachments.trimming import TooManyParts, trimmed
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.processes.limits import limit
from neuss_integration.foundation.processes.running import REFUSED

MEMORY_MB: Final = 1024
CPU_SECONDS: Final = 20
TO_KEEP: Final = "keep"
TO_PRINT: Final = "print"


def main() -> int:
    """The exit code: 0 with the picture, REFUSED with a sentence."""
    limit(memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS)
    content, kind, name = sys.stdin.buffer.read(), AttachmentKind(sys.argv[1]), sys.argv[2]
    try:
        written = _to_print(content, kind, name) if sys.argv[3] == TO_PRINT else _to_keep(content, kind, name)
    except Refused as refusal:
        sys.stdout.write(str(refusal))
        return REFUSED
    sys.stdout.buffer.write(written)
    return 0


def _to_keep(content: bytes, kind: AttachmentKind, name: str) -> bytes:
    picture = only_the_picture(content, kind, name)
    return picture if picture != content else b""


def only_the_picture(content: bytes, kind: AttachmentKind, name: str) -> bytes:
    """From its head to its end. Raises Refused for far too many pixels or parts, before anybody decodes it."""
    try:
        picture = trimmed(kind, content)
    except TooManyParts as reason:
        raise Refused(BROKEN.format(name=name)) from reason
    refuse_far_too_many_pixels(picture, name)
    return picture


def _to_print(content: bytes, kind: AttachmentKind, name: str) -> bytes:
    picture = printable(content, kind, name)
    return f"{picture.width} {picture.height}\n".encode() + picture.content


if __name__ == "__main__":
    sys.exit(main())
