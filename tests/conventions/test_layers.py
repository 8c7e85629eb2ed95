"""Imports go down only: a lower layer knows nothing of an upper one (design: architecture, layers)."""

import ast

import pytest

from tests.conventions.source import APPS, PACKAGES, Module, breaking, modules

# From the ground up. What stands in no line of these belongs to the ground floor and imports no app.
APP_LAYERS = (
    "neuss_integration.city",
    "neuss_integration.accounts",
    "neuss_integration.mailing",
    "neuss_integration.maintenance",
    "success_factors",
    "measures",
    "roundtables",
    "reporting",
)
COMPOSITION_ROOT = (
    "neuss_integration.bootstrap",
    "neuss_integration.context_processors",
    "neuss_integration.demo",
    "neuss_integration.gallery",
    "neuss_integration.management",
    "neuss_integration.navigation",
    "neuss_integration.settings",
    "neuss_integration.site_urls",
    "neuss_integration.start",
    "neuss_integration.urls",
    "neuss_integration.views",
)
ROOMS = (
    ("enums", "permissions", "workflows", "wording"),
    ("querysets",),
    ("models",),
    ("selectors", "services", "tasks", "mails"),
    ("forms", "exports"),
    ("views",),
    ("urls",),
)
"""The rooms inside an app from the lowest up; a module that is named otherwise belongs to none."""


def within(name: str, layer: str) -> bool:
    """Whether the dotted `name` lies in `layer`."""
    return name == layer or name.startswith(f"{layer}.")


def height(name: str) -> int:
    """0 for the ground floor, then the apps from the ground up, last the composition root."""
    if any(within(name, each) for each in COMPOSITION_ROOT):
        return len(APP_LAYERS) + 1
    return next((number for number, each in enumerate(APP_LAYERS, start=1) if within(name, each)), 0)


def room(name: str) -> int | None:
    """The height of a module inside its app."""
    app = next((each for each in APP_LAYERS if within(name, each)), None)
    part = name.removeprefix(f"{app}.").partition(".")[0] if app else ""
    return next((number for number, each in enumerate(ROOMS) if part in each), None)


def own_imports(module: Module) -> list[tuple[str, int]]:
    """What the module imports of this project, with the line."""
    return [(name, node.lineno) for name, node in module.imports() if name.partition(".")[0] in PACKAGES]


def upward(module: Module) -> list[tuple[int, str]]:
    """Imports of a higher layer."""
    return [(line, name) for name, line in own_imports(module) if height(name) > height(module.name)]


def upstairs(module: Module) -> list[tuple[int, str]]:
    """Imports of a higher room of the same app."""
    own_room, floor = room(module.name), height(module.name)
    if own_room is None:
        return []
    rooms = [(line, name, room(name)) for name, line in own_imports(module) if height(name) == floor]
    return [(line, name) for line, name, other in rooms if other is not None and other > own_room]


def unexplained(module: Module) -> list[int]:
    """Lines of imports inside functions that give no reason."""
    nodes = [node for function in module.functions() for node in ast.walk(function)]
    lines = {node.lineno for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)}
    return [line for line in sorted(lines) if "reason:" not in module.lines[line - 1]]


def test_modules_import_no_upper_layer() -> None:
    assert breaking(modules(), upward) == {}


def test_modules_import_no_upper_room_of_their_app() -> None:
    assert breaking(modules(), upstairs) == {}


def test_imports_inside_functions_give_their_reason() -> None:
    assert breaking(modules(), unexplained) == {}


def test_program_never_imports_its_tests() -> None:
    assert breaking(modules(), lambda module: [name for name, _ in module.imports() if within(name, "tests")]) == {}


def test_every_app_stands_in_the_layers() -> None:
    assert set(APPS) <= set(APP_LAYERS)


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("neuss_integration.writing", "neuss_integration.city.models"),
        ("neuss_integration.city.models", "neuss_integration.accounts.models"),
        ("measures.models.measure", "reporting.models.Report"),
        ("reporting.views", "neuss_integration.start.start"),
    ],
)
def test_layers_are_told_apart(lower: str, upper: str) -> None:
    assert height(lower) < height(upper)
