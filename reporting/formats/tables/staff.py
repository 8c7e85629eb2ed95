"""The figures of the Personalverwaltung as a table: the whole administration and each office."""

from collections.abc import Iterator
from typing import Any, Final

from reporting.formats.tables.columns import Field, Json, ReportTable, Row


def _numbers(content: Json) -> Iterator[Row]:
    found: Any = content.get("employer")
    if not found:
        return
    for each in found["numbers"]:
        yield ["Stadtverwaltung", each["label"], str(found["year"]), each["value"]]
        if each["before"]:
            yield ["Stadtverwaltung", each["label"], str(found["before_year"]), each["before"]]
    labels = {each["key"]: each["label"] for each in found["numbers"]}
    for office in found["offices"]:
        for key, value in office.items():
            if key in labels:
                yield [office["department"], labels[key], str(found["year"]), value]
    for name in found["missing"]:
        yield [name, "", str(found["year"]), "keine Zahlen"]


EMPLOYER: Final = ReportTable(
    "employer",
    "Kommune als Arbeitgeber",
    "Personalzahlen der Stadtverwaltung und ihrer Fachdienststellen",
    (
        Field("department", "Fachdienststelle", width=44),
        Field("label", "Was gezählt wird", width=44),
        Field("year", "Jahr", width=10, meaning="am 31. Dezember"),
        Field("value", "Zahl", width=22, meaning="in Klammern der Anteil, „von“ nennt alle; „·“ sehr kleine Zahl"),
    ),
    _numbers,
)
