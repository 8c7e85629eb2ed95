"""The Selbstcheck of the offices as tables: each gap with what became of it, and each waiting time."""

from collections.abc import Iterator
from typing import Any, Final

from reporting.formats.tables.columns import Field, FieldKind, Json, ReportTable, Row


def _gaps(content: Json) -> Iterator[Row]:
    found: Any = content.get("services")
    for each in found["gaps"] if found else ():
        became = each["measure"] or each["reason"]
        said = [each["department"], found["year"], each["question"], each["answer"], each["note"]]
        yield [*said, each["outcome"]["label"], became]


def _waiting(content: Json) -> Iterator[Row]:
    found: Any = content.get("services")
    for each in found["waiting"] if found else ():
        yield [each["department"], found["year"], each["question"], each["standard"], each["actual"]]


GAPS: Final = ReportTable(
    "services",
    "Lücken des Selbstchecks",
    "Lücken der Dienstleistungen je Fachdienststelle und was daraus wurde",
    (
        Field("department", "Fachdienststelle", width=40),
        Field("year", "Jahr", FieldKind.INTEGER, 10),
        Field("question", "Frage", width=30),
        Field("answer", "Antwort", width=40),
        Field("note", "Erläuterung", FieldKind.PROSE, width=50),
        Field("outcome", "Was daraus wurde", width=22),
        Field("became", "Maßnahme oder Grund", FieldKind.PROSE, width=50),
    ),
    _gaps,
)
WAITING: Final = ReportTable(
    "waiting",
    "Wartezeiten",
    "Wartezeiten der Fachdienststellen gegen ihren eigenen Standard",
    (
        Field("department", "Fachdienststelle", width=40),
        Field("year", "Jahr", FieldKind.INTEGER, 10),
        Field("question", "Frage", width=30),
        Field("standard", "Standard", FieldKind.INTEGER, 14, "in Arbeitstagen, leer ohne Standard"),
        Field("actual", "tatsächlich", FieldKind.INTEGER, 14, "in Arbeitstagen"),
    ),
    _waiting,
)
