"""Many small transactions one after the other, and others who want to write meanwhile."""

import time
from typing import Final

from django.db import connection

BREATH: Final = 0.15
SECONDS: Final = 0.4
"""So long somebody may find the file of SQLite taken by one who writes again and again."""


def let_others_write() -> None:
    """On SQLite whoever waits looks again each tenth of a second whether the file is free, and must find it so."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(BREATH)


class Turns:
    """Called between two transactions: others write after each SECONDS."""

    def __init__(self) -> None:
        self._until = time.monotonic() + SECONDS

    def __call__(self) -> None:
        if time.monotonic() > self._until:
            let_others_write()
            self._until = time.monotonic() + SECONDS
