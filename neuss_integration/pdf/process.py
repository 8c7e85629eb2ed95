"""Renders in a child process that knows only HTML and assets, has limits and dies with its parent."""

import json
import logging
import os
import pickle
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from neuss_integration.pdf.coverage import check_text, clean
from neuss_integration.pdf.fonts import assets
from neuss_integration.pdf.types import Attachment, PdfError, Request

logger = logging.getLogger(__name__)

MAX_HTML_CHARACTERS = 20_000_000
WALL_PER_CPU_SECOND = 3
CHUNK = 65_536
MAX_LOG = 4_000

TOO_LARGE = "Das Dokument ist zu groß: Es hat {size} Zeichen, möglich sind {limit}. Bitte teilen Sie es auf."
TOO_LONG = "Das Setzen des PDF hat länger gedauert als erlaubt ({seconds} Sekunden). Bitte kürzen Sie den Bericht."
KILLED = "Das Setzen des PDF wurde vom System beendet. Bitte starten Sie es noch einmal."
NO_RESULT = "Das PDF konnte nicht erzeugt werden. Die Fachadministration findet die Ursache im Protokoll des Servers."

FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}/no-fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""


def render_pdf(
    html: str,
    *,
    attachments: Sequence[Attachment] = (),
    created: datetime,
    progress: Callable[[str], None] | None = None,
) -> bytes:
    """The printed form of `html` as a file that is PDF/UA-1 and PDF/A-3a, with `attachments` inside.

    `created` (aware) is the only date in the file: the same input gives the same bytes. `progress` gets short German
    sentences while the child works. Control characters and direction marks in the text are left out.
    Raises PdfError with a sentence for people when a character cannot be shown, an address is not an own asset, the
    document is too large, or the child fails, is killed, or passes RENDER_CPU_SECONDS or RENDER_MEMORY_MB.
    """
    html = clean(html)
    if len(html) > MAX_HTML_CHARACTERS:
        raise PdfError(TOO_LARGE.format(size=len(html), limit=MAX_HTML_CHARACTERS))
    if sentence := check_text(html):
        raise PdfError(sentence)
    stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    request = Request(html, assets(), tuple(sorted(attachments, key=lambda item: item.name)), stamp)
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder:
        return _run(pickle.dumps(request), Path(folder), progress or (lambda sentence: None))


def _run(request: bytes, folder: Path, progress: Callable[[str], None]) -> bytes:
    (folder / "no-fonts").mkdir()
    (folder / "fonts.conf").write_text(FONTCONFIG.format(folder=folder), encoding="utf-8")
    deadline = time.monotonic() + settings.RENDER_CPU_SECONDS * WALL_PER_CPU_SECOND
    with (folder / "errors.log").open("w+b") as errors, _start(folder, errors) as child:
        try:
            _send(child, request)
            answer = _listen(child, deadline, progress)
        finally:
            child.kill()
        child.wait()
        if answer is None:
            errors.seek(0)
            log = errors.read()[-MAX_LOG:].decode(errors="replace")
            logger.error("PDF child ended with %s: %s", child.returncode, log)
            raise PdfError(_sentence(child.returncode))
    return answer


def _start(folder: Path, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    limits = [str(settings.RENDER_CPU_SECONDS), str(settings.RENDER_MEMORY_MB), str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "neuss_integration.pdf.child", *limits],
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


def _send(child: subprocess.Popen[bytes], request: bytes) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(request)
        child.stdin.close()
    except BrokenPipeError:
        logger.warning("PDF child ended before it had read its input")


def _listen(child: subprocess.Popen[bytes], deadline: float, progress: Callable[[str], None]) -> bytes | None:
    """The finished PDF, or None when the child ended without one; lines of JSON before it are progress and errors."""
    assert child.stdout is not None
    received = bytearray()
    expected: int | None = None
    while chunk := _read(child.stdout, deadline):
        received += chunk
        while expected is None and b"\n" in received:
            line, _, received = received.partition(b"\n")
            message = _message(line)
            if "error" in message:
                raise PdfError(message["error"])
            if "progress" in message:
                progress(message["progress"])
            expected = message.get("size")
    return bytes(received) if expected is not None and len(received) == expected else None


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
