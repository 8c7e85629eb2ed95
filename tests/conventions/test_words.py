"""One word for each thing: a reader who meets two looks for the difference."""

import ast
import re
from pathlib import Path

from tests.conventions.source import Module, breaking, modules, templates

AVOIDED = {
    "Kennwort": "Passwort",
    "Kennwörter": "Passwörter",
    "Benutzer": "Konto",
    "Nutzer": "Person",
    "Account": "Konto",
    "Login": "Anmeldung",
    "einloggen": "anmelden",
    "Dashboard": "Übersicht",
    "Ticket": "Vorgang",
    "Button": "Schaltfläche",
    "Mailadresse": "E-Mail-Adresse",
    "Feedback": "Rückmeldung",
    "als XLSX": "als Excel-Datei",
    "Als XLSX": "Als Excel-Datei",
    "als CSV<": "als CSV-Datei",
    "Als CSV<": "Als CSV-Datei",
    "Dienststelle": "Fachdienststelle",
    "Dienststellen": "Fachdienststellen",
    "Zustand": "Status",
    "hat jemand anderes gespeichert": "wurde anderswo gespeichert",
    "hat eine andere Person gespeichert": "wurde anderswo gespeichert",
}
"""The word on the left is said by nobody here; the one on the right is."""
PATTERN = re.compile(rf"(?<![\w/-])({'|'.join(AVOIDED)})(?:\b|(?<=<))(?!\.)")
HEADINGS = "measures.fields"
"""The headings of other people's files are read there, in whatever words they use."""


def avoided_in_code(module: Module) -> list[str]:
    """The words in texts that are no docstrings."""
    if module.name == HEADINGS:
        return []
    said = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and id(node) not in said)
    found = [(node.lineno, node.value) for node in texts if isinstance(node.value, str) and " " in node.value]
    return [f"{line}: {word}" for line, text in found for word in PATTERN.findall(text)]


def avoided_in_template(path: Path) -> list[str]:
    return PATTERN.findall(path.read_text(encoding="utf-8")) if path.suffix in (".html", ".txt") else []


def test_code_says_one_word_for_one_thing() -> None:
    assert breaking(modules(), avoided_in_code) == {}


def test_templates_say_one_word_for_one_thing() -> None:
    assert breaking(templates(), avoided_in_template) == {}


def test_second_word_is_found() -> None:
    assert PATTERN.findall("Ihr Kennwort und Ihr Account") == ["Kennwort", "Account"]
    assert PATTERN.findall("Ihr Passwort und Ihr Konto, mein.Login.html") == []
