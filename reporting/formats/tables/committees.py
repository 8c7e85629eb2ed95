"""The tables that tell what the Gremien do: with the report, of their own accord, and what they order."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from reporting.content.wording import station_words
from reporting.formats.tables.columns import Field, FieldKind, Json, ReportTable, Row, day
from reporting.formats.tables.work import STATE


def _way(content: Json) -> Iterator[Row]:
    for each in content["report"].get("way", []):
        yield [each["committee"], each["task"], day(each["when"]), each.get("result", ""), each.get("vote", "")]


def _stations(order: Json) -> str:
    """The other Gremien of the Beratungsfolge, one a line."""
    return "\n".join(map(station_words, order.get("way", [])))


def _resolutions(content: Json) -> Iterator[Row]:
    for each in content.get("resolutions", []):
        yield [
            each["title"],
            each["committee"],
            day(each["date"]),
            each["paper_number"],
            each["result"],
            each["vote"],
        ]


def _orders(content: Json) -> Iterator[Row]:
    for each in content.get("orders", []):
        due = dt.date.fromisoformat(each["due"]) if each["due"] else None
        yield [
            each["title"],
            each["kind"],
            each["committee"],
            day(each["date"]),
            each["order"],
            each["office"],
            due,
            each["state"]["label"],
            day(each["settled_label"]),
            each["outcome"],
            each.get("proposed_by", ""),
            _stations(each),
        ]


WAY: Final = ReportTable(
    "way",
    "Beratungsfolge",
    "Gremien, die den Bericht beraten",
    (
        Field("committee", "Gremium", width=40),
        Field("task", "Aufgabe", width=20),
        Field("meets_on", "Sitzung", FieldKind.DATE, 14, "leer: steht noch nicht fest"),
        Field("result", "Ergebnis", width=24, meaning="leer: lag am Stand der Daten noch nicht vor"),
        Field("vote", "Abstimmung", width=36),
    ),
    _way,
)
RESOLUTIONS: Final = ReportTable(
    "resolutions",
    "Beschlüsse",
    "Beschlüsse der Gremien im Berichtszeitraum",
    (
        Field("title", "Beschluss", width=50),
        Field("committee", "Gremium", width=40),
        Field("resolved_on", "am", FieldKind.DATE, 14),
        Field("paper_number", "Vorlage", width=16),
        Field("result", "Ergebnis", width=24),
        Field("vote", "Abstimmung", width=36),
    ),
    _resolutions,
)
ORDERS: Final = ReportTable(
    "orders",
    "Aufträge",
    "Aufträge der Gremien an die Verwaltung",
    (
        Field("title", "Anlass", width=44),
        Field("kind", "Art", width=16),
        Field("committee", "Gremium", width=36),
        Field("resolved_on", "vom", FieldKind.DATE, 14),
        Field("order", "Auftrag", FieldKind.PROSE, width=60),
        Field("office", "Zuständig", width=30),
        Field("due_on", "Frist", FieldKind.DATE, 14),
        STATE,
        Field("settled_on", "erledigt am", FieldKind.DATE, 14),
        Field("outcome", "Ergebnis", FieldKind.PROSE, width=50),
        Field("proposed_by", "Eingebracht von", width=36),
        Field("way", "Beratungsfolge", width=50, meaning="die anderen Gremien, je Zeile eines"),
    ),
    _orders,
)
