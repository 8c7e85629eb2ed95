"""`.env.example` lists exactly the variables that are read, each with a sentence and its default."""

import ast
import itertools
import re
from pathlib import Path

from neuss_integration.bootstrap.places import ROOT

SOURCES = [path for path in (ROOT / "neuss_integration").rglob("*.py") if "bootstrap" not in path.parts]
EXAMPLE = (ROOT / ".env.example").read_text()
ENTRY = re.compile(r"^#([A-Z_]+)=(.*)$", re.MULTILINE)


def reads(path: Path) -> dict[str, ast.expr]:
    """The variables that a module reads by `env.kind("NAME", default=…)`, with the default's expression.

    `secret("NAME")` reads NAME and NAME_FILE, both empty by default.
    """
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    ]
    secrets = [str(ast.literal_eval(call.args[0])) for call in calls if ast.unparse(call.func) == "secret"]
    return {f"{name}{end}": ast.Constant("") for name in secrets for end in ("", "_FILE")} | {
        ast.literal_eval(call.args[0]): call.keywords[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "env" and call.keywords
    }


def all_reads() -> dict[str, ast.expr]:
    return {name: default for path in SOURCES for name, default in reads(path).items()}


def written(value: object) -> str:
    """A default as it stands in a file of variables."""
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_example_lists_exactly_what_is_read() -> None:
    assert sorted(name for name, _ in ENTRY.findall(EXAMPLE)) == sorted(all_reads())


def test_each_entry_follows_a_sentence() -> None:
    lines = EXAMPLE.splitlines()
    bare = [
        line
        for before, line in itertools.pairwise(lines)
        if ENTRY.match(line) and not re.fullmatch(r"# [A-ZÄÖÜ].*\.", before)
    ]

    assert bare == []


def test_literal_defaults_are_the_ones_in_force() -> None:
    shown = dict(ENTRY.findall(EXAMPLE))
    literal = {name: written(ast.literal_eval(default)) for name, default in all_reads().items() if is_literal(default)}

    assert {name: shown[name] for name in literal} == literal


def is_literal(expression: ast.expr) -> bool:
    return all(isinstance(node, ast.Constant | ast.List | ast.Load) for node in ast.walk(expression))
