"""docs/sicherheit says nothing that is not so: no requirement is left out, tests are there, the rest has its reason."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests.conventions.source import ROOT

ROW = re.compile(r"^\| (?P<number>[VA][\d.]+) \| (?P<title>[^|]+) \| (?P<state>[^|]+) \| (?P<proof>[^|]+) \|$")
STATES = ("Test", "gelesen", "Betrieb", "anders", "entfällt", "offen")
WITH_REASON = ("Betrieb", "anders", "offen")
CHAPTERS = {"asvs-1-5": range(1, 6), "asvs-6-9": range(6, 10), "asvs-10-13": range(10, 14), "asvs-14-17": range(14, 18)}
BSI = ["A1", "A4", "A7", "A8", "A9", "A11", "A12", "A14", "A20", "A21", "A22"]
ENTRY = (ROOT / "docs/sicherheit.md").read_text(encoding="utf-8")


def rows_of(text: str) -> list[dict[str, str]]:
    return [found.groupdict() for line in text.splitlines() if (found := ROW.match(line))]


PAGES = {name: (ROOT / f"docs/sicherheit/{name}.md").read_text(encoding="utf-8") for name in CHAPTERS}
ASVS = [row for text in PAGES.values() for row in rows_of(text)]
ROWS = [*ASVS, *rows_of(ENTRY)]


def required() -> list[str]:
    """The requirements of level 1 and 2; asvs.txt names source and version."""
    lines = Path(__file__).with_name("asvs.txt").read_text(encoding="utf-8").splitlines()
    sections = (line.split(": ") for line in lines if not line.startswith("#"))
    return [f"V{section}.{number}" for section, numbers in sections for number in numbers.split()]


def counts(rows: list[dict[str, str]]) -> str:
    found = Counter(row["state"] for row in rows)
    return " | ".join(str(found[state]) for state in STATES)


@cache
def names_of_tests(path: str) -> set[str]:
    """The names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def is_there(proof: str) -> bool:
    path, _, name = proof.strip("`").partition("::")
    return name.startswith("test_") and (ROOT / path).is_file() and name in names_of_tests(path)


def test_every_line_is_read() -> None:
    for text in PAGES.values():
        assert len(rows_of(text)) == sum(line.startswith("| ") for line in text.splitlines()) - 1
    assert {row["state"] for row in ROWS} == set(STATES)


def test_every_requirement_has_one_line_in_its_place() -> None:
    assert len(required()) == 253
    assert [row["number"] for row in ASVS] == required()
    assert [row["number"] for row in rows_of(ENTRY)] == BSI


def test_each_page_holds_its_chapters() -> None:
    for name, chapters in CHAPTERS.items():
        assert {int(row["number"][1:].split(".")[0]) for row in rows_of(PAGES[name])} == set(chapters)


def test_counts_of_the_entry_are_those_of_the_pages() -> None:
    for name, text in PAGES.items():
        [said] = re.findall(rf"\(sicherheit/{name}\.md\)[^|]*\| (.*) \|$", ENTRY, re.MULTILINE)
        assert said == counts(rows_of(text))
    assert f"| zusammen | {counts(ASVS)} |" in ENTRY


def test_named_tests_exist() -> None:
    assert [row["proof"] for row in ROWS if row["state"] == "Test" and not is_there(row["proof"])] == []


def test_each_attack_is_kept_by_a_test_that_there_is() -> None:
    text = (ROOT / "docs/sicherheit/angriffe.md").read_text(encoding="utf-8")
    attacks = [line.split(" | ")[1].strip("| ") for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(attacks) > 30
    assert [each for each in attacks if not is_there(each)] == []


def test_everything_else_has_a_reason() -> None:
    assert [row["number"] for row in ROWS if row["state"] != "Test" and len(row["proof"]) < 12] == []
    assert [row["number"] for row in ROWS if row["state"] in WITH_REASON and len(row["proof"].split()) < 6] == []


def test_nothing_of_asvs_is_left_open() -> None:
    assert [row["number"] for row in ASVS if row["state"] == "offen"] == []


def test_files_that_were_read_are_there() -> None:
    named = {path for row in ROWS for path in re.findall(r"(?:docs|neuss_integration)/[\w/]+\.\w+", row["proof"])}
    assert len(named) > 5
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
