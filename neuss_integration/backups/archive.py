"""The archive: one ZIP file with a manifest and one file of lines for each table."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from neuss_integration.foundation.exceptions import Refused

FORMAT: Final = 1
PROGRAM: Final = "neuss-integration"
MANIFEST: Final = "manifest.json"
DAMAGED: Final = "Die Datei ist keine vollständige Sicherung oder beschädigt"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says about itself. `tables`: rows and checksum of each; `chain`: number and head."""

    version: str
    created_at: str
    database: str
    city: str
    migrations: dict[str, list[str]]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    chain: Mapping[str, Any] = field(default_factory=dict)
    format: int = FORMAT
    program: str = PROGRAM

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables.values())


class ArchiveWriter:
    """Writes the archive `path`; without the manifest at its end it is none."""

    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def add_table(self, name: str, columns: list[str], lines: Iterator[bytes]) -> dict[str, Any]:
        """The table is in the archive; its number of rows, checksum and columns."""
        digest, rows = hashlib.sha256(), 0
        with self.archive.open(member(name), "w", force_zip64=True) as file:
            for line in lines:
                file.write(line)
                digest.update(line)
                rows += 1
        return {"rows": rows, "sha256": digest.hexdigest(), "columns": columns}

    def finish(self, manifest: Manifest) -> None:
        """The archive is complete."""
        self.archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        self.archive.close()


class ArchiveReader:
    """Reads an archive. Raises Refused with a sentence for anything that is not whole."""

    def __init__(self, path: Path) -> None:
        try:
            self.archive = zipfile.ZipFile(path)
            self.manifest = Manifest(**json.loads(self.archive.read(MANIFEST)))
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
            raise Refused(f"{DAMAGED}.") from error
        if (self.manifest.program, self.manifest.format) != (PROGRAM, FORMAT):
            raise Refused("Die Datei ist keine Sicherung dieser Anwendung oder von einer späteren Bauart.")

    def lines(self, name: str) -> Iterator[bytes]:
        """The rows of the table, checked against number and checksum at the end."""
        digest, rows, known = hashlib.sha256(), 0, self.manifest.tables[name]
        try:
            with self.archive.open(member(name)) as file:
                for line in file:
                    digest.update(line)
                    rows += 1
                    yield line
        except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError) as error:
            raise Refused(f"{DAMAGED}: {name}.") from error
        if (rows, digest.hexdigest()) != (known["rows"], known["sha256"]):
            raise Refused(f"{DAMAGED}: {name} hat nicht den Inhalt, den das Verzeichnis nennt.")

    def check(self) -> None:
        """Every table is whole; reads all of them once."""
        for name in self.manifest.tables:
            for _ in self.lines(name):
                pass


def member(table: str) -> str:
    """The name of the file of a table."""
    return f"tables/{table}.jsonl"
