"""The form of figures of Stadtteile or of areas that are compared."""

from typing import Any, Final

from django import forms

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.base import BaseForm
from neuss_integration.foundation.forms.pasted_tables import FileOrText, pasted_table, table_file
from neuss_integration.foundation.spreadsheets.reading import read_table
from success_factors.imports.area_values import MAX_ROWS, AreaTable, known_headings, read_areas
from success_factors.imports.series import as_text
from success_factors.models import Indicator

MAX_BYTES: Final = 5 * 1024 * 1024
DISTRICTS, AREAS = "districts", "areas"
MOST_SAID: Final = 12


class AreaTableForm(FileOrText, BaseForm):
    """A table with place, year and value."""

    submit_label = "Werte speichern"
    table = AreaTable()
    notices: tuple[str, ...] | list[str] = ()
    """What was not read of a file, or read differently."""

    kind = forms.ChoiceField(
        label="Welche Gebiete?",
        choices=[(DISTRICTS, "Stadtteile"), (AREAS, "Gebiete zum Vergleich: Kreis, Land, andere Städte")],
        initial=DISTRICTS,
        widget=forms.RadioSelect,
    )
    file = table_file("Excel (.xlsx), ODS oder CSV mit den Spalten Gebiet, Jahr, Wert, Neuer Zuschnitt, Hinweis")
    text = pasted_table(
        "Die erste Zeile nennt die Spalten. „ja“ bei „Neuer Zuschnitt“ heißt: Die Grenze hat sich vor diesem Wert "
        "geändert. „entfernen“ statt einer Zahl nimmt einen Wert zurück."
    )
    source = forms.CharField(label="Quelle", max_length=500)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator

    def clean(self) -> dict[str, Any]:
        """`table` holds the rows; a row that cannot be read stops all, and each is named."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        name = "file" if cleaned.get("file") else "text"
        text = self._text(cleaned)
        if text is not None:
            self.table = read_areas(self.indicator, text, of_districts=cleaned["kind"] == DISTRICTS)
            for problem in self._sentences():
                self.add_error(name, problem)
        return cleaned

    def _sentences(self) -> list[str]:
        found = self.table.problems
        if not found and not self.table.rows:
            return ["In der Tabelle steht kein Wert."]
        more = len(found) - MOST_SAID
        return [*found[:MOST_SAID], *[f"Weitere Zeilen mit Fehlern: {more}."] * (more > 0)]

    def _text(self, cleaned: dict[str, Any]) -> str | None:
        if not cleaned.get("file"):
            return str(cleaned["text"])
        try:
            table = read_table(cleaned["file"], max_rows=MAX_ROWS, max_bytes=MAX_BYTES, score=known_headings)
        except Refused as refusal:
            self.add_error("file", str(refusal))
            return None
        self.notices = table.notices
        return as_text(table)
