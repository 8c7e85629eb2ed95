"""What is long is split: file 300 lines, function 40, view 25, template 150 with lines of 160 characters, test 16."""

import re
from pathlib import Path

from tests.conventions.source import Module, breaking, length, modules, own_tests, templates

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_VIEW = 25
LONGEST_TEMPLATE = 150
LONGEST_TEMPLATE_LINE = 160
LONGEST_TEST = 16


def longer_than(limit: int, module: Module, *, only: str = "") -> dict[str, int]:
    """The functions above `limit` lines with their length."""
    named = [node for node in module.functions() if node.name.startswith(only)]
    return {node.name: length(node) for node in named if length(node) > limit}


def test_files_are_short() -> None:
    assert breaking([*modules(), *own_tests()], lambda module: max(len(module.lines) - LONGEST_FILE, 0)) == {}


def test_functions_are_short() -> None:
    assert breaking(modules(), lambda module: longer_than(LONGEST_FUNCTION, module)) == {}


def test_views_are_short() -> None:
    views = [module for module in modules() if "views" in module.name.split(".")]
    assert breaking(views, lambda module: longer_than(LONGEST_VIEW, module)) == {}


def test_tests_are_short() -> None:
    assert breaking(own_tests(), lambda module: longer_than(LONGEST_TEST, module, only="test_")) == {}


def test_templates_are_short() -> None:
    def excess(path: Path) -> int:
        return max(len(path.read_text(encoding="utf-8").splitlines()) - LONGEST_TEMPLATE, 0)

    assert breaking(templates(), excess) == {}


def test_lines_of_templates_can_be_read_in_a_diff() -> None:
    def long_lines(path: Path) -> list[int]:
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        return [number for number, line in lines if len(line) > LONGEST_TEMPLATE_LINE]

    assert breaking(templates(), long_lines) == {}


def test_each_table_cell_has_its_own_line() -> None:
    def crowded_lines(path: Path) -> list[int]:
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        return [number for number, line in lines if len(re.findall(r"<t[dh][\s>]", line)) > 1]

    assert breaking(templates(), crowded_lines) == {}
