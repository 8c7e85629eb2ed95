"""`manage.py restore`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from neuss_integration.audit import anchors
from neuss_integration.audit.selectors import head_of_log
from neuss_integration.backups.restoring import restore_backup
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.nouns import count_of


class Command(BaseCommand):
    """The other direction of `backup`."""

    help = (
        "Spielt eine Sicherung in eine neue, leere Datenbank ein und prüft sie Zeile für Zeile. Danach ist der Versand "
        "von E-Mails angehalten, bis ihn jemand unter „Nachrichten“ fortsetzt, und alle müssen sich neu anmelden."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The archive."""
        parser.add_argument("file", type=Path, help="Archiv von „manage.py backup“")
        parser.add_argument("--key", type=Path, help="Datei mit dem geheimen Schlüssel, wenn es verschlüsselt ist")

    def handle(self, *args: Any, **options: Any) -> None:
        """One sentence says what was restored; raises CommandError, and nothing was."""
        try:
            manifest = restore_backup(options["file"], key=options["key"])
        except (Refused, DatabaseError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error
        anchors.start_over(head_of_log())
        counts = (manifest.rows, "Zeile"), (int(manifest.chain["publications"]), "Veröffentlichung")
        self.stdout.write(
            f"Wiederhergestellt: {' und '.join(count_of(*each) for each in counts)}, "
            f"Stand {manifest.created_at[:16]} UTC. "
            "Der Versand von E-Mails ist angehalten."
        )
