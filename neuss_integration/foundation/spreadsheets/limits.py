"""How much of a table is read."""

from typing import Final

from neuss_integration.foundation.ui.texts import german_number

MAX_COLUMNS: Final = 200
GAPS: Final = 1_000
"""How many empty rows may lie between the filled ones."""


def too_long(max_rows: int) -> str:
    """The sentence for a table of more rows."""
    return f"Die Tabelle hat mehr als {german_number(max_rows)} Zeilen. Bitte teilen Sie sie auf mehrere Dateien auf."
