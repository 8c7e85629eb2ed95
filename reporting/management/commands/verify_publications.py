"""`manage.py verify_publications`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from neuss_integration.foundation.words.nouns import count_of
from reporting.publication.chain import head_of_chain
from reporting.publication.verification import broken_publications

ANCHORS = "publications.txt"


class Command(BaseCommand):
    """Recalculates every checksum of what was published."""

    help = (
        "Prüft, ob jede Veröffentlichung mit allen Dateien noch genau so ist, wie sie veröffentlicht wurde. Das Ende "
        f"der Kette merkt sich der Befehl in {ANCHORS} im Datenverzeichnis: Fehlt dort Vermerktes, fällt es auf."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What was kept outside the database."""
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="PRÜFSUMME",
            help="Prüfsumme aus der E-Mail zu einer Veröffentlichung, die es noch geben muss; mehrfach möglich",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Says that all holds and keeps the end of the chain, or raises CommandError naming what does not."""
        file = settings.DATA_DIR / ANCHORS
        kept = file.read_text(encoding="ascii").split() if file.is_file() else []
        broken = list(broken_publications(anchors=(*kept, *options["anchor"])))
        if broken:
            raise CommandError("\n".join(broken))
        chain = head_of_chain()
        if chain["head"] and chain["head"] not in kept:
            _keep(file, str(chain["head"]))
        number = int(chain["publications"])
        if not number:
            self.stdout.write("Es gibt keine Veröffentlichung.")
            return
        self.stdout.write(
            f"Unverändert: {count_of(number, 'Veröffentlichung')}, die Kette ist lückenlos. Ihr Ende: {chain['head']}"
        )


def _keep(file: Path, head: str) -> None:
    with file.open("a", encoding="ascii") as anchors:
        anchors.write(f"{head}\n")
