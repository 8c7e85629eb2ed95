"""Signs of life of background processes."""

import datetime as dt
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.models import Heartbeat

EVERY_SECONDS: Final = 10
SILENT_AFTER: Final = dt.timedelta(seconds=60)
KEPT: Final = dt.timedelta(days=7)


def place() -> str:
    """This process, as it is told apart from others."""
    return f"{socket.gethostname()[:150]}:{os.getpid()}"


@transaction.atomic
def beat(service: BackgroundService, *, within: dt.timedelta = SILENT_AFTER) -> None:
    """This process lives, and will say so again `within` that time."""
    now = timezone.now()
    signs = {"seen_at": now, "silent_after": now + within}
    Heartbeat.objects.update_or_create(service=service, place=place(), defaults=signs)


@transaction.atomic
def end(service: BackgroundService) -> None:
    """This process ends as it was told: from now on it is not taken for alive."""
    for row in Heartbeat.objects.filter(service=service, place=place()):
        row.seen_at = row.silent_after = timezone.now()
        row.save(update_fields=["seen_at", "silent_after"])


@transaction.atomic
def forget_processes() -> int:
    """Processes that nobody saw for a while are forgotten, the last one of each service aside; how many."""
    last = [Heartbeat.objects.filter(service=service).values_list("pk").first() for service in BackgroundService]
    kept = [row[0] for row in last if row]
    old = Heartbeat.objects.filter(seen_at__lt=timezone.now() - KEPT).exclude(pk__in=kept)
    return old.delete()[0]


@contextmanager
def signs_of_life(service: BackgroundService) -> Iterator[None]:
    """While the block runs, this process says every few seconds that it lives, whatever it is busy with."""
    done = threading.Event()

    def go_on() -> None:
        while not done.wait(EVERY_SECONDS):
            _try_to_beat(service)
            connection.close()

    _try_to_beat(service)
    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        try:
            end(service)
        except DatabaseError:
            connection.close()


def _try_to_beat(service: BackgroundService) -> None:
    try:
        beat(service)
    except DatabaseError:
        connection.close()  # what the process does meets the same trouble, and says so
