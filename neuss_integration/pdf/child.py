"""The child process of the PDF engine: reads one request, writes progress lines and one PDF, and ends.

Started by `neuss_integration.pdf.process` as `python -m neuss_integration.pdf.child CPU_SECONDS MEMORY_MB PARENT`.
It imports no settings and sees no database, no session and no environment but what rendering needs.
"""

import ctypes
import gc
import json
import logging
import os
import pickle
import resource
import signal
import sys
import time

PR_SET_PDEATHSIG = 1
MEBIBYTE = 1024 * 1024
PROGRESS_SECONDS = 0.5

TOO_MUCH_MEMORY = "Das Setzen des PDF braucht mehr Arbeitsspeicher als erlaubt. Bitte kürzen Sie den Bericht."
TOO_DEEP = "Der Text ist zu tief verschachtelt, etwa durch Listen in Listen. Bitte vereinfachen Sie ihn."
FAILED = "Das PDF konnte nicht erzeugt werden. Die Fachadministration findet die Ursache im Protokoll des Servers."


def limit(cpu_seconds: int, memory_mb: int, parent: int) -> None:
    """Processor time and memory are limited, and this process ends with its parent."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEBIBYTE, memory_mb * MEBIBYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    gc.set_threshold(200_000, 50, 1000)


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
    """Render the request on standard input; the exit status is 0 when a PDF or a sentence was sent."""
    cpu_seconds, memory_mb, parent = map(int, sys.argv[1:4])
    limit(cpu_seconds, memory_mb, parent)
    request = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from our own parent process
    from neuss_integration.pdf.document import write  # reason: after the limits are set
    from neuss_integration.pdf.types import PdfError  # reason: as above

    progress_logger = logging.getLogger("weasyprint.progress")
    progress_logger.setLevel(logging.INFO)
    progress_logger.addHandler(ProgressHandler())
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
