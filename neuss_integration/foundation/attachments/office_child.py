"""The child process that looks through a DOCX, XLSX or ODT of a size somebody might have made to cost minutes.

Started by `office_files` beside it with the file on standard input. It writes the file where something was taken out,
nothing where it stays as it is, or the sentence why it is refused.
"""

import sys
from typing import Final

from neuss_integration.foundation.attachments.containers import check_container
from neuss_integration.foundation.attachments.kinds import AttachmentKind
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.processes.limits import limit
from neuss_integration.foundation.processes.running import REFUSED

MEMORY_MB: Final = 768
CPU_SECONDS: Final = 20


def main() -> int:
    """The exit code: 0 with the file, REFUSED with a sentence."""
    limit(memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS)
    content = sys.stdin.buffer.read()
    try:
        checked = check_container(content, AttachmentKind(sys.argv[1]), sys.argv[2])
    except Refused as refusal:
        sys.stdout.write(str(refusal))
        return REFUSED
    if checked != content:
        sys.stdout.buffer.write(checked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
