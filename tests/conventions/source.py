"""The project's own files and what stands in them, for the rules of the house."""

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("success_factors", "measures", "roundtables", "reporting")
PACKAGES = ("neuss_integration", *APPS)
WRITTEN_BY_TOOLS = ("migrations",)


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def name(self) -> str:
        """The dotted name, such as "measures.models.progress"."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def text(self) -> str:
        """What stands in the file."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The file as a syntax tree."""
        return ast.parse(self.text)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, also inner ones."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imports(self) -> Iterator[tuple[str, ast.stmt]]:
        """Each imported dotted name with the statement; "from a import b" gives a.b."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from `def` to its end; its docstring and decorators count nothing."""
    first = node.body[0]
    is_documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = (first.end_lineno or 0) - first.lineno + 1 if is_documented else 0
    return (node.end_lineno or 0) - node.lineno + 1 - words


@cache
def committed() -> frozenset[Path]:
    """The files under version control, and those about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return frozenset(path for name in names.splitlines() if (path := ROOT / name).is_file())


def _python(*folders: str) -> list[Module]:
    found = (path for path in committed() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders)
    return [Module(path) for path in sorted(found) if not set(path.parts) & set(WRITTEN_BY_TOOLS)]


@cache
def modules() -> list[Module]:
    """The program's Python files, without migrations."""
    return _python(*PACKAGES)


@cache
def own_tests() -> list[Module]:
    """The Python files of the tests."""
    return _python("tests")


@cache
def templates() -> list[Path]:
    """All templates: pages, mails, pieces of reports."""
    return sorted(path for path in committed() if path.is_relative_to(ROOT / "templates"))


def breaking(things: Iterable[T], rule: Callable[[T], Any]) -> dict[str, Any]:
    """What `rule` finds wrong in each of `things`, by the path or name of the thing; empty when all keep the rule."""
    found = {_label(thing): rule(thing) for thing in things}
    return {label: problem for label, problem in found.items() if problem}


def _label(thing: Any) -> str:
    if isinstance(thing, Path):
        return str(thing.relative_to(ROOT))
    return thing._meta.label if hasattr(thing, "_meta") else str(thing)
