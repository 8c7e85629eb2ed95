"""`manage.py verify_publications`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.models import Publication
from reporting.publication.verification import broken_publications


class Command(BaseCommand):
    """Recalculates every checksum of what was published."""

    help = "Prüft, ob jede Veröffentlichung noch genau so ist, wie sie veröffentlicht wurde."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says that all holds, or raises CommandError naming what does not."""
        broken = list(broken_publications())
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write(f"Unverändert: {Publication.objects.count()} Veröffentlichungen, die Kette ist lückenlos.")
