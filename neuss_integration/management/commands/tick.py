"""`manage.py tick`."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from neuss_integration.mailing.services import deliver_due


class Command(BaseCommand):
    """What has to happen by itself: due mails go out. Safe to run often and in several places at once."""

    help = "Erledigt, was von selbst geschehen muss (fällige E-Mails). Alle paar Minuten aufrufen, gern mehrfach."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--every` keeps it running."""
        parser.add_argument("--every", type=int, metavar="SEKUNDEN", help="läuft weiter, mit dieser Pause dazwischen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Once, or again and again."""
        while True:
            sent = deliver_due()
            if sent or options["every"] is None:
                self.stdout.write(f"E-Mails gesendet: {sent}")
            if options["every"] is None:
                return
            time.sleep(options["every"])
