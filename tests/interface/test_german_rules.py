"""The rules for German texts find what was seen, and let stand what is right."""

import pytest

from neuss_integration.foundation.words.units import with_unit
from tests.access.german import faults

SEEN = {
    "−10.419 (13 von 13 Einträgen), 0 (1 von 1 Einträgen)": "one with a plural",
    "aus 3 Bedarfe": "wrong case",
    "*Demonstration: Dieser Text ist erfunden.*": "source of Markdown",
    "| Jahr | Euro |": "source of Markdown",
    "kam erst im Juli.; verschoben vom": "full stop twice",
    "130 e Anzahl": "unit that says nothing",
    "Bewilligt sind 2025 216.521,00 € und": "sum of one year beside the next",
    "im Jahr 2.028": "grouped year",
    "Rang None": "word of the machine",
    "aus 0 von 0 Maßnahmen": "nothing of nothing",
    "Ziel: 25,0000": "places that say nothing",
    "1 Enthaltungen": "one with a plural",
    "Erreicht wurden 1 Mensch.": "plural verb with one",
    "4 Schlechtere Ampel": "number before a heading",
}
RIGHT = (
    "1 von 1 Eintrag", "5 von 17 Maßnahmen", "KSK e.V., Turngemeinde", "216.521,00 € für 2025", "2 * 3 * 4",
    "1 Enthaltung",
    "die Nummern 2024, 2025", "130 e", "am 31.12., das war", "Mitarbeiter*innen und Bürger*innen", "1–3 Maßnahmen",
)  # fmt: skip


@pytest.mark.parametrize(("text", "rule"), SEEN.items())
def test_fault_that_was_seen_is_found(text: str, rule: str) -> None:
    assert [each.partition(":")[0] for each in faults(text)] == [rule]


def test_right_german_is_no_fault() -> None:
    assert [each for text in RIGHT for each in faults(text)] == []


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("130 e", "Anzahl", "130 e"),
        ("29,2", "%", "29,2 %"),
        ("·", "Personen", "·"),
        ("(4)", "Wochen", "(4) Wochen"),
    ],
)
def test_unit_stands_where_it_says_something(value: str, unit: str, told: str) -> None:
    assert with_unit(value, unit) == told
