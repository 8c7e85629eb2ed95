"""`manage.py load_demo`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from neuss_integration.demo import city
from neuss_integration.demo.large import building as large_city
from neuss_integration.demo.reports import PublishingFailed


class Command(BaseCommand):
    """The demo of Neuss, or a large city for load tests."""

    help = (
        "Baut die Demo auf: Konten, 45 Maßnahmen mit Quellen, zwei abgeschlossene Berichtsrunden und eine offene, eine "
        "veröffentlichte Fortschreibung und ein Entwurf. Mit --measures und --rounds stattdessen eine große Stadt "
        "gleicher Gestalt für Lasttests. Ein zweiter Aufruf ändert nichts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The size of a large city."""
        parser.add_argument("--measures", type=int, default=0, help="Zahl der Maßnahmen einer großen Stadt")
        parser.add_argument("--rounds", type=int, default=0, help="Zahl ihrer Berichtsrunden, die letzte ist offen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each missing piece is made and named. Raises CommandError outside demo mode, or for what cannot be."""
        if not settings.DEMO_MODE:
            raise CommandError("Die Demo gibt es nur im Demobetrieb (DEMO_MODE=true), nie in echten Daten.")
        measures, rounds = options["measures"], options["rounds"]
        if not measures and not rounds:
            self._load_city()
        elif measures < 1 or rounds < 1:
            raise CommandError("Bitte geben Sie --measures und --rounds zusammen an, jeweils mindestens 1.")
        else:
            self._load_large_city(measures, rounds)

    def _load_city(self) -> None:
        try:
            for what, made in city.build():
                self.stdout.write(f"{what}: {'angelegt' if made else 'schon vorhanden, unverändert'}.")
        except PublishingFailed as error:
            raise CommandError(f"Die Fortschreibung der Demo ließ sich nicht veröffentlichen: {error}") from error

    def _load_large_city(self, measures: int, rounds: int) -> None:
        if large_city.exists():
            self.stdout.write("Große Stadt: schon vorhanden, unverändert.")
            return
        for sentence in large_city.build_large(measures, rounds):
            self.stdout.write(sentence)
