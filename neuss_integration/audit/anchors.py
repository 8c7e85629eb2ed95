"""The ends of the chain, kept in a file beside the database: who cuts off the last links there does not reach it.

Each process that adds a link appends its head; `tick` keeps only the last of those that it found in the chain.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO, Final

from django.conf import settings

from neuss_integration.audit.models import AuditLink

NAME: Final = "audit.txt"
logger = logging.getLogger(__name__)


def _file() -> Path:
    return Path(settings.DATA_DIR) / NAME


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextmanager
def _locked(mode: str) -> Iterator[IO[str]]:
    with open(_file(), mode, encoding="ascii", errors="replace", opener=_private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        yield file


def keep(head: str) -> None:
    """The chain ended in `head` once. A full or read-only disk is told in the log and stops nobody's work."""
    try:
        with _locked("a") as file:
            file.write(f"{head}\n")
    except OSError as error:
        logger.error("The end of the audit log cannot be kept: %s", error)


def kept() -> list[str]:
    """The heads that were kept, the oldest first."""
    return _file().read_text(encoding="ascii", errors="replace").split() if _file().is_file() else []


def lost() -> list[str]:
    """Those that the chain does not have any more: it was cut off, or made anew."""
    heads = kept()
    return sorted(set(heads) - set(AuditLink.objects.filter(head__in=heads).values_list("head", flat=True)))


def shorten() -> None:
    """Only the last head stays, where the chain has them all; otherwise all stay, as a proof, and the log says so."""
    if not _file().is_file():
        return
    with _locked("r+") as file:
        known = file.read().split()
        links = AuditLink.objects.filter(head__in=known).order_by("position").values_list("head", flat=True)
        if missing := len(set(known)) - len(links):
            logger.error("The audit log lacks %s of the ends it once had: see „manage.py verify_chain“.", missing)
        elif len(known) > 1:
            file.truncate(0)
            file.seek(0)
            file.write(f"{links[len(links) - 1]}\n")


def start_over(head: str) -> None:
    """From here on another chain counts, that of a restored backup; the former ends stay beside it under a number."""
    if _file().is_file():
        _set_aside()
    if head:
        keep(head)


def _set_aside() -> None:
    """The file has the number after the highest; a link gives the name, for it never takes one that is there."""
    for number in count(_highest() + 1):
        try:
            os.link(_file(), _file().with_name(f"{_file().stem}-{number}.txt"))
        except FileExistsError:  # another process was quicker
            continue
        _file().unlink()
        return


def _highest() -> int:
    numbers = (each.stem.rpartition("-")[2] for each in _file().parent.glob(f"{_file().stem}-*.txt"))
    return max((int(each) for each in numbers if each.isdecimal()), default=0)
