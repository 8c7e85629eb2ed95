"""Each value of a snapshot is computed a second time, or docs/entwicklung/rechnungen.md says why it need not be."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from measures.models import Measure
from reporting.content.snapshot import build_snapshot
from reporting.publication.recount import checking, recounted
from tests.conventions.source import ROOT
from tests.statements.cities import write
from tests.statements.full_city import write_full_city
from tests.statements.one_of_each import ONE_OF_EACH

PAGE = ROOT / "docs" / "entwicklung" / "rechnungen.md"


def rows() -> Iterator[tuple[list[str], str]]:
    """The values of each line of the first table, and its last cell."""
    table = PAGE.read_text(encoding="utf-8").split("## Angaben")[1].split("## Sätze")[0]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0].startswith("`"):
            yield [path for told in re.findall(r"`([^`]+)`", cells[0]) for path in spelled(told)], cells[2]


def spelled(told: str) -> list[str]:
    """ "rounds.{title, asked}" as its two paths."""
    start, brace, names = told.partition("{")
    return [start + name.strip() for name in names.rstrip("}").split(",")] if brace else [told]


def parts(value: Any, path: str = "") -> Iterator[tuple[str, bool]]:
    """The path of each part of a snapshot without numbers of rows, and whether nothing stands below it."""
    inner = value.items() if isinstance(value, dict) and path not in ("texts", "recount") else ()
    for name, each in inner:
        yield from parts(each, f"{path}.{name}".lstrip("."))
    for each in value if isinstance(value, list) else ():
        yield from parts(each, path)
    yield path, not inner and not (isinstance(value, list) and any(isinstance(each, dict) for each in value))


def unnamed(content: dict[str, Any]) -> tuple[set[str], set[str]]:
    """The values that no line names, and the lines that name no value. An empty list counts as a value of its own."""
    leaves: dict[str, bool] = {}
    for path, is_leaf in parts(content):
        leaves[path] = is_leaf and leaves.get(path, True)
    found = {path for path, is_leaf in leaves.items() if is_leaf and path}
    named = {path for names, _ in rows() for path in names}
    return found - named, named - found


@pytest.mark.django_db
def test_each_value_of_a_snapshot_is_counted_twice_or_says_why_not() -> None:
    """The city fills every list, so that a new value anywhere is seen."""
    content = build_snapshot(write_full_city())
    assert unnamed(content) == (set(), set())
    content["orders"][0]["score"] = content["fairness"] = 1
    assert unnamed(content) == ({"orders.score", "fairness"}, set())


def test_value_nobody_named_is_seen() -> None:
    named = {path for names, _ in rows() for path in names}
    new = ("fairness.score", "fields.measures.score", "rounds.score", "summary.score", "funding.score", "orders.score")
    assert [path for path in (*new, *(each for each in named if "*" in each)) if path in named] == []


def test_page_names_only_computations_that_run() -> None:
    named = {name for _, told in rows() for name in re.findall(r"`(\w+\.py)`", told)}
    folder = ROOT / "reporting" / "publication" / "recount"
    assert {name for name in named if not (folder / name).is_file()} == set()
    functions = {name for _, told in rows() for name in re.findall(r"`([a-z_]+)`", told)}
    assert functions - {each.__name__ for each in checking.SECOND} == {"directions"}


@pytest.mark.django_db
def test_city_with_one_of_each_is_counted_alike_both_ways() -> None:
    report = write(ONE_OF_EACH)
    assert Measure.objects.count() == 1
    wrong = [each for each in checking.checked(build_snapshot(report), recounted(report)) if not each.is_equal]
    assert wrong == []
