"""Every function of the tests runs: a test that lost its name to a search-and-replace is found."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.conventions.source import Module, breaking, own_tests

HOOK = "pytest_"
BROWSER_MARK = "mark." + "browser"


def names_in(tree: ast.AST) -> Iterator[str]:
    """What a file names: in its code, its imports, the arguments that ask for fixtures, and texts such as
    `usefixtures("name")`."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name) | ast.arg(arg=name):
                yield name
            case ast.Constant(value=str(name)):
                yield name


def is_by_itself(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether pytest calls a function that nobody names: a fixture for all, or a hook."""
    return node.name.startswith(HOOK) or any("autouse=True" in ast.unparse(each) for each in node.decorator_list)


def idle(tree: ast.Module, *, collected: bool, named: set[str]) -> list[str]:
    """The functions that are neither test nor hook and that nobody names."""
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    others = [node for node in functions if not (collected and node.name.startswith("test_"))]
    return [node.name for node in others if node.name not in named and not is_by_itself(node)]


@cache
def named_anywhere() -> set[str]:
    """Every name in all files of the tests."""
    return {name for module in own_tests() for name in names_in(module.tree)}


def idle_in(module: Module) -> list[str]:
    """The same for a file; pytest collects tests from files named test_ only."""
    return idle(module.tree, collected=module.path.name.startswith("test_"), named=named_anywhere())


def test_no_function_of_the_tests_is_idle() -> None:
    assert breaking(own_tests(), idle_in) == {}


def test_idle_functions_are_found() -> None:
    tree = ast.parse(
        "@pytest.fixture(autouse=True)\ndef quiet(): ...\n@fixture\ndef asked(): ...\n@fixture\ndef unasked(): ...\n"
        "def test_good(asked): used()\ndef used(): ...\ndef tests_lost(): ...\ndef pytest_hook(): ...\n"
    )
    named = set(names_in(tree))

    assert idle(tree, collected=True, named=named) == ["unasked", "tests_lost"]
    assert idle(tree, collected=False, named=named) == ["unasked", "test_good", "tests_lost"]


def marked_helpers(tree: ast.Module) -> list[str]:
    """Functions with a mark of a test that are none: the mark belongs to the test below, which lost its cases."""
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("test_")
        and any("pytest.mark." in ast.unparse(each) for each in node.decorator_list)
    ]


def test_marks_of_tests_stand_at_tests() -> None:
    lost = ast.parse('@pytest.mark.parametrize("row", ROWS)\ndef seen(): ...\ndef test_each(row): ...\n')
    assert marked_helpers(lost) == ["seen"]
    assert breaking(own_tests(), lambda module: marked_helpers(module.tree)) == {}


def test_tests_that_need_a_browser_stand_where_their_stage_looks() -> None:
    marked = [str(module) for module in own_tests() if BROWSER_MARK in module.text]
    assert len(marked) > 5
    assert [name for name in marked if not name.startswith("tests/browser/")] == []


def without_order(tree: ast.Module) -> list[int]:
    """The lines that draw the cases of a test from a set: each process finds them in another order, and none runs."""
    drawn = [
        node.args[1]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".parametrize") and len(node.args) > 1
    ]
    sets = ("set(", "frozenset(")
    return [
        each.lineno for each in drawn if isinstance(each, ast.Set | ast.SetComp) or ast.unparse(each).startswith(sets)
    ]


def test_cases_of_a_test_have_an_order() -> None:
    assert breaking(own_tests(), lambda module: without_order(module.tree)) == {}
    assert without_order(ast.parse("@pytest.mark.parametrize('a', {1, 2})\ndef test(a): pass")) == [1]
    assert without_order(ast.parse("@pytest.mark.parametrize('a', sorted({1, 2}))\ndef test(a): pass")) == []
