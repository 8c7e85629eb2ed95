"""What is long is split: file 300 lines, function 40, view 25, template 150 with lines of 160 characters, test 16."""

import re
from pathlib import Path

from tests.conventions.source import Module, breaking, length, modules, own_tests, templates

MAX_FILE_LENGTH = 300
MAX_FUNCTION_LENGTH = 40
MAX_VIEW_LENGTH = 25
MAX_TEMPLATE_LENGTH = 150
MAX_TEMPLATE_LINE_LENGTH = 160
MAX_TEST_LENGTH = 16


def longer_than(limit: int, module: Module, *, only: str = "") -> dict[str, int]:
    """The functions above `limit` lines with their length."""
    named = [node for node in module.functions() if node.name.startswith(only)]
    return {node.name: length(node) for node in named if length(node) > limit}


def test_files_are_short() -> None:
    assert breaking([*modules(), *own_tests()], lambda module: max(len(module.lines) - MAX_FILE_LENGTH, 0)) == {}


def test_functions_are_short() -> None:
    assert breaking(modules(), lambda module: longer_than(MAX_FUNCTION_LENGTH, module)) == {}


def test_views_are_short() -> None:
    views = [module for module in modules() if "views" in module.name.split(".")]
    assert breaking(views, lambda module: longer_than(MAX_VIEW_LENGTH, module)) == {}


def test_tests_are_short() -> None:
    assert breaking(own_tests(), lambda module: longer_than(MAX_TEST_LENGTH, module, only="test_")) == {}


def test_templates_are_short() -> None:
    def excess(path: Path) -> int:
        return max(len(path.read_text(encoding="utf-8").splitlines()) - MAX_TEMPLATE_LENGTH, 0)

    assert breaking(templates(), excess) == {}


def test_lines_of_templates_can_be_read_in_a_diff() -> None:
    def long_lines(path: Path) -> list[int]:
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        return [number for number, line in lines if len(line) > MAX_TEMPLATE_LINE_LENGTH]

    assert breaking(templates(), long_lines) == {}


def test_each_table_cell_has_its_own_line() -> None:
    def crowded_lines(path: Path) -> list[int]:
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        return [number for number, line in lines if len(re.findall(r"<t[dh][\s>]", line)) > 1]

    assert breaking(templates(), crowded_lines) == {}
