"""`manage.py tick`."""

import datetime as dt
import logging
import signal
import threading
import time
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connections

from measures.services.catalogue_import import forget_imports
from measures.services.check_reminders import remind_of_checks
from measures.services.funder_reminders import remind_of_funders
from measures.services.indicator_reminders import remind_of_values
from measures.services.order_reminders import remind_of_orders
from measures.services.reminders import queue_due, refresh_waiting
from measures.services.rounds import open_scheduled
from measures.tasks import mend_imports
from neuss_integration.accounts.services.retention import forget_wishes
from neuss_integration.accounts.services.wrong_passwords import tell_of_wrong_passwords
from neuss_integration.audit.services import forget_entries, keep_ends, link_entries
from neuss_integration.audit_log import note_settings
from neuss_integration.city.selectors import know_names
from neuss_integration.cleaning import clean
from neuss_integration.mailing.delivery import BATCH_SECONDS, deliver_due
from neuss_integration.mailing.services import forget_addresses, forget_mails
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.services import beat
from neuss_integration.portal.services.enquiries import forget_enquiries
from neuss_integration.portal.services.freshness import ask_owners
from neuss_integration.steering.services.weekly_mail import send_weeks
from reporting.services.review import remind_of_reviews
from reporting.services.runs import mend_runs
from roundtables import tasks as roundtables
from success_factors.services.value_requests import ask_for_values

MAIL_EVERY_SECONDS: Final = 2
ONCE_WITHIN_SECONDS: Final = 600
"""How soon a `tick` without `--every` is expected again: a timer calls it every few minutes."""


JOBS: Final = (
    know_names, mend_runs, roundtables.tick, forget_imports, mend_imports, forget_addresses, open_scheduled, queue_due,
    refresh_waiting, clean, forget_wishes, ask_owners, forget_enquiries, note_settings, link_entries, keep_ends,
    tell_of_wrong_passwords, forget_entries, forget_mails, remind_of_orders, remind_of_funders,
    ask_for_values, remind_of_values, remind_of_checks, send_weeks, remind_of_reviews,
)  # fmt: skip

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """What has to happen by itself: rounds open on their day, reminders are written, due mails go out, old contact
    data and uploads are forgotten. Safe to run often and in several places at once.
    """

    help = (
        "Erledigt, was von selbst geschehen muss: Runden öffnen, erinnern, E-Mails senden, Löschfristen. "
        "Alle paar Minuten aufrufen, gern mehrfach."
    )

    is_lost = False

    def add_arguments(self, parser: CommandParser) -> None:
        """`--every` keeps it running."""
        parser.add_argument("--every", type=int, metavar="SEKUNDEN", help="läuft weiter, mit dieser Pause dazwischen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Once, or again and again until SIGTERM; the mail in hand is finished."""
        self.ending = threading.Event()
        self.within = dt.timedelta(seconds=2 * (options["every"] or ONCE_WITHIN_SECONDS) + BATCH_SECONDS)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: self.ending.set())
        if options["every"] is None:
            self.do_all()
            self.stdout.write(f"E-Mails gesendet: {self.send()}")
            return
        while not self.ending.is_set():
            until = time.monotonic() + options["every"]
            try:
                self.do_all()
                self.send_until(until)
                self.say_back()
            except (OperationalError, InterfaceError) as error:
                self.say_lost(error)
                connections.close_all()
                self.ending.wait(MAIL_EVERY_SECONDS)
        connections.close_all()

    def say_lost(self, error: Exception) -> None:
        """One line when the database goes."""
        if not self.is_lost:
            logger.error("The tick waits for the database: %s", error)
        self.is_lost = True

    def say_back(self) -> None:
        """One line when it is back."""
        if self.is_lost:
            logger.warning("The database answers again.")
        self.is_lost = False

    def do_all(self) -> None:
        """Everything but mails."""
        beat(BackgroundService.TICK, within=self.within)
        for job in JOBS:
            try:
                job()
            except (OperationalError, InterfaceError):
                raise
            except Exception:  # the others and the mails go on
                logger.exception("%s failed.", job.__qualname__)

    def send(self) -> int:
        """Mails that are due; how many went out."""
        beat(BackgroundService.TICK, within=self.within)
        return deliver_due(should_stop=self.ending.is_set)

    def send_until(self, until: float) -> None:
        """Mails go out soon after they were written, also between two rounds."""
        while not self.ending.is_set():
            if sent := self.send():
                self.stdout.write(f"E-Mails gesendet: {sent}")
            if time.monotonic() >= until:
                return
            self.ending.wait(MAIL_EVERY_SECONDS)
