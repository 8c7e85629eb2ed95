"""What the two commands say to a person: steps with their time, and one sentence when something is wrong."""

import argparse
import errno
import io
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class SetupError(Exception):
    """Something a person has to put right; the text is a German sentence that says how."""


class Parser(argparse.ArgumentParser):
    """An argument parser that reports a wrong option as a SetupError and accepts no abbreviations."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(prog=f"python3 manage.py {command}", description=description, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Raise SetupError with the parser's reason and the way to the help."""
        raise SetupError(f"Die Angabe passt nicht ({message}). Hilfe zeigt: {self.prog} --help")


class Clock:
    """The seconds since it was made, with those spent on downloads kept apart."""

    def __init__(self) -> None:
        self.begin = time.monotonic()
        self.downloads = 0.0

    @contextmanager
    def step(self, title: str, *, download: bool = False) -> Iterator[None]:
        """Print `title` and, when the step is done, the seconds it took."""
        say(f"  {title} … ", end="")
        begin = time.monotonic()
        try:
            yield
        except BaseException:
            say()
            raise
        taken = time.monotonic() - begin
        self.downloads += taken if download else 0
        say(seconds(taken))

    def summary(self) -> str:
        """The time taken besides downloads, and the downloads' share."""
        total = time.monotonic() - self.begin
        text = f"Bereit nach {seconds(total - self.downloads)}"
        return f"{text}, dazu {seconds(self.downloads)} Herunterladen." if self.downloads else f"{text}."


def say(text: str = "", *, end: str = "\n") -> None:
    """Print at once, so that lines of child processes come in order."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


def warn(sentence: str) -> None:
    """Print to standard error."""
    sys.stdout.flush()
    sys.stderr.write(sentence + "\n")


def seconds(duration: float) -> str:
    """`duration` the German way: 3,2 s."""
    return f"{duration:.1f} s".replace(".", ",")


def describe(error: OSError) -> str:
    """A sentence for an error of the operating system that a person can put right."""
    place = error.filename or "diesem Ordner"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Für {place} fehlt das Schreibrecht. Verschieben Sie das Projekt in einen Ordner, der Ihnen gehört."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Der Datenträger ist voll. Schaffen Sie Platz und starten Sie noch einmal."
    return f"Das Betriebssystem meldet einen Fehler: {error}."


def run(command: Sequence[str | Path], *, problem: str, log: Path, **options: Any) -> None:
    """Run `command` with its output in `log`; raise SetupError(`problem`) with a pointer to the log when it fails.

    `options` are those of subprocess.run.
    """
    with log.open("a", encoding="utf-8") as output:
        output.write(f"\n$ {' '.join(map(str, command))}\n")
        output.flush()
        options |= {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
        result = subprocess.run(command, check=False, **options)
    if result.returncode:
        raise SetupError(f"{problem} Einzelheiten stehen am Ende von {log}.")


def ignore_interrupts() -> None:
    """Let nothing but a kill end this process while it stops others."""
    for number in INTERRUPTS:
        signal.signal(number, signal.SIG_IGN)


def prepare() -> None:
    """Let SIGTERM and a closed terminal end a command the way Ctrl-C does, and no letter fail to print."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in INTERRUPTS:
        if signal.getsignal(number) != signal.SIG_IGN:  # as nohup asks for
            signal.signal(number, interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
