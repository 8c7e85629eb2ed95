"""`manage.py tick`."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from measures.services.catalogue_import import forget_imports
from measures.services.reminders import queue_due, refresh_waiting
from measures.services.rounds import open_scheduled
from neuss_integration.mailing.services import deliver_due
from roundtables import tasks as roundtables


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
        """Once, or again and again."""
        while True:
            roundtables.tick()
            forget_imports()
            open_scheduled()
            queue_due()
            refresh_waiting()
            sent = deliver_due()
            if sent or options["every"] is None:
                self.stdout.write(f"E-Mails gesendet: {sent}")
            if options["every"] is None:
                return
            time.sleep(options["every"])
