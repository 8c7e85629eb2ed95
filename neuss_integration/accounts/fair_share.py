"""Whoever asks for something expensive has a share of it, and pages stay quick for all others.

A share is a locked file: it counts for all web processes of a machine, and ends with the process that held it. Beside
it each process keeps threads free for pages, whoever asks.
"""

import fcntl
import hashlib
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from neuss_integration.operations.requests import too_many, who_asks

logger = logging.getLogger(__name__)

MUCH_TEXT: Final = 100_000
"""Bytes of a form; what people type has a few thousand."""
OWN_SHARE: Final = (
    "Sie rufen gerade schon {count} Dateien oder Auswertungen ab. Bitte warten Sie, bis eine davon da ist, "
    "und laden Sie diese Seite dann neu."
)
ONE_OF_THEM: Final = (
    "Sie rufen gerade schon eine Datei oder Auswertung ab. Bitte warten Sie, bis sie da ist, und laden Sie diese Seite "
    "dann neu."
)
ALL_SHARES: Final = (
    "Gerade werden viele Dateien und Auswertungen zugleich erstellt. Bitte laden Sie diese Seite in einer Minute neu."
)


class _Running:
    """How many expensive requests this process answers now."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0

    @contextmanager
    def one_more(self, most: int) -> Iterator[bool]:
        """Whether there is room for one more, which is taken for as long as the block runs."""
        with self.lock:
            has_room = self.count < most
            self.count += has_room
        try:
            yield has_room
        finally:
            with self.lock:
                self.count -= has_room


RUNNING: Final = _Running()


def fair_share(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is expensive: EXPENSIVE_PER_PERSON at once for a person (signed out: a network), else error 429."""

    @wraps(view)
    def shared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with _share_of(request) as has_own, RUNNING.one_more(settings.EXPENSIVE_AT_ONCE) as has_room:
            return view(request, *args, **kwargs) if has_own and has_room else _too_many(request, has_own)

    shared.has_fair_share = True  # type: ignore[attr-defined]
    return shared


def fair_uploads(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is expensive when a file or very much text comes with the form, and cheap else."""
    shared = fair_share(view)

    @wraps(view)
    def sorted_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        has_much = bool(request.FILES) or (size.isdecimal() and int(size) > MUCH_TEXT)
        return (shared if has_much else view)(request, *args, **kwargs)

    sorted_out.has_fair_uploads = True  # type: ignore[attr-defined]
    return sorted_out


def _too_many(request: HttpRequest, has_own: bool) -> HttpResponse:
    own = settings.EXPENSIVE_PER_PERSON
    sentence = ALL_SHARES if has_own else ONE_OF_THEM if own == 1 else OWN_SHARE.format(count=own)
    return too_many(request, sentence)


@contextmanager
def _share_of(request: HttpRequest) -> Iterator[bool]:
    """Whether the person has a share left, which is held for as long as the block runs."""
    who = who_asks(request)
    folder = Path(settings.DATA_DIR) / "shares"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        held = _lock_one(folder, hashlib.sha256(who.encode()).hexdigest()[:16])
    except OSError as error:  # a full or read-only disk costs the limit, not the work
        logger.warning("The shares of people cannot be kept: %s", error)
        yield True
        return
    with held or nullcontext():
        yield held is not None


def _lock_one(folder: Path, name: str) -> IO[bytes] | None:
    """An open file that is locked until it is closed; None when all are taken."""
    for number in range(settings.EXPENSIVE_PER_PERSON):
        file = (folder / f"{name}-{number}").open("wb")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
        else:
            return file
    return None
