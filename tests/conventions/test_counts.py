"""Nothing counts with a noun that is always plural: „sind 1 Maßnahmen“ was seen."""

import ast
import re
from pathlib import Path

import pytest

from neuss_integration.foundation.words.nouns import NOUNS
from tests.conventions.source import ROOT, Module, modules, templates

PLURALS = {plural for noun, forms in NOUNS.items() for plural in forms if plural != noun}
FIXED = re.compile(r"\}\}(?:</\w+>)? (" + "|".join(sorted(PLURALS)) + r")\b")
OTHERS = r"(?:weiter|übrig|sonstig|ander)(?:e[rsnm]?)?\b"
"""Words that follow the noun they count: „1 weitere“ was printed for a character, a Bedarf and a Meilenstein."""
OTHERS_SHOWN = re.compile(rf"[}}%]\}}(?:</\w+>)? {OTHERS}|\b[Ww]eitere \{{\{{")
VERB_SHOWN = re.compile(
    r"(\{% else %\}\s*)?\{\{[^}]*\}\}(?: von \{\{[^}]*\}\})? (?:sind|haben|werden|fehlen|warten|gehen)\b"
)
"""A verb that is always plural behind a value; „1 sind noch unbenutzt“ was seen. Behind `else` there are several."""
LIMIT = re.compile(r"[A-Z_]+|german_number\(max_rows\)")
"""Numbers that are always more than one."""


def counts_in(module: Module) -> list[str]:
    """F-strings where a plural follows a value that is no constant, outside of a choice between one and many."""
    chosen = {
        id(node) for each in ast.walk(module.tree) if isinstance(each, ast.IfExp) for node in (each.body, each.orelse)
    }
    return [
        f"{module}:{node.lineno}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.JoinedStr) and id(node) not in chosen
        for value, after in zip(node.values, node.values[1:], strict=False)
        if isinstance(value, ast.FormattedValue) and not LIMIT.fullmatch(ast.unparse(value.value))
        if isinstance(after, ast.Constant) and (word := re.match(r" (\w+)", str(after.value))) and word[1] in PLURALS
    ]


def counts_shown(path: Path) -> list[str]:
    """Places of a template where a plural follows a value."""
    return [f"{path.relative_to(ROOT)}: {found[0]}" for found in FIXED.finditer(path.read_text(encoding="utf-8"))]


def others_in(module: Module) -> list[str]:
    """F-strings in which „weitere“ or the like stands behind a value as it is."""
    return [
        f"{module}:{node.lineno}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.JoinedStr)
        for value, after in zip(node.values, node.values[1:], strict=False)
        if isinstance(value, ast.FormattedValue) and isinstance(after, ast.Constant)
        if re.match(f" {OTHERS}", str(after.value))
    ]


def test_whatever_is_left_over_is_named_by_its_noun() -> None:
    shown = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in templates()
        for found in OTHERS_SHOWN.finditer(path.read_text(encoding="utf-8"))
    ]
    assert shown + [place for module in modules() for place in others_in(module)] == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("und {{ n }} weitere", True),
        ("{% figure n %} weitere{{ n|pluralize }}", True),
        ("Weitere {{ n }}", True),
        ('{{ n|further_counted:"Ziel" }}, {{ n }} {{ n|further:"Ziel" }}', False),
        ("{{ name }} weiterleiten", False),
    ],
)
def test_left_over_without_its_noun_is_found(text: str, is_one: bool) -> None:
    assert bool(OTHERS_SHOWN.search(text)) is is_one


def test_no_sentence_counts_with_a_fixed_plural() -> None:
    assert [place for module in modules() for place in counts_in(module)] == []


def test_no_template_counts_with_a_fixed_plural() -> None:
    assert [place for path in templates() for place in counts_shown(path)] == []


def verbs_shown(text: str) -> list[str]:
    return [found[0] for found in VERB_SHOWN.finditer(text) if not found[1]]


def test_no_verb_behind_a_count_is_always_plural() -> None:
    shown = {str(path.relative_to(ROOT)): verbs_shown(path.read_text(encoding="utf-8")) for path in templates()}
    assert {path: found for path, found in shown.items() if found} == {}


def test_plural_verb_is_found() -> None:
    text = '{{ n }} sind da; {{ n }} von {{ m|counted:"Ziel" }} fehlen; {% else %}{{ n }} gehen'
    assert verbs_shown(text) == ["{{ n }} sind", '{{ n }} von {{ m|counted:"Ziel" }} fehlen']


def test_fixed_plural_is_found() -> None:
    assert FIXED.findall("{{ n }} Maßnahmen, <b>{{ m }}</b> Berichte, {{ k|counted:'Ziel' }} Wörterbuch") == [
        "Maßnahmen",
        "Berichte",
    ]


def nouns_counted(module: Module) -> set[str]:
    """The nouns that the calls of `count_of` name."""
    calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    counting = (call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) == "count_of")
    named = (call.args[1] for call in counting if len(call.args) > 1)
    return {noun.value for noun in named if isinstance(noun, ast.Constant) and isinstance(noun.value, str)}


def test_every_counted_noun_has_its_plural() -> None:
    filters = re.compile(r"\|counted(?:_dative)?:\"([^\"]+)\"")
    shown = {noun for path in templates() for noun in filters.findall(path.read_text(encoding="utf-8"))}
    told = {noun for module in modules() for noun in nouns_counted(module)}
    assert (sorted((told | shown) - NOUNS.keys()), len(told) > 30) == ([], True)
