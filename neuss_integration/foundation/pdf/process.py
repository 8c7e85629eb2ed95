"""Renders in a child process that knows only HTML and assets, has limits and dies with its parent."""

import json
import logging
import os
import pickle
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings

from neuss_integration.foundation.pdf.coverage import clean, with_stand_ins
from neuss_integration.foundation.pdf.fonts import assets_for
from neuss_integration.foundation.pdf.types import EmbeddedFile, PdfError, Request

logger = logging.getLogger(__name__)

SPACE_BEFORE: Final = re.compile(r"(?<=[^\s>])\s+(<(?:b|em|i|strong)>|<span class=\"muted\">)")
"""A space between words and an element in their line. WeasyPrint 70 takes the first place at which it may hyphenate
when the words fit the line and the space behind them does not (tests/pdf/test_line_ends.py), unless it is inside."""
NUMBERED_FROM: Final = re.compile(r'<ol start="(\d{1,9})"')
"""A list that goes on counting: WeasyPrint 70 reads `start` only with the hints that are off for safety."""
MAX_HTML_CHARACTERS = 20_000_000
WALL_PER_CPU_SECOND = 3
CHUNK = 65_536
MAX_LOG = 4_000
FOLDER_PREFIX = "integrationskonzept-pdf-"

Progress = Callable[[str], None]

TOO_LARGE = "Das Dokument ist zu groß: Es hat {size} Zeichen, möglich sind {limit}. Bitte teilen Sie es auf."
TOO_LONG = "Das Setzen des PDF hat länger gedauert als erlaubt ({seconds} Sekunden). Bitte kürzen Sie den Bericht."
KILLED = "Das Setzen des PDF wurde vom System beendet. Bitte starten Sie es noch einmal."
NO_RESULT = "Das PDF konnte nicht erzeugt werden. Die Fachadministration findet die Ursache im Protokoll des Servers."

FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}/no-fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""


def render_pdf(
    html: str,
    *,
    attachments: Sequence[EmbeddedFile] = (),
    created: datetime,
    progress: Progress | None = None,
) -> bytes:
    """The printed form of `html` as a file that is PDF/UA-1 and PDF/A-3a, with `attachments` inside.

    `created` (aware) is the only date in the file: the same input gives the same bytes. `progress` gets short German
    sentences while the child works. Control characters and direction marks in the text are left out.
    Raises PdfError with a sentence for people when a character cannot be shown, an address is not an own asset, the
    document is too large, or the child fails, is killed, or passes RENDER_CPU_SECONDS or RENDER_MEMORY_MB.
    """
    html = printable(html)
    request = Request(html, assets_for(html), in_order(attachments), stamp(created))
    with child_process() as child:
        return child.render(request, progress or (lambda sentence: None))


def printable(html: str) -> str:
    """`html` as it can be set, with a box for what no shipped font can show; PdfError when it is too large."""
    html = clean(html)
    if len(html) > MAX_HTML_CHARACTERS:
        raise PdfError(TOO_LARGE.format(size=len(html), limit=MAX_HTML_CHARACTERS))
    return NUMBERED_FROM.sub(_from_its_number, SPACE_BEFORE.sub(r"\1 ", with_stand_ins(html)))


def _from_its_number(found: re.Match[str]) -> str:
    return f'{found[0]} style="counter-reset: list-item {int(found[1]) - 1}"'


def stamp(moment: datetime) -> str:
    """An aware moment as it is written into a file."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def in_order(attachments: Sequence[EmbeddedFile]) -> tuple[EmbeddedFile, ...]:
    """The attachments by name, as they stand in the file."""
    return tuple(sorted(attachments, key=lambda item: item.name))


@contextmanager
def child_process() -> "Iterator[Child]":
    """A child that renders one request after the other; it is ended, and its folder removed, with the block."""
    # A helper of the child may still write when it is killed; such a folder goes with the next cleaning.
    with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "no-fonts").mkdir()
        (folder / "fonts.conf").write_text(FONTCONFIG.format(folder=folder), encoding="utf-8")
        with (folder / "errors.log").open("w+b") as errors, _start(folder, errors) as process:
            try:
                yield Child(process, errors)
            finally:
                process.kill()


class Child:
    """The parent's end of a rendering process."""

    def __init__(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        self.process = process
        self.errors = errors

    def render(self, request: Request, progress: Progress) -> bytes:
        """The PDF of a request; PdfError with a sentence when the child fails, is killed or passes a limit."""
        deadline = time.monotonic() + settings.RENDER_CPU_SECONDS * WALL_PER_CPU_SECOND
        self._send(pickle.dumps(request))
        answer = self._listen(deadline, progress)
        if answer is None:
            raise PdfError(self._last_words())
        return answer

    def end(self) -> None:
        """The process is over at once; who waits for it gets a PdfError."""
        self.process.kill()

    def _send(self, request: bytes) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(len(request).to_bytes(8, "big") + request)
            self.process.stdin.flush()
        except BrokenPipeError:
            logger.warning("PDF child ended before it had read its input")

    def _listen(self, deadline: float, progress: Progress) -> bytes | None:
        """The PDF after lines of JSON that are progress or an error; None when the child ended without one."""
        assert self.process.stdout is not None
        received = bytearray()
        expected: int | None = None
        while expected is None or len(received) < expected:
            if not (chunk := _read(self.process.stdout, deadline)):
                return None
            received += chunk
            while expected is None and b"\n" in received:
                line, _, received = received.partition(b"\n")
                message = _message(line)
                if "error" in message:
                    raise PdfError(message["error"])
                if "progress" in message:
                    progress(message["progress"])
                expected = message.get("size")
        return bytes(received)

    def _last_words(self) -> str:
        """Why the child ended, for people; its own log goes to ours."""
        self.process.kill()
        code = self.process.wait()
        self.errors.seek(0)
        log = self.errors.read()[-MAX_LOG:].decode(errors="replace")
        logger.error("PDF child ended with %s: %s", code, log)
        return _sentence(code)


def _start(folder: Path, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    limits = [str(settings.RENDER_CPU_SECONDS), str(settings.RENDER_MEMORY_MB), str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "neuss_integration.foundation.pdf.child", *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=folder,
        env={
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(settings.BASE_DIR),
            "FONTCONFIG_FILE": str(folder / "fonts.conf"),
            "TMPDIR": str(folder),
            "HOME": str(folder),
            "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "0",
        },
    )


def _message(line: bytes | bytearray) -> dict[str, Any]:
    """The message in a line; what a dying interpreter prints is none."""
    try:
        return json.loads(line)
    except ValueError:
        logger.warning("PDF child said %r", bytes(line[:200]))
        return {}


def _read(pipe: IO[bytes], deadline: float) -> bytes:
    if not select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
        raise PdfError(TOO_LONG.format(seconds=settings.RENDER_CPU_SECONDS * WALL_PER_CPU_SECOND))
    return os.read(pipe.fileno(), CHUNK)


def _sentence(code: int | None) -> str:
    if code == -signal.SIGXCPU:
        return TOO_LONG.format(seconds=settings.RENDER_CPU_SECONDS)
    return KILLED if code is not None and code < 0 else NO_RESULT
