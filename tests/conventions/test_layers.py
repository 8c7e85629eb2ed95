"""Imports go down only: a folder knows nothing of the folders above it (design: architecture, layers)."""

import ast

import pytest

from tests.conventions.source import PACKAGES, Module, breaking, modules

GROUND = "neuss_integration.foundation"
FLOORS = (
    f"{GROUND}.exceptions",
    f"{GROUND}.troubles",
    f"{GROUND}.words",
    f"{GROUND}.calendar",
    f"{GROUND}.ui",
    f"{GROUND}.records",
    f"{GROUND}.archives",
    f"{GROUND}.processes",
    f"{GROUND}.pdf",
    f"{GROUND}.forms",
    f"{GROUND}.documents",
    f"{GROUND}.spreadsheets",
    f"{GROUND}.attachments",
    "neuss_integration.operations",
    "neuss_integration.audit",
    "neuss_integration.city",
    "neuss_integration.accounts",
    "neuss_integration.mailing",
    "neuss_integration.maintenance",
    "success_factors",
    "measures",
    "roundtables",
    "reporting",
    "neuss_integration.data_protection",
    "neuss_integration.portal",
    "neuss_integration.steering",
    "neuss_integration",
)
"""From the ground up; what lies in no folder further down the list belongs to the roof, its last line."""

ROOMS = (
    ("enums", "passwords", "permissions", "workflows"),
    ("querysets",),
    ("models",),
    ("fields",),
    (
        "requests",
        "fair_share",
        "cached_pages",
        "form_recovery",
        "content",
        "naming",
        "texts",
        "sessions",
        "ownership",
        "rows",
        "master_data",
        "anchors",
    ),
    ("selectors", "mails"),
    ("filters", "formats"),
    ("rules",),
    ("transport", "messages"),
    ("catalogue", "publication"),
    ("services", "tasks", "adapter"),
    ("delivery", "outbox"),
    ("imports",),
    ("forms",),
    ("exports", "offline", "pdf", "kinds", "maintenance_kinds"),
    ("templatetags",),
    ("views", "sign_in", "middleware"),
    ("urls", "management", "apps"),
)
"""The rooms of an app, from the lowest up."""

APPS = FLOORS[FLOORS.index("neuss_integration.operations") : -1]


def lies_in(name: str, folder: str) -> bool:
    """Whether the dotted `name` is `folder` or lies in it."""
    return name == folder or name.startswith(f"{folder}.")


def floor(name: str) -> str:
    """The folder of FLOORS that holds `name`; outside the ground and the apps it is the roof."""
    return next(folder for folder in FLOORS if lies_in(name, folder))


def room(name: str) -> int | None:
    """The place in ROOMS of a module of an app; None for one that stands in none, the app itself aside."""
    part = name.removeprefix(floor(name)).lstrip(".").partition(".")[0]
    return next((place for place, names in enumerate(ROOMS) if part in names), None)


def own_imports(module: Module) -> list[tuple[int, str]]:
    """What the module imports of this project, with the line."""
    return [(node.lineno, name) for name, node in module.imports() if name.partition(".")[0] in PACKAGES]


def upward(module: Module) -> list[tuple[int, str]]:
    """Imports of a higher floor."""
    own = FLOORS.index(floor(module.name))
    return [(line, name) for line, name in own_imports(module) if FLOORS.index(floor(name)) > own]


def upstairs(module: Module) -> list[tuple[int, str]]:
    """Imports of a higher room of the same app."""
    app, own = floor(module.name), room(module.name)
    if app not in APPS or own is None:
        return []
    inside = [(line, name) for line, name in own_imports(module) if floor(name) == app]
    return [(line, name) for line, name in inside if (room(name) or 0) > own]


def without_room(module: Module) -> bool:
    """Whether a module of an app stands in no room, or one of the ground floor under no subject."""
    if lies_in(module.name, GROUND):
        return floor(module.name) == FLOORS[-1] and module.name != GROUND
    return floor(module.name) in APPS and module.name not in APPS and room(module.name) is None


def unexplained(module: Module) -> list[int]:
    """Lines of imports inside functions that give no reason."""
    nodes = [node for function in module.functions() for node in ast.walk(function)]
    lines = {node.lineno for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)}
    return [line for line in sorted(lines) if "reason:" not in module.lines[line - 1]]


def test_modules_import_no_upper_floor() -> None:
    assert breaking(modules(), upward) == {}


def test_modules_import_no_upper_room_of_their_app() -> None:
    assert breaking(modules(), upstairs) == {}


def test_every_module_stands_in_a_room() -> None:
    assert breaking(modules(), without_room) == {}


def test_imports_inside_functions_give_their_reason() -> None:
    assert breaking(modules(), unexplained) == {}


def test_program_never_imports_its_tests() -> None:
    assert breaking(modules(), lambda module: [name for name, _ in module.imports() if lies_in(name, "tests")]) == {}


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        (f"{GROUND}.records.saving", "neuss_integration.city.models"),
        ("neuss_integration.city.models", "neuss_integration.accounts.models"),
        ("measures.models.measure", "reporting.models.Report"),
        ("reporting.views", "neuss_integration.start.start"),
    ],
)
def test_floors_are_told_apart(lower: str, upper: str) -> None:
    assert FLOORS.index(floor(lower)) < FLOORS.index(floor(upper))


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("measures.querysets", "measures.models.measure"),
        ("measures.services.measure", "measures.forms.measure"),
        ("reporting.content.snapshot", "reporting.publication.worker"),
    ],
)
def test_rooms_are_told_apart(lower: str, upper: str) -> None:
    assert (room(lower) or 0) < (room(upper) or 0)
