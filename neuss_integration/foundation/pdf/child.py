"""The child process of the PDF engine: for each request it writes progress lines and one PDF, until input ends.

Started by `process` beside it as `python -m neuss_integration.foundation.pdf.child CPU_SECONDS MEMORY_MB PARENT`. It
imports no settings and sees no database, no session and no environment but what rendering needs.
"""

import ctypes
import gc
import json
import logging
import math
import os
import pickle
import resource
import signal
import sys
import time
from typing import Any

PR_SET_PDEATHSIG = 1
MEBIBYTE = 1024 * 1024
PROGRESS_SECONDS = 0.5
NICENESS = 10
"""Pages that somebody waits for come first."""

TOO_MUCH_MEMORY = "Das Setzen des PDF braucht mehr Arbeitsspeicher als erlaubt. Bitte kürzen Sie den Bericht."
TOO_DEEP = "Der Text ist zu tief verschachtelt, etwa durch Listen in Listen. Bitte vereinfachen Sie ihn."
FAILED = "Das PDF konnte nicht erzeugt werden. Die Fachadministration findet die Ursache im Protokoll des Servers."


def limit(memory_mb: int, parent: int) -> None:
    """Memory is limited, pages go first, and this process ends with its parent."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEBIBYTE, memory_mb * MEBIBYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    gc.set_threshold(200_000, 50, 1000)


def limit_time(cpu_seconds: int) -> None:
    """From now on this process has `cpu_seconds` of processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime) + cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def send(message: dict[str, object]) -> None:
    """One line of JSON to the parent."""
    os.write(sys.stdout.fileno(), json.dumps(message).encode() + b"\n")


class ProgressHandler(logging.Handler):
    """Turns WeasyPrint's steps into German sentences for the parent, at most two a second."""

    def __init__(self) -> None:
        super().__init__()
        self.last = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Send what the record tells, unless something was sent just before."""
        if time.monotonic() - self.last > PROGRESS_SECONDS:
            self.last = time.monotonic()
            send({"progress": self.sentence(record)})

    @staticmethod
    def sentence(record: logging.LogRecord) -> str:
        """What people read for a step of WeasyPrint."""
        message = str(record.msg)
        if message.startswith("Step 5") and record.args:
            return f"Seite {record.getMessage().rsplit(' ', 1)[-1]} wird gesetzt"
        if message.startswith(("Step 6", "Step 7")):
            return "Die Datei wird geschrieben"
        return "Das Dokument wird gelesen"


def main() -> None:
    """Answer each request on standard input: a PDF or a sentence."""
    cpu_seconds, memory_mb, parent = map(int, sys.argv[1:4])
    limit(memory_mb, parent)
    progress_logger = logging.getLogger("weasyprint.progress")
    progress_logger.setLevel(logging.INFO)
    progress_logger.addHandler(ProgressHandler())
    while size := int.from_bytes(sys.stdin.buffer.read(8), "big"):
        limit_time(cpu_seconds)
        answer(pickle.loads(sys.stdin.buffer.read(size)))  # noqa: S301 - from our own parent process


def answer(request: Any) -> None:
    """The PDF of the request is written, or an error for people."""
    from neuss_integration.foundation.pdf.document import write  # reason: after the limits are set
    from neuss_integration.foundation.pdf.types import PdfError  # reason: as above

    try:
        pdf = write(request)
    except PdfError as error:
        send({"error": str(error)})
    except MemoryError:
        send({"error": TOO_MUCH_MEMORY})
    except RecursionError:
        send({"error": TOO_DEEP})
    except Exception:
        logging.getLogger(__name__).exception("rendering failed")
        send({"error": FAILED})
    else:
        send({"size": len(pdf)})
        sys.stdout.buffer.write(pdf)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
