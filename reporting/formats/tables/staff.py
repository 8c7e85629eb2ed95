"""The figures of the Personalverwaltung as a table: the whole administration and each office."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from reporting.formats.tables.columns import Field, FieldKind, Json, ReportTable, Row, figure


def _numbers(content: Json) -> Iterator[Row]:
    found: Any = content.get("employer")
    if not found:
        return
    for each in found["numbers"]:
        yield ["Stadtverwaltung", each["label"], found["year"], *_parted(each["value"])]
        if each["before"]:
            yield ["Stadtverwaltung", each["label"], found["before_year"], *_parted(each["before"])]
    labels = {each["key"]: each["label"] for each in found["numbers"]}
    for office in found["offices"]:
        for key, value in office.items():
            if key in labels:
                yield [office["department"], labels[key], found["year"], *_parted(value)]
    for name in found["missing"]:
        yield [name, "", found["year"], None, "keine Zahlen"]


def _parted(text: str) -> tuple[Decimal | None, str]:
    """The number that "1.254 (54 %)" begins with, and what is said besides: its share, its sign or the words."""
    number, _, rest = text.partition(" ")
    found, sign = figure(number)
    return (found, rest or sign) if found is not None else (None, text)


EMPLOYER: Final = ReportTable(
    "employer",
    "Kommune als Arbeitgeber",
    "Personalzahlen der Stadtverwaltung und ihrer Fachdienststellen",
    (
        Field("department", "Fachdienststelle", width=44),
        Field("label", "Was gezählt wird", width=44),
        Field("year", "Jahr", FieldKind.INTEGER, 10, "am 31. Dezember"),
        Field("value", "Zahl", FieldKind.INTEGER, 14),
        Field("words", "dazu", width=22, meaning="in Klammern der Anteil, „von“ nennt alle; „·“ sehr kleine Zahl"),
    ),
    _numbers,
)
