"""`manage.py transfer`."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from neuss_integration.backups.making import write_backup

STEPS: Final = (("migrate", "--verbosity", "0"), ("createcachetable",), ("restore",))


class Command(BaseCommand):
    """From one database to another, through a backup that proves itself."""

    help = (
        "Überträgt alles in eine andere, leere Datenbank, etwa von SQLite zu PostgreSQL. Halten Sie vorher alle "
        "Dienste an; danach stellen Sie DATABASE_URL um. Die alte Datenbank bleibt, wie sie ist."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("target", help="Adresse der leeren Datenbank, wie in DATABASE_URL")

    def handle(self, *args: Any, **options: Any) -> None:
        """The target holds everything; raises CommandError with the sentence of the step that failed."""
        with TemporaryDirectory(prefix="neuss-transfer-") as folder:
            archive = Path(folder) / "all.zip"
            write_backup(archive)
            for step in STEPS:
                self._run([*step, *([str(archive)] if step == STEPS[-1] else [])], options["target"])

    def _run(self, arguments: list[str], target: str) -> None:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
        environment = os.environ | {"DATABASE_URL": target}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise CommandError(done.stderr.strip().removeprefix("CommandError: ").splitlines()[-1])
        self.stdout.write(done.stdout.strip())
