"""`manage.py show_demo_accounts`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from neuss_integration.demo.accounts import table


class Command(BaseCommand):
    """Who can sign in to the demo."""

    help = "Zeigt die Konten der Demo, ihr Passwort und was sie dürfen."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """The table is printed; raises CommandError outside demo mode."""
        if not settings.DEMO_MODE:
            raise CommandError("Demokonten gibt es nur im Demobetrieb (DEMO_MODE=true).")
        self.stdout.write(table())
