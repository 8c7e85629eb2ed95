"""The report tells on which indicators measures are to have an effect, counted a second time."""

import pytest

from reporting.content.figures import figures
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.formats.tables.indicator_effects import EFFECTS
from reporting.models import Report
from reporting.publication.recount import recounted
from tests.factories import World, make_indicator
from tests.measures.factories import make_effect

pytestmark = pytest.mark.django_db


def test_report_tells_it_twice_and_in_its_tables(world: World, draft: Report) -> None:
    make_effect(measure=world.praeventionsnetz, indicator=make_indicator(name="Sprachstand"), note="Kurse wirken.")
    make_effect(measure=world.praeventionsnetz, indicator=make_indicator(name="Andere Zahl"), kind="input", note="")
    content = build_snapshot(draft)
    first = {each.key: each.value for each in figures(content) if each.key.startswith("indicator_effect:")}
    second = {key: value for key, value in recounted(draft).items() if key.startswith("indicator_effect:")}
    assert first == second
    assert sorted(first.values()) == ["Einsatz (Input)", "Wirkung bei den Menschen (Outcome)"]
    assert [row[2:] for row in EFFECTS.told(content)] == [
        ["Andere Zahl", "Einsatz (Input)", ""],
        ["Sprachstand", "Wirkung bei den Menschen (Outcome)", "Kurse wirken."],
    ]
    html = report_html(content)
    assert [words for words in ("Wirkung auf Indikatoren", "Sprachstand", "Kurse wirken.") if words not in html] == []
