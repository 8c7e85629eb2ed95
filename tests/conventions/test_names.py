"""One name, one meaning: what a stranger searches for is found in one place (design: architecture, names)."""

import ast
from collections import defaultdict

from tests.conventions.source import Module, modules
from tests.conventions.test_layers import APPS, GROUND, floor

DJANGO_NAMES = frozenset({"Command", "Meta"})
"""Names that Django asks for."""
KINDS = frozenset(
    {"enums", "models", "selectors", "mails", "filters", "services", "tasks", "forms", "exports", "views"}
)
"""Rooms by what stands in them; a module called so in another room would promise something else."""


def program() -> list[Module]:
    """The modules of the program without its tests."""
    return [module for module in modules() if not module.name.startswith("tests")]


def twice(places: dict[str, list[str]]) -> dict[str, list[str]]:
    """The names that stand in more than one place."""
    return {name: found for name, found in places.items() if len(found) > 1}


def shelf(module: Module) -> str:
    """Where a bare name must be unique: a room of an app, a subject of the ground, a folder of the roof."""
    own = floor(module.name)
    inside = module.name.removeprefix(own).lstrip(".").split(".")
    depth = 0 if own.startswith(GROUND) else 1 if own in APPS else len(inside) - 1
    return ".".join([own, *inside[:depth]])


def is_package(module: Module) -> bool:
    """Whether the module only opens a folder."""
    return module.path.name == "__init__.py"


def test_no_two_classes_share_a_name() -> None:
    places = defaultdict(list)
    for module in program():
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and node.name not in DJANGO_NAMES:
                places[node.name].append(module.name)
    assert twice(places) == {}


def test_no_two_modules_of_a_room_share_a_name() -> None:
    places = defaultdict(list)
    for module in program():
        if not is_package(module):
            places[f"{shelf(module)}: {module.path.stem}"].append(module.name)
    assert twice(places) == {}


def test_no_module_inside_a_room_is_called_like_another_kind_of_room() -> None:
    inside = [module for module in program() if floor(module.name) in APPS and not is_package(module)]
    parts = {module.name: module.name.removeprefix(floor(module.name)).lstrip(".").split(".") for module in inside}
    assert [name for name, found in parts.items() if len(found) > 1 and found[-1] in KINDS - {found[0]}] == []
