"""`manage.py backup`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from neuss_integration.backups.encryption import make_key
from neuss_integration.backups.making import write_backup
from neuss_integration.backups.restoring import check_backup
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.nouns import count_of


class Command(BaseCommand):
    """One archive with everything, as it was at one moment."""

    help = (
        "Sichert die ganze Datenbank mit allen Dateien in ein Archiv, während die Anwendung läuft. Mit --to wird es "
        "verschlüsselt. --new-key legt einen Schlüssel an, --check prüft ein vorhandenes Archiv."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and for whom."""
        parser.add_argument("file", type=Path, help="Archiv, das entsteht (oder Schlüsseldatei bei --new-key)")
        parser.add_argument(
            "--to", default="", metavar="age1…", help="öffentlicher Schlüssel, für den verschlüsselt wird"
        )
        parser.add_argument("--key", type=Path, help="Datei mit dem geheimen Schlüssel, für --check")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--new-key", action="store_true", help="legt eine Schlüsseldatei an, sichert nichts")
        what.add_argument("--check", action="store_true", help="prüft das Archiv, sichert nichts")

    def handle(self, *args: Any, **options: Any) -> None:
        """One sentence says what was done; raises CommandError with one that says why nothing was."""
        try:
            self.stdout.write(self._act(options["file"], options))
        except FileExistsError as error:
            raise CommandError(f"{options['file']} gibt es schon. Ein Schlüssel wird nie überschrieben.") from error
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}. Nichts ist gesichert.") from error
        except Refused as error:
            raise CommandError(str(error)) from error

    def _act(self, file: Path, options: dict[str, Any]) -> str:
        if options["new_key"]:
            public = make_key(file)
            return f"Der geheime Schlüssel liegt in {file}; bewahren Sie ihn nicht bei den Sicherungen auf.\n{public}"
        if options["check"]:
            manifest = check_backup(file, key=options["key"])
            done = f"Vollständig, vom {manifest.created_at[:16]} UTC, Fassung {manifest.version}"
        else:
            manifest = write_backup(file, public_key=options["to"])
            done = f"Gesichert in {file}"
        return f"{done}: {count_of(manifest.rows, 'Zeile')} in {count_of(len(manifest.tables), 'Tabelle')}."
