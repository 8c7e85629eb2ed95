"""`manage.py load_demo`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from neuss_integration.demo.city import build
from neuss_integration.demo.reports import PublishingFailed


class Command(BaseCommand):
    """The demo of Neuss."""

    help = (
        "Baut die Demo auf: Konten, 45 Maßnahmen mit Quellen, zwei abgeschlossene Berichtsrunden und eine offene, eine "
        "veröffentlichte Fortschreibung und ein Entwurf. Ein zweiter Aufruf ändert nichts."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Each missing piece is made and named. Raises CommandError outside demo mode or without a PDF."""
        if not settings.DEMO_MODE:
            raise CommandError("Die Demo gibt es nur im Demobetrieb (DEMO_MODE=true), nie in echten Daten.")
        try:
            for what, made in build():
                self.stdout.write(f"{what}: {'angelegt' if made else 'schon vorhanden, unverändert'}.")
        except PublishingFailed as error:
            raise CommandError(f"Die Fortschreibung der Demo ließ sich nicht veröffentlichen: {error}") from error
