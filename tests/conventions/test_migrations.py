"""Migrations that were released never change: installations have run them."""

import hashlib
from pathlib import Path

from tests.conventions.source import ROOT, committed

LOCK = Path(__file__).with_name("migrations.lock")
HOW_TO_ADD = "At a release add each new migration: sha256sum */migrations/0*.py */*/migrations/0*.py; and its data"


def migrations() -> dict[str, str]:
    """The checksum of each migration by its path."""
    found = sorted(path for path in committed() if path.parent.name == "migrations" and path.name[0].isdigit())
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def locked() -> dict[str, str]:
    lines = (line.split() for line in LOCK.read_text().splitlines() if not line.startswith("#"))
    return {path: checksum for checksum, path in lines}


def numbers() -> dict[str, list[int]]:
    """The numbers of the migrations by their folder."""
    found: dict[str, list[int]] = {}
    for path in migrations():
        found.setdefault(str(Path(path).parent), []).append(int(Path(path).name[:4]))
    return found


def test_released_migrations_are_as_they_were() -> None:
    now = migrations()
    changed = {path for path, checksum in locked().items() if now.get(path) != checksum}
    assert changed == set(), f"Leave them and write a new one. {HOW_TO_ADD}"


def test_migrations_are_numbered_without_gaps_and_twins() -> None:
    assert numbers() == {folder: list(range(1, len(each) + 1)) for folder, each in numbers().items()}


def test_new_migrations_come_after_the_released_ones() -> None:
    new = migrations().keys() - locked().keys()
    last = {Path(path).parent: path for path in sorted(locked())}
    assert {path for path in new if path < last.get(Path(path).parent, "")} == set()
