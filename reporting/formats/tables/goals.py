"""The tables of how far the goals are and how they are judged."""

from collections.abc import Iterator
from typing import Final

from reporting.formats.tables.columns import Field, FieldKind, Json, ReportTable, Row, day, figure
from reporting.formats.tables.concept import UNIT
from reporting.formats.tables.measures import SIGN, VALUE

GOAL: Final = Field("goal", "Nummer des Ziels", width=12, meaning="Leitziel und Ziel darunter")
TEXT: Final = Field("text", "Ziel", FieldKind.PROSE, width=54)


def _achievements(content: Json) -> Iterator[Row]:
    for each in content.get("achievements", []):
        value, sign = figure(each["value"])
        steps = [f"{one['value']} bis {one['until_label']}: {one['result']}" for one in each["interims"]]
        yield [
            each["goal"],
            each["text"],
            each["name"],
            each["measure"],
            each["unit"],
            figure(each["baseline"])[0],
            day(each["baseline_label"]),
            value,
            each["period"],
            sign,
            figure(each["target"])[0],
            day(each["target_label"]),
            each["percent"],
            each["degree"],
            steps,
        ]


def _judgements(content: Json) -> Iterator[Row]:
    for each in content.get("goal_judgements", []):
        judged = day(each["judged_label"])
        yield [each["goal"], each["text"], each["who"], each["rating"]["label"], judged, each["reason"]]


ACHIEVEMENTS: Final = ReportTable(
    "achievements",
    "Zielerreichung",
    "wie weit die Ziele sind, je Messgröße",
    (
        GOAL,
        TEXT,
        Field("name", "Messgröße", width=40),
        Field("measure", "Maßnahme", width=14, meaning="bei einer Kennzahl; leer: Indikator der Stadt"),
        UNIT,
        Field("baseline", "Ausgangswert", FieldKind.NUMBER, 14),
        Field("baseline_date", "Stand des Ausgangswerts", FieldKind.DATE, 16),
        VALUE,
        Field("period", "Zeit", FieldKind.TIME, 18),
        SIGN,
        Field("target", "Zielwert", FieldKind.NUMBER, 14),
        Field("target_date", "zu erreichen bis", FieldKind.DATE, 16),
        Field("percent", "Zielerreichung in %", FieldKind.INTEGER, 14, "leer, wo kein Anteil zu sagen ist"),
        Field("degree", "Stand", FieldKind.PROSE, width=50),
        Field("interims", "Zwischenziele", FieldKind.LIST, 40),
    ),
    _achievements,
)
JUDGEMENTS: Final = ReportTable(
    "goal_judgements",
    "Einschätzungen der Ziele",
    "die neueste Einschätzung jedes Ziels, je Seite",
    (
        GOAL,
        TEXT,
        Field("who", "Wer", width=36),
        Field("rating", "Einschätzung", width=20),
        Field("judged_on", "Stand", FieldKind.DATE, 14),
        Field("reason", "Begründung", FieldKind.PROSE, width=60),
    ),
    _judgements,
)
