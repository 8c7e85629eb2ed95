"""`manage.py load_master_data`."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from neuss_integration.city.master_data.loading import load_city
from roundtables.master_data.loading import load_round_tables
from success_factors.master_data.loading import load_concept


class Command(BaseCommand):
    """Master data of Neuss; run it after every update."""

    help = (
        "Legt fehlende Stammdaten an: Erfolgsfaktoren, Handlungsfelder, Indikatoren, Stadtteile, Fachdienststellen, "
        "Gremien, Zielgruppen, Organisationen und Runde Tische. Vorhandenes bleibt unverändert."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """What is missing is created, what is there stays as it is, and the counts are printed."""
        for done in [*load_concept(), *load_city(), *load_round_tables()]:
            self.stdout.write(f"{done.label}: {done.created} angelegt, {done.existing} vorhanden.")
