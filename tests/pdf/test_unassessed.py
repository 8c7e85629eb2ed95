"""A city that has assessed no factor says so in one sentence, not in nine rows."""

import copy
from typing import Any

from django.template.loader import render_to_string

from reporting.content.schema import upgraded
from tests.pdf.sample import snapshot

SENTENCE = "Bisher ist kein Erfolgsfaktor eingeschätzt."


def section(name: str, content: dict[str, Any]) -> str:
    return render_to_string(f"pdf/report/sections/{name}.html", {"snapshot": content, "recounted": ()})


def city(level: int | None) -> dict[str, Any]:
    content = copy.deepcopy(upgraded(snapshot()))
    label = "teilweise" if level else "noch nicht eingeschätzt"
    criterion = {"text": "Zugang", "level": level, "label": label, "direction": None, "rationale": ""}
    judged = {"level": level, "label": label, "direction": None, "criteria": [criterion], "assessed_label": ""}
    content["factors"] = [each | {"assessment": judged} for each in content["factors"]]
    return content


def test_nobody_reads_rows_of_what_nobody_assessed() -> None:
    content = city(None)
    glance, levels = section("glance_factors", content), section("factor_levels", content)
    assert (SENTENCE in glance, SENTENCE in levels) == (True, True)
    shown = glance + levels + section("factor_list", content)
    assert "noch nicht eingeschätzt" not in shown
    assert (glance.count("<table"), levels.count("<table"), levels.count('<th scope="col"')) == (0, 1, 3)


def test_one_assessed_criterion_brings_the_tables() -> None:
    content = city(3)
    shown = "".join(section(name, content) for name in ("glance_factors", "factor_levels", "factor_list"))
    assert SENTENCE not in shown
    assert shown.count("teilweise") == 3
