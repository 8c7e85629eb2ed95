"""`manage.py export_all`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from neuss_integration.backups.leaving import export_all
from neuss_integration.foundation.words.nouns import count_of


class Command(BaseCommand):
    """For the archive, and for those who leave this software."""

    help = (
        "Schreibt alles in einen neuen Ordner: jede Tabelle als CSV und als Seite zum Lesen, alle Anhänge und "
        "Veröffentlichungen als Dateien, dazu ein Verzeichnis aller Spalten. Enthält personenbezogene Daten."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, help="Ordner, der dabei entsteht")

    def handle(self, *args: Any, **options: Any) -> None:
        """One sentence says what was written; raises CommandError when the folder is there or cannot be written."""
        folder = options["folder"]
        try:
            counts = export_all(folder)
        except FileExistsError as error:
            raise CommandError(f"{folder} gibt es schon. Bitte nennen Sie einen neuen Ordner.") from error
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}.") from error
        self.stdout.write(
            f"Geschrieben nach {folder}: {count_of(sum(counts.values()), 'Zeile')} in "
            f"{count_of(len(counts), 'Tabelle')}. Beginnen Sie mit index.html."
        )
