"""docs/sicherheit.md says nothing that is not so: the tests it names are there, and everything else has its reason."""

import ast
import re
from functools import cache

from tests.conventions.source import ROOT

ROW = re.compile(r"^\| (?P<number>[VA][\d.]+) \| (?P<title>[^|]+) \| (?P<state>[^|]+) \| (?P<proof>[^|]+) \|$")
LINES = (ROOT / "docs/sicherheit.md").read_text(encoding="utf-8").splitlines()
ROWS = [found.groupdict() for line in LINES if (found := ROW.match(line))]
STATES = {"Test", "gelesen", "entfällt", "offen"}
CHAPTERS = {f"V{number}" for number in range(1, 18)} | {"A1", "A4", "A7", "A8", "A9", "A11", "A12", "A14", "A21", "A22"}


@cache
def names_of_tests(path: str) -> set[str]:
    """The names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def is_there(proof: str) -> bool:
    path, _, name = proof.strip("`").partition("::")
    return (ROOT / path).is_file() and name in names_of_tests(path)


def test_every_line_is_read() -> None:
    assert len(ROWS) == sum(line.startswith("| ") for line in LINES) - 1
    assert {row["state"] for row in ROWS} == STATES


def test_every_chapter_and_requirement_is_there() -> None:
    assert CHAPTERS - {row["number"].partition(".")[0] for row in ROWS} == set()


def test_named_tests_exist() -> None:
    assert [row["proof"] for row in ROWS if row["state"] == "Test" and not is_there(row["proof"])] == []


def test_everything_else_has_a_reason() -> None:
    assert [row["number"] for row in ROWS if row["state"] != "Test" and len(row["proof"]) < 12] == []
