"""The unit behind a value: only where there is a number, and only where it says more than that things are counted."""

from typing import Final

from neuss_integration.foundation.words.table_signs import MARKS, SIGNS

COUNTED: Final = ("Anzahl", "Zahl", "Stück")
"""Units that say nothing beside a number: „130 Anzahl“ is no German."""


def unit_beside(unit: str, value: str) -> str:
    """ " Personen" to stand behind `value`; empty behind a sign alone and where things are only counted."""
    is_sign = value in SIGNS and value not in MARKS
    return "" if is_sign or not unit or unit in COUNTED else f" {unit}"


def with_unit(value: str, unit: str) -> str:
    """ "29,2 %", "130 e", "·"."""
    return f"{value}{unit_beside(unit, value)}"
