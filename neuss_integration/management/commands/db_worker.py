"""`manage.py db_worker`: the worker of django-tasks-db, which here shows signs of life and survives its database."""

import logging
import time
from typing import Any, Final

from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands import db_worker

from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.services import signs_of_life
from reporting.services.runs import mend_runs

PAUSE_SECONDS: Final = 2

logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    """Works until it is told to end; a database that goes away is waited for."""

    help = "Macht die Hintergrundarbeit: setzt und veröffentlicht Berichte."

    def handle(self, *args: Any, **options: Any) -> None:
        """One log line when the database goes and one when it is back."""
        with signs_of_life(BackgroundService.WORKER):
            is_lost = False
            while True:
                try:
                    mend_runs()
                    if is_lost:
                        logger.warning("The database answers again.")
                        is_lost = False
                    super().handle(*args, **options)
                    return
                except (OperationalError, InterfaceError) as error:
                    if options["batch"]:
                        raise
                    if not is_lost:
                        logger.error("The worker waits for the database: %s", error)
                    is_lost = True
                    connections.close_all()
                    time.sleep(PAUSE_SECONDS)
