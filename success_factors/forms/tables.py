"""Forms of a table with several series: the file, and what its columns and series mean."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from crispy_forms.layout import Fieldset, Layout, LayoutObject, Row
from django import forms
from django.core.files.base import ContentFile

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.base import BaseForm
from neuss_integration.foundation.forms.pasted_tables import FileOrText, pasted_table, table_file
from neuss_integration.foundation.spreadsheets.cells import SheetTable
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.foundation.words.city_names import city_names
from success_factors.enums import ValueKind
from success_factors.imports.layouts import ColumnRole, known_columns
from success_factors.models import Indicator

MAX_ROWS: Final = 20_000
MAX_BYTES: Final = 10 * 1024 * 1024
MAX_SERIES: Final = 40
ROLES: Final = [(role.value, role.label) for role in ColumnRole]


class TableFileForm(FileOrText, BaseForm):
    """The file, or what was copied out of one, and whose rows are wanted."""

    submit_label = "Tabelle lesen"
    nothing_given = "Bitte wählen Sie eine Datei oder fügen Sie die Tabelle ein."

    file = table_file("Excel (.xlsx), ODS oder CSV, auch die Flat-CSV von GENESIS, Regionalstatistik und Zensus")
    text = pasted_table("Aus einer Tabelle kopiert, mit der Zeile der Überschriften", lines=6)
    key = forms.RegexField(
        r"^\d{5}(\d{3})?$",
        label="Gemeindeschlüssel (AGS)",
        help_text="Nennt die Tabelle mehrere Gebiete, wird nur dieses gelesen; fünf Ziffern stehen für den Kreis",
        error_messages={"invalid": "Bitte geben Sie die acht Ziffern der Gemeinde oder die fünf des Kreises an."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": city_names().municipality_key}, **kwargs)

    def table(self) -> SheetTable:
        """What was sent. Raises Refused with a sentence when it cannot be read."""
        upload = self.cleaned_data["file"]
        if upload is None:
            upload = ContentFile(self.cleaned_data["text"].encode(), name="tabelle.csv")
        return read_table(upload, max_rows=MAX_ROWS, max_bytes=MAX_BYTES, score=known_columns)


class TableLayoutForm(BaseForm):
    """What each column holds and which indicator each series is of."""

    submit_label = "Vorschau zeigen"
    table = forms.CharField(widget=forms.HiddenInput, label="Tabelle")
    key = forms.CharField(widget=forms.HiddenInput, label="Gemeindeschlüssel (AGS)")
    shown = forms.CharField(widget=forms.HiddenInput, label="Gezeigte Spalten")
    source = forms.CharField(label="Quelle aller Werte", max_length=500, required=False)

    def __init__(
        self, *args: Any, table: SheetTable, roles: Sequence[ColumnRole], keys: Sequence[str], **kwargs: Any
    ) -> None:
        self.columns, self.keys, self.beyond = table.headings, list(keys)[:MAX_SERIES], list(keys)[MAX_SERIES:]
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "table": packed(table), "shown": ",".join(roles)}
        for place, (heading, role) in enumerate(zip(table.headings, roles, strict=True)):
            example = next((row[place] for row in table.rows if row[place]), "")
            self.fields[f"role_{place}"] = forms.ChoiceField(
                label=heading[:80] or f"Spalte {place + 1}",
                choices=ROLES,
                initial=role,
                help_text=f"zum Beispiel: {example[:60]}" if example else "leer",
            )
        indicators = [
            ("", "nicht einlesen"),
            *Indicator.objects.current()
            .filter(value_kind=ValueKind.NUMBER)
            .order_by("sort_key")
            .values_list("pk", "name"),
        ]
        for at, key in enumerate(self.keys):
            others = [
                (str(other), f"geteilt durch: {self.keys[other]}") for other in range(len(self.keys)) if other != at
            ]
            self.fields[f"series_{at}"] = forms.ChoiceField(label=key[:150], choices=indicators, required=False)
            self.fields[f"by_{at}"] = forms.ChoiceField(
                label="Anteil", choices=[("", "so wie er dasteht"), *others], required=False
            )

    def get_layout(self) -> LayoutObject:
        """The series on top; the columns, which are mostly right, below."""
        series = [Row(f"series_{at}", f"by_{at}") for at in range(len(self.keys))]
        return Layout(
            "table",
            "key",
            "shown",
            Fieldset("Welche Reihe ist welcher Indikator?", *series, "source"),
            Fieldset("Was steht in den Spalten?", *[f"role_{place}" for place in range(len(self.columns))]),
        )

    def chosen(self) -> list[tuple[Indicator, str, str]]:
        """Indicator, series and the series it is divided by."""
        cleaned = self.cleaned_data
        wanted = {at: cleaned[f"series_{at}"] for at in range(len(self.keys)) if cleaned.get(f"series_{at}")}
        found = Indicator.objects.in_bulk([int(pk) for pk in wanted.values()])
        by = {at: str(cleaned.get(f"by_{at}") or "") for at in wanted}
        return [(found[int(pk)], self.keys[at], self.keys[int(by[at])] if by[at] else "") for at, pk in wanted.items()]


def packed(table: SheetTable) -> str:
    """`table` as a hidden field carries it."""
    return json.dumps([table.headings, table.rows, table.numbers, table.notices], ensure_ascii=False)


def unpacked(text: str) -> SheetTable:
    """The table that `packed` was given. Raises Refused when it is none."""
    try:
        headings, rows, numbers, notices = json.loads(text)
        table = SheetTable(headings, rows, notices, numbers)
        is_table = len(rows) == len(numbers) and all(len(row) == len(headings) for row in rows)
        is_text = all(isinstance(cell, str) for row in (headings, notices, *rows) for cell in row)
        is_counted = all(isinstance(number, int) for number in numbers)
    except (ValueError, TypeError) as error:
        raise Refused("Bitte laden Sie die Datei noch einmal hoch.") from error
    if not (is_table and is_text and is_counted):
        raise Refused("Bitte laden Sie die Datei noch einmal hoch.")
    return table


def roles_in(data: Mapping[str, Any], count: int) -> list[ColumnRole]:
    """The roles that were sent for `count` columns; what is no role is not read."""
    sent = [data.get(f"role_{place}", "") for place in range(count)]
    return [ColumnRole(each) if each in list(ColumnRole) else ColumnRole.NOTHING for each in sent]
