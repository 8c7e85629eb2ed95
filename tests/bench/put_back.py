"""Puts faults that were found in use back into the code, one at a time, and asks the test that must turn red.

    python -m tests.bench.put_back [WORD …]

Each is a place in a file, what stands there and what stood there. The file is set right again afterwards, also when the
run is interrupted. Not part of the suite: it edits the working tree. The list stands in docs/entwicklung/fehler.md too.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.bench.fault import Fault
from tests.bench.faults import FAULTS

ROOT: Final = Path(__file__).resolve().parents[2]


@contextmanager
def put_back(fault: Fault) -> Iterator[None]:
    file = ROOT / fault.file
    text = file.read_text(encoding="utf-8")
    if text.count(fault.right) != 1:
        raise SystemExit(f"{fault.name}: „{fault.right}“ steht in {fault.file} nicht genau einmal.")
    try:
        file.write_text(text.replace(fault.right, fault.wrong), encoding="utf-8")
        yield
    finally:
        file.write_text(text, encoding="utf-8")


def is_found(fault: Fault) -> bool:
    """Whether its test fails, and not because there is no test of that name (5) or a file is missing (4)."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *fault.test.split()]
    with put_back(fault):
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 1


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(words: list[str]) -> int:
    chosen = [fault for fault in FAULTS if not words or any(word in fault.name for word in words)]
    unseen = []
    for fault in chosen:
        found = is_found(fault)
        say(f"{'rot ' if found else 'GRÜN'} {fault.name} · {fault.test}")
        unseen += [] if found else [fault.name]
    say(f"{len(chosen) - len(unseen)} von {len(chosen)} gefunden.")
    return bool(unseen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
