"""`manage.py supply_chain`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from neuss_integration.backups.making import program_version
from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file
from neuss_integration.supply_chain import bill_of_materials, known_vulnerabilities, parts

NAME = "integrationskonzept"


class Command(BaseCommand):
    """For whoever has to know what runs here."""

    help = (
        "Schreibt die Stückliste aller Pakete (CycloneDX) und ihre Lizenzen in einen Ordner und fragt die Datenbank "
        "für Sicherheitslücken; ist sie nicht erreichbar, steht dort „nicht geprüft“."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, help="Ordner für sbom.cdx.json und lizenzen.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what was found; raises CommandError where a package has a known vulnerability."""
        folder, found = options["folder"], parts()
        folder.mkdir(parents=True, exist_ok=True)
        bill = bill_of_materials(found, name=NAME, version=program_version())
        (folder / "sbom.cdx.json").write_text(json.dumps(bill, ensure_ascii=False, indent=2), encoding="utf-8")
        columns = [Column("Paket"), Column("Fassung"), Column("Lizenz"), Column("Herkunft")]
        rows = [[part.name, part.version, part.licence, part.ecosystem] for part in found]
        (folder / "lizenzen.csv").write_bytes(csv_file(Sheet("Lizenzen", columns, rows)))
        self.stdout.write(f"Pakete: {len(found)}")
        vulnerabilities = known_vulnerabilities(found)
        if vulnerabilities:
            raise CommandError("\n".join(["Bekannte Sicherheitslücken:", *vulnerabilities]))
        unchecked = "nicht geprüft, die Datenbank ist nicht erreichbar"
        self.stdout.write(f"Sicherheitslücken: {unchecked if vulnerabilities is None else 'keine bekannt'}")
