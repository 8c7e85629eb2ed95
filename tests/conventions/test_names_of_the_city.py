"""What the program says names no city, office or committee: those words come from the settings."""

import ast
import re
from pathlib import Path

from tests.conventions.source import Module, breaking, modules, templates

NAMES = re.compile(r"\bNeuss|Neusser|Integrationsbüro|Integrationsrat")
OF_NEUSS = ("neuss_integration.demo", "neuss_integration.settings", "neuss_integration.gallery")
"""The demo is Neuss; the settings hold its names as default; the gallery shows components to developers."""
EXPLAINED = {"neuss_integration.master_data", "neuss_integration.management.commands.load_master_data"}
"""They load the example of Neuss and say so on the command line."""


def named_in_code(module: Module) -> list[int]:
    """Lines with a text, no docstring, that names them."""
    if module.name.startswith(OF_NEUSS) or module.name in EXPLAINED or ".master_data" in module.name:
        return []
    said = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return sorted({node.lineno for node in texts if isinstance(node.value, str) and NAMES.search(node.value)})


def named_in_template(path: Path) -> list[str]:
    if path.suffix not in (".html", ".txt", ".css", ".svg"):
        return []
    return NAMES.findall(path.read_text(encoding="utf-8"))


def test_no_text_of_the_program_names_a_city_office_or_committee():
    assert breaking(modules(), named_in_code) == {}


def test_no_template_names_a_city_office_or_committee():
    assert breaking(templates(), named_in_template) == {}
