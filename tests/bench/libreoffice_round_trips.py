"""Makes the files of `tests/round_trips/files` anew: our exports, as LibreOffice saves them.

    python -m tests.bench.libreoffice_round_trips

Needs `soffice` (Debian: apt-get install libreoffice-calc-nogui). The tests read the kept files back and find no
difference; they need no LibreOffice. A text file is opened as its dialog proposes it for a German one: separated by
semicolons, UTF-8, no special numbers detected.
"""
# ruff: noqa: E402, T201 - Django wants its settings before the imports; a benchmark prints

import os
import subprocess
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import transaction

from tests.databases import copied
from tests.factories import make_world
from tests.round_trips import exports

CSV_IN = "Text - txt - csv (StarCalc):59,34,76,1,,1031,false,false"
CSV_OUT = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true,false"
FILES = Path(__file__).parents[1] / "round_trips" / "files"


def main() -> None:
    """Each export in each format through LibreOffice."""
    FILES.mkdir(exist_ok=True)
    with copied(), transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        for name, contents in exports.all_of(make_world()).items():
            for written, saved in exports.JOURNEYS:
                if written in contents:
                    travel(Path(folder), contents[written], written, FILES / f"{name}-{written}.{saved}")
        transaction.set_rollback(True)


def travel(folder: Path, content: bytes, written: str, saved: Path) -> None:
    """The `content` is opened by LibreOffice and stored as `saved`."""
    source = folder / f"{saved.stem}.{written}"
    source.write_bytes(content)
    kind = saved.suffix.removeprefix(".")
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += [f"--infilter={CSV_IN}"] * (written == "csv")
    command += ["--convert-to", CSV_OUT if kind == "csv" else kind, "--outdir", str(folder / "saved"), str(source)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "LANG": "de_DE.UTF-8"})
    saved.write_bytes((folder / "saved" / saved.name).read_bytes())
    print(f"{saved.name}: {saved.stat().st_size // 1024 + 1} KB")


if __name__ == "__main__":
    main()
