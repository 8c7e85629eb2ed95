"""`manage.py tick`."""

import signal
import threading
import time
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser

from measures.services.catalogue_import import forget_imports
from measures.services.reminders import queue_due, refresh_waiting
from measures.services.rounds import open_scheduled
from neuss_integration.mailing.delivery import deliver_due
from neuss_integration.mailing.services import forget_addresses
from roundtables import tasks as roundtables

MAIL_EVERY_SECONDS: Final = 2


class Command(BaseCommand):
    """What has to happen by itself: rounds open on their day, reminders are written, due mails go out, old contact
    data and uploads are forgotten. Safe to run often and in several places at once.
    """

    help = (
        "Erledigt, was von selbst geschehen muss: Runden öffnen, erinnern, E-Mails senden, Löschfristen. "
        "Alle paar Minuten aufrufen, gern mehrfach."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--every` keeps it running."""
        parser.add_argument("--every", type=int, metavar="SEKUNDEN", help="läuft weiter, mit dieser Pause dazwischen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Once, or again and again until SIGTERM; the mail in hand is finished."""
        self.ending = threading.Event()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: self.ending.set())
        if options["every"] is None:
            self.do_all()
            self.stdout.write(f"E-Mails gesendet: {self.send()}")
            return
        while not self.ending.is_set():
            self.do_all()
            self.send_until(time.monotonic() + options["every"])

    def do_all(self) -> None:
        """Everything but mails."""
        roundtables.tick()
        forget_imports()
        forget_addresses()
        open_scheduled()
        queue_due()
        refresh_waiting()

    def send(self) -> int:
        """Mails that are due; how many went out."""
        return deliver_due(should_stop=self.ending.is_set)

    def send_until(self, until: float) -> None:
        """Mails go out soon after they were written, also between two rounds."""
        while not self.ending.is_set():
            if sent := self.send():
                self.stdout.write(f"E-Mails gesendet: {sent}")
            if time.monotonic() >= until:
                return
            self.ending.wait(MAIL_EVERY_SECONDS)
