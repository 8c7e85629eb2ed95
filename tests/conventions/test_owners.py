"""Rules that stand in one place, and are asked for there."""

import ast
import re
from typing import Final

import pytest

from measures.enums import REASON_STATES, TROUBLE_LIGHTS, MeasureState, TrafficLight
from measures.models import ProgressReport
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.foundation.records.constraints import END_BEFORE_START
from tests.conventions.source import Module, breaking, modules

ADDRESS: Final = re.compile(r"/[a-z][a-z-]+/([a-z/-]+/)?(\?.*)?")
SENTENCE: Final = re.compile(r"(?=.*[a-zäöüß]{3} )[A-ZÄÖÜ„][^<>]*[.?!]", re.DOTALL)
SHORT: Final = 30
TYPED_AGAIN: Final = (
    "reporting.publication.recount",
    "neuss_integration.foundation.pdf.child",
    "neuss_integration.demo",
    "neuss_integration.management",
    "neuss_integration.portal.views",
)
"""The second computation of what the first one says, a process that loads nothing of ours, invented texts, logs, and
what gettext must find written out."""
WORDS_OF_OTHERS: Final = ("neuss_integration.bootstrap", "neuss_integration.foundation.documents")
"""Folders of the operating system and parts of files."""


def typed_addresses(module: Module) -> list[tuple[int, str]]:
    """Addresses of pages written out where `reverse` would find them."""
    if module.name.startswith(WORDS_OF_OTHERS):
        return []
    return [
        (node.lineno, node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ADDRESS.fullmatch(node.value)
    ]


def pairs_of(module: Module, members: frozenset[str]) -> list[int]:
    """Lines that list exactly these members of an enum, or the four texts."""
    lists = [node for node in ast.walk(module.tree) if isinstance(node, ast.Tuple | ast.List | ast.Set)]
    names = [(node.lineno, {each.attr for each in node.elts if isinstance(each, ast.Attribute)}) for node in lists]
    texts = [(node.lineno, {each.value for each in node.elts if isinstance(each, ast.Constant)}) for node in lists]
    return [line for line, found in (*names, *texts) if found == members]


def sentences(module: Module) -> set[str]:
    """The German sentences of a module, also those in parts of f-strings; the second computation types its own."""
    if module.name.startswith(TYPED_AGAIN):
        return set()
    docs = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and id(node) not in docs]
    found = {node.value.strip() for node in texts if isinstance(node.value, str) and len(node.value) > SHORT}
    return {text for text in found if SENTENCE.fullmatch(text)}


def test_sentence_stands_in_one_module() -> None:
    places: dict[str, list[str]] = {}
    for module in modules():
        for sentence in sentences(module):
            places.setdefault(sentence, []).append(module.name)
    assert {sentence: found for sentence, found in places.items() if len(found) > 1} == {}


def test_addresses_are_looked_up_by_name() -> None:
    assert breaking(modules(), typed_addresses) == {}


@pytest.mark.parametrize(
    ("owner", "members"),
    [
        ("measures.enums.states", frozenset({"PAUSED", "DROPPED"})),
        ("measures.enums.states", frozenset({"paused", "dropped"})),
        ("measures.enums", frozenset({"YELLOW", "RED"})),
        ("measures.enums", frozenset({"yellow", "red"})),
        ("measures.models.progress", frozenset(ProgressReport.TEXTS)),
    ],
)
def test_rule_is_listed_by_its_owner_only(owner: str, members: frozenset[str]) -> None:
    others = [module for module in modules() if module.name != owner]
    assert breaking(others, lambda module: pairs_of(module, members)) == {}


def test_sentence_about_the_order_of_dates_stands_once() -> None:
    places = [module.name for module in modules() if END_BEFORE_START in module.text]
    assert places == ["neuss_integration.foundation.records.constraints"]


def test_states_and_lights_that_need_a_reason() -> None:
    assert REASON_STATES == (MeasureState.PAUSED, MeasureState.DROPPED)
    assert TROUBLE_LIGHTS == (TrafficLight.YELLOW, TrafficLight.RED)
    steps = [step for step in MEASURE_WORKFLOW.transitions.values() if step.target in REASON_STATES]
    assert [step.name for step in steps if not step.needs_reason] == []
