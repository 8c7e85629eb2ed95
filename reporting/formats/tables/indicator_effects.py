"""The table that tells on which indicators measures are to have an effect."""

from collections.abc import Iterator
from typing import Final

from reporting.formats.tables.columns import Field, FieldKind, Json, ReportTable, Row, measures_of
from reporting.formats.tables.measures import NUMBER, TITLE


def _effects(content: Json) -> Iterator[Row]:
    for each in measures_of(content):
        for row in each.get("indicator_effects", []):
            yield [each["number"], each["title"], row["indicator"], row["kind"]["label"], row["note"]]


EFFECTS: Final = ReportTable(
    "indicator_effects",
    "Wirkung auf Indikatoren",
    "Auf welche Indikatoren der Stadt Maßnahmen wirken sollen",
    (
        NUMBER,
        TITLE,
        Field("indicator", "Indikator", FieldKind.PROSE, width=44),
        Field("kind", "Art der Wirkung", width=34, meaning="Input, Output, Outcome oder Impact"),
        Field("note", "Wie sie wirkt", FieldKind.PROSE, width=50),
    ),
    _effects,
)
