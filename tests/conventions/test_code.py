"""What public functions say about themselves, and what stands in no file."""

import ast
import re
from pathlib import Path

from tests.conventions.source import APPS, ROOT, Module, breaking, committed, modules, own_tests, templates

FILLERS = {"a", "an", "and", "are", "for", "in", "is", "it", "its", "of", "on", "or", "that", "the", "this", "to"}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
ASCII_UMLAUTS = re.compile(
    r"\b(fuer|ueber\w*|koenn\w+|muess\w+|moeg\w+|waehl\w+|aender\w+|zurueck\w*|gueltig\w*|pruef\w+|loesch\w+|hinzufueg\w*"
    r"|massnahme\w*|schliess\w*|gross\w*|strasse\w*|buero\w*|oeffn\w+|traeger\w*|kuerz\w+|naechst\w*|spaeter|ausserdem)\b",
    re.IGNORECASE,
)
PLACES = re.compile(
    r"/work/|/root/|/home/\w|/tmp/\w+/|10\.\d+\.\d+\.\d+|files\.pythonhosted|registry\.npmjs|artifactory"
)
INFORMAL = re.compile(r"\b(du|dein|deine|dir(?!=)|dich)\b", re.IGNORECASE)
GENDERED = re.compile(
    r"\b(Nutzer|Benutzer|Benutzern|Mitarbeiter|Koordinator|Sachbearbeiter|Teilnehmer|Bürger)\b|\w(:innen|\*innen|Innen)\b"
)
RULES_OF_LANGUAGE = (ASCII_UMLAUTS, INFORMAL, GENDERED)
BINARY = {".woff2", ".png", ".pdf", ".jar", ".ttf", ".icc", ".gz"}
TRUSTED = {"templates/kern/layout/button.html": "crispy-forms' buttons, written in code"}
TOP_LEVEL = {
    *(
        "manage.py",
        "pyproject.toml",
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "publiccode.yml",
        "package.json",
    ),
    *("package-lock.json", "requirements.lock", "requirements-dev.lock", "requirements-node.lock"),
    *("neuss_integration", *APPS, "templates", "static", "tests", "docs"),
}


def texts(module: Module) -> list[tuple[int, str]]:
    """The string constants of a module that people read: with a space, no docstring, no markup."""
    docs = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
        if " " in node.value and not node.value.startswith("<?xml")
    ]


def visible(path: Path) -> str:
    """The text of a template without tags, comments and attributes that hold addresses."""
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", text)


def parrots(module: Module) -> list[str]:
    """Functions and classes whose docstring says nothing but their name once more."""
    named = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return [node.name for node in named if _repeats(ast.get_docstring(node) or "", node.name)]


def _repeats(words: str, name: str) -> bool:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    said = set(re.findall(r"\w+", words.lower())) - FILLERS
    return bool(said) and all(word.removesuffix("s") in spaced for word in said)


def is_silent(module: Module) -> bool:
    """Whether a module does not say what it is for."""
    return module.path.name not in {"__init__.py", "apps.py"} and not ast.get_docstring(module.tree)


def badly_worded(module: Module) -> list[tuple[int, str]]:
    """German texts that break a rule of the language."""
    return [(line, text) for line, text in texts(module) if any(rule.search(text) for rule in RULES_OF_LANGUAGE)]


def inline(path: Path) -> list[str]:
    """Styles and scripts that stand in a template."""
    text = path.read_text(encoding="utf-8")
    return re.findall(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=\"|javascript:", text)


def trusting(path: Path) -> list[str]:
    """Places in a page where text would not be escaped."""
    if path.suffix == ".txt" or _name(path) in TRUSTED:
        return []
    return re.findall(r"\|\s*safe\b|autoescape off|mark_safe", path.read_text(encoding="utf-8"))


def places(path: Path) -> list[str]:
    """Names of machines and registries."""
    return [] if path.suffix in BINARY else PLACES.findall(path.read_text(encoding="utf-8", errors="replace"))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_docstrings_say_more_than_the_name() -> None:
    assert breaking([*modules(), *own_tests()], parrots) == {}


def test_modules_say_what_they_are_for() -> None:
    assert breaking([*modules(), *own_tests()], is_silent) == {}


def test_functions_are_annotated() -> None:
    assert breaking(modules(), lambda each: [node.name for node in each.functions() if node.returns is None]) == {}


def test_nothing_is_left_for_later() -> None:
    found = breaking([*modules(), *own_tests()], lambda each: [line for line in each.lines if UNFINISHED.search(line)])
    assert found == {}


def test_texts_have_umlauts_and_are_polite_and_for_everybody() -> None:
    assert breaking(modules(), badly_worded) == {}


def test_templates_have_umlauts_and_are_polite_and_for_everybody() -> None:
    found = breaking(templates(), lambda path: [rule.findall(visible(path)) for rule in RULES_OF_LANGUAGE])
    assert {name: words for name, words in found.items() if any(words)} == {}


def test_templates_have_no_inline_style_or_script() -> None:
    assert breaking(templates(), inline) == {}


def test_templates_trust_no_text_of_people() -> None:
    assert breaking(templates(), trusting) == {}


def unordered(module: Module) -> list[str]:
    """Functions that count beside rows and say no order: a count drops the order of the model without a word."""
    found = []
    for function in module.functions():
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and _is_counting(node)]
        if calls and not ("order_by" in ast.unparse(function) or "_order(" in ast.unparse(function)):
            found.append(function.name)
    return found


def _is_counting(call: ast.Call) -> bool:
    """An annotate() with an aggregate over rows that stay rows; after values() there are groups without an order."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "annotate"):
        return False
    if re.search(r"\.values(_list)?\(", ast.unparse(call.func)):
        return False
    return bool(re.search(r"(?<!Window\()\b(Count|Sum|Min|Max|Avg)\(", ast.unparse(call).rpartition(".annotate(")[2]))


def unformatted_code(module: Module) -> list[int]:
    """Lines kept from the formatter that are no table of data."""
    marked = {number for number, line in enumerate(module.lines, start=1) if line.endswith("# fmt: " + "skip")}
    return sorted(marked - {node.end_lineno for node in ast.walk(module.tree) if _holds_table(node)})


def _holds_table(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
        return any(_is_table(each) for each in node.test.comparators)
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr):
        return node.value is not None and _is_table(node.value)
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith("parametrize")


def _is_table(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in {"frozenset", "MappingProxyType"} and all(map(_is_table, node.args))
    return isinstance(node, ast.Dict | ast.List | ast.Tuple | ast.Set)


def test_only_tables_of_data_are_kept_from_the_formatter() -> None:
    assert breaking([*modules(), *own_tests()], unformatted_code) == {}


def test_counts_beside_rows_say_the_order() -> None:
    assert breaking(modules(), unordered) == {}


def test_no_file_names_a_machine_or_a_registry() -> None:
    assert breaking(committed() - {Path(__file__)}, places) == {}


def test_top_level_holds_only_what_belongs_there() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in committed()}
    assert {name for name in found if not name.startswith(".")} <= TOP_LEVEL
