"""Counting how often pages are read, without asking who reads them.

Each process keeps its numbers for a moment and writes them together: reading a page costs no write. What a process
holds when it is killed is lost, at most HELD_SECONDS of numbers.
"""

import logging
import threading
import time
from collections import Counter
from typing import Final

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from neuss_integration.portal.models import PageView

HELD_SECONDS: Final = 30
logger = logging.getLogger(__name__)
_lock = threading.Lock()
_held: Counter[tuple[str, str]] = Counter()
_since = time.monotonic()


def count_view(page: str, language: str) -> None:
    """`page` was read once more in `language`; now and then the numbers are stored."""
    with _lock:
        _held[page[:200], language] += 1
        is_due = time.monotonic() - _since >= HELD_SECONDS
    if is_due:
        store_views()


def store_views() -> int:
    """What this process counted is stored; how many. A database that does not take it now gets it the next time."""
    global _since
    with _lock:
        counted = Counter(_held)
        _held.clear()
        _since = time.monotonic()
    try:
        with transaction.atomic():
            for (page, language), number in sorted(counted.items()):
                _add(page, language, number)
    except DatabaseError:
        logger.warning("Page views are stored later.")
        with _lock:
            _held.update(counted)
        return 0
    return counted.total()


def _add(page: str, language: str, number: int) -> None:
    view, _ = PageView.objects.get_or_create(day=timezone.localdate(), page=page, language=language)
    PageView.objects.filter(pk=view.pk).update(count=F("count") + number)
