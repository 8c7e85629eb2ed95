"""What piles up and nobody needs: finished jobs, ended sessions, cache entries, folders of killed processes."""

import datetime as dt
import shutil
import tempfile
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from neuss_integration.accounts.services.sessions import forget_ended
from neuss_integration.foundation.pdf.process import FOLDER_PREFIX
from neuss_integration.operations.services import forget_processes

JOBS_KEPT: Final = dt.timedelta(days=14)
FOLDERS_KEPT_SECONDS: Final = 24 * 60 * 60


def clean() -> None:
    """Nothing that is still in use is touched; called again, nothing happens twice."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    forget_ended()
    before = timezone.now() - JOBS_KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    DBTaskResult.objects.running().filter(started_at__lt=before).delete()
    forget_processes()
    for name in settings.CACHES:
        clean_cache(name)
    clean_folders(Path(tempfile.gettempdir()))


def clean_cache(name: str) -> None:
    """Entries whose time is over; a cache forgets them by itself only where they are asked for again."""
    config: Any = settings.CACHES[name]
    if config["BACKEND"].endswith("DatabaseCache"):
        table = connection.ops.quote_name(config["LOCATION"])
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 – our own name
    elif forget := getattr(caches[name], "forget_expired", None):
        forget()


def clean_folders(parent: Path) -> None:
    """Folders that a killed process left while it set a PDF."""
    for folder in parent.glob(f"{FOLDER_PREFIX}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > FOLDERS_KEPT_SECONDS:
                shutil.rmtree(folder)
