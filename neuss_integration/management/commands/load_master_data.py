"""`manage.py load_master_data`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from neuss_integration.master_data import MasterData, chosen_set, load, note


class Command(BaseCommand):
    """Master data of the chosen set; run it after every update."""

    help = (
        "Legt fehlende Stammdaten an. Zur Wahl stehen leer, grundstock (Erfolgsfaktoren, Handlungsfelder, Indikatoren, "
        "Zielgruppen) und neuss (dazu Stadtteile, Fachdienststellen, Gremien, Organisationen und Runde Tische der "
        "Stadt Neuss als Beispiel). Vorhandenes bleibt unverändert."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        help_text = "leer, grundstock oder neuss (sonst MASTER_DATA, sonst was schon geladen ist, sonst grundstock)"
        parser.add_argument("--set", choices=MasterData.values, default="", help=help_text)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """What is missing is created, what is there stays as it is, and the counts are printed and noted."""
        completed = load(MasterData(options["set"]) if options["set"] else chosen_set())
        note(completed, by=None)
        for done in completed:
            self.stdout.write(f"{done.label}: {done.created} angelegt, {done.existing} vorhanden.")
