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

SETTINGS = {
    "CITY_NAME", "CITY_FULL_NAME", "CITY_KEY", "HOLIDAY_SUBDIVISION", "OFFICE_NAME", "OFFICE_ARTICLE",
    "COMMITTEE_NAME", "COMMITTEE_ARTICLE", "CONTACT_EMAIL",
}  # fmt: skip
OF_THE_ENVIRONMENT = {
    "neuss_integration.foundation.words.city_names",
    "neuss_integration.checks",
    "neuss_integration.master_data",
}
"""The one that says what holds; the check of the settings; what a database begins with before anybody entered any."""


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


def read_from_settings(module: Module) -> list[int]:
    """Lines that ask the settings for a name, where one may have been entered."""
    if module.name in OF_THE_ENVIRONMENT:
        return []
    asked = (node for node in ast.walk(module.tree) if isinstance(node, ast.Attribute) and node.attr in SETTINGS)
    return sorted(node.lineno for node in asked if isinstance(node.value, ast.Name) and node.value.id == "settings")


def test_names_are_read_as_they_were_entered():
    assert breaking(modules(), read_from_settings) == {}


def test_no_text_of_the_program_names_a_city_office_or_committee():
    assert breaking(modules(), named_in_code) == {}


def test_no_template_names_a_city_office_or_committee():
    assert breaking(templates(), named_in_template) == {}
