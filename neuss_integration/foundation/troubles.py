"""Troubles of the machine that pass by themselves or need an administrator, and their one line in the log."""

import errno
import logging
import time
from enum import Enum
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, OperationalError

BUSY_STATES: Final = {"55P03", "57014", "40P01", "40001", "25P03"}
"""SQLSTATE: no lock, too long, deadlock, not serialisable, idle in a transaction."""
FULL_STATES: Final = {"53100", "25006"}
AWAY_STATES: Final = ("08", "57P", "53300", "53400")
BUSY_TEXTS: Final = ("is locked",)
FULL_TEXTS: Final = ("disk is full", "readonly database")
FULL_ERRORS: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
SILENCE_SECONDS: Final = 60


class Trouble(Enum):
    """Title, sentence and how many seconds later it is worth another try."""

    BUSY = (
        "Gerade arbeitet jemand daran",
        "Bitte versuchen Sie es gleich noch einmal. Es wurde nichts gespeichert.",
        5,
    )
    AWAY = (
        "Die Anwendung ist gerade nicht erreichbar",
        "Die Datenbank antwortet nicht. Es wurde nichts gespeichert. Bitte versuchen Sie es in einer Minute wieder.",
        20,
    )
    FULL = (
        "Auf dem Server ist kein Platz mehr",
        "Zurzeit kann nichts gespeichert werden. Bitte sagen Sie der Fachadministration Bescheid. Lesen geht weiter.",
        120,
    )

    @property
    def sentence(self) -> str:
        """What happened and what to do, for who did not ask with a page."""
        title, text, _ = self.value
        return f"{title}. {text}"


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Which of these the error comes from, if any."""
    if isinstance(error, OSError) and error.errno in FULL_ERRORS:
        return Trouble.FULL
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    state, text = getattr(error.__cause__, "sqlstate", None) or "", str(error)
    if state in FULL_STATES or any(each in text for each in FULL_TEXTS):
        return Trouble.FULL
    if state in BUSY_STATES or any(each in text for each in BUSY_TEXTS):
        return Trouble.BUSY
    is_lost = isinstance(error, OperationalError | InterfaceError) and not state
    return Trouble.AWAY if is_lost or state.startswith(AWAY_STATES) else None


class OneLinePerOutage(logging.Filter):
    """Lets one line pass while the database is away, without its trace; the next after a minute without trouble."""

    last: float | None = None

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written; everything else passes as it is, but for what monitoring asks every second."""
        if getattr(getattr(record, "request", None), "path", "") == "/readyz":
            return False
        error = record.exc_info[1] if record.exc_info else None
        trouble = trouble_of(error)
        if trouble is None:
            return True
        now = time.monotonic()
        is_first = self.last is None or now - self.last > SILENCE_SECONDS
        self.last = now
        record.msg, record.args = "%s: %s", (trouble.name, _one_line(error))
        record.exc_info = record.exc_text = None
        return is_first or trouble is not Trouble.AWAY


def _one_line(error: Any) -> str:
    return " ".join(str(error).split())
