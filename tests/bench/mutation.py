"""Mutation testing by hand: python -m tests.bench.mutation [TARGET …]; docs/entwicklung/mutation.md says what it found.

MUTATION_AT_ONCE=1 leaves the other core alone.

mutmut and cosmic-ray do not fit: what matters here stands in tables at the top of modules, which mutmut never touches,
and both start pytest anew for each change. Here each change is tried in a fork of one process that has loaded all
libraries but nothing of the project.
"""

import ast
import importlib.abc
import importlib.util
import os
import signal
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
FIGURES: Final = ["tests/reporting/test_definitions.py", "tests/reporting/test_figures.py"]
STATEMENTS: Final = [*FIGURES, "tests/statements/test_statements.py", "tests/statements/test_bad_input.py"]
TARGETS: Final = {
    "neuss_integration.accounts.permissions": ["tests/accounts/test_permissions.py"],
    "neuss_integration.foundation.records.workflow": ["tests/interface/test_workflow_tables.py"],
    "measures.workflows": ["tests/interface/test_workflow_tables.py"],
    "reporting.workflows": ["tests/interface/test_workflow_tables.py"],
    "roundtables.workflows.meetings": ["tests/interface/test_workflow_tables.py"],
    "roundtables.workflows.needs": ["tests/interface/test_workflow_tables.py"],
    "reporting.content.counts": FIGURES,
    "reporting.content.money": FIGURES,
    "measures.selectors.returns": FIGURES,
    "measures.selectors.money": ["tests/measures/test_money.py"],
    "measures.selectors.response_rate": ["tests/measures/test_round_pages.py"],
    "reporting.content.changes": ["tests/reporting/test_changes.py"],
    "reporting.content.standing": ["tests/reporting/test_standing.py", *STATEMENTS],
    "reporting.content.highlights": ["tests/reporting/test_weights.py"],
    "reporting.content.effects": ["tests/reporting/test_effects.py"],
    "reporting.content.chapters": ["tests/reporting/test_chapters.py"],
    "reporting.content.goals_in_force": ["tests/reporting/test_definitions.py", "tests/reporting/test_goals.py"],
}
SECONDS: Final = 600
"""Then a change counts as noticed: long enough for a machine with much else to do."""
AT_ONCE: Final = int(os.environ.get("MUTATION_AT_ONCE", "2"))
OTHER: Final = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand in place of a node: another operator, a set with one member less, a condition that is gone."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in OTHER:
            yield _with(node, ops=[OTHER[type(operator)]()])
        case ast.BoolOp() | ast.BinOp() if type(node.op) in OTHER:
            yield _with(node, op=OTHER[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Set(elts=[*members]):
            for index in range(len(members)):
                yield _set(members[:index] + members[index + 1 :])
        case ast.If() | ast.IfExp():
            yield from (_with(node, test=ast.Constant(value)) for value in (True, False))
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)


def _with(node: Any, **values: Any) -> Any:
    other = deepcopy(node)
    vars(other).update(values)
    return other


def _set(members: list[ast.expr]) -> ast.expr:
    return ast.Set(members) if members else ast.Call(ast.Name("set", ast.Load()), [], [])


class _At(ast.NodeTransformer):
    """Puts a change in the place of the node with this number."""

    def __init__(self, number: int, change: ast.AST) -> None:
        self.left, self.change = number, change

    def visit(self, node: ast.AST) -> Any:
        self.left -= 1
        return self.change if self.left == -1 else self.generic_visit(node)


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Each changed source with a line that names the change."""
    tree = ast.parse(source)
    beside = {id(node) for each in ast.walk(tree) for part in _not_run(each) for node in ast.walk(part)}
    for number, node in enumerate(_in_order(tree)):
        for change in changes(node) if id(node) not in beside else ():
            changed = ast.fix_missing_locations(_At(number, change).visit(ast.parse(source)))
            label = f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)}  →  {ast.unparse(change)}"
            yield " ".join(label.split()), ast.unparse(changed)


def _not_run(node: ast.AST) -> list[ast.AST]:
    """Types and decorators: a change there says nothing about the rules."""
    parts = [getattr(node, name, None) for name in ("annotation", "returns")]
    return [part for part in [*parts, *getattr(node, "decorator_list", ())] if part is not None]


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from other source."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.name, "exec"), module.__dict__)  # noqa: S102 - the project's own source


def path_of(name: str) -> Path:
    """The file of a module."""
    return ROOT / f"{name.replace('.', '/')}.py"


def start(name: str, source: str, tests: list[str]) -> int:
    """Runs the tests on a changed module in a fork; returns its process id."""
    child = os.fork()
    if child:
        return child
    signal.alarm(SECONDS)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.meta_path.insert(0, Changed(name, source))
    import pytest

    status = 1
    try:
        status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:playwright", *tests]))
    finally:
        os._exit(status)


def survivors(name: str, tests: list[str]) -> tuple[int, list[str]]:
    """How many changes were tried, and those that no test noticed."""
    waiting = list(mutants(path_of(name).read_text(encoding="utf-8")))
    total, running, alive = len(waiting), {}, []
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            label, source = waiting.pop(0)
            running[start(name, source, tests)] = label
        child, status = os.wait()
        label = running.pop(child)
        if status == 0:
            alive.append(label)
    return total, sorted(alive, key=lambda label: int(label.partition(":")[0]))


def main(names: list[str]) -> None:
    """Tries the targets, all without `names`, and prints the score."""
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import pytest  # noqa: F401 - loaded once for all forks

    tried = missed = 0
    for name in names or TARGETS:
        total, alive = survivors(name, TARGETS[name])
        tried, missed = tried + total, missed + len(alive)
        print(f"{name}: {total - len(alive)} of {total}", *(f"    {label}" for label in alive), sep="\n", flush=True)  # noqa: T201
    print(f"Score: {100 * (tried - missed) / max(tried, 1):.0f} % of {tried}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
