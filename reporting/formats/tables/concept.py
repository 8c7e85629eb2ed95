"""The tables that tell of the concept: Erfolgsfaktoren, goals, indicators, and what changed."""

from collections.abc import Iterator
from typing import Final

from neuss_integration.foundation.forms.fields import parse_partial_date
from reporting.content.changes import rows_of
from reporting.formats.tables.columns import Field, FieldKind, Json, ReportTable, Row, day, figure
from reporting.formats.tables.measures import SIGN, VALUE

INDICATOR: Final = Field("indicator", "Indikator", width=44)
UNIT: Final = Field("unit", "Einheit", width=14)
FACTOR: Final = Field("number", "Nummer", FieldKind.INTEGER, 10, "Nummer des Erfolgsfaktors, 1 bis 9")


def _factors(content: Json) -> Iterator[Row]:
    for factor in content.get("factors", []):
        for each in (factor.get("assessment") or {"criteria": []})["criteria"]:
            yield [
                factor["number"],
                factor["title"],
                each["text"],
                each["label"],
                each["direction"]["label"],
                each["rationale"],
                each["level"],
                day(each.get("assessed_label", "")),
            ]


def _told(content: Json) -> list[Json]:
    """Each indicator once."""
    of_factors = [each for factor in content.get("factors", []) for each in factor.get("indicators", [])]
    return list({each["name"]: each for each in [*content.get("population", []), *of_factors]}.values())


def _indicators(content: Json) -> Iterator[Row]:
    for each in _told(content):
        value, sign = figure(each["value"])
        movement = (each["movement"] or {"label": ""})["label"]
        yield [
            each["name"],
            value,
            each["unit"],
            each["period"],
            each["before"],
            each["source"],
            sign,
            movement,
            each.get("definition", ""),
        ]


def _values(content: Json) -> Iterator[Row]:
    for each in _told(content):
        for series in (each["chart"] or {"series": []})["series"]:
            for _, _, label, shown, is_new in series["points"]:
                value, sign = figure(shown)
                time = parse_partial_date(label)  # where the point stands in the picture may be the middle of the year
                begin = time.date if time else None
                yield [each["name"], series["name"] or "insgesamt", label, begin, value, sign, each["unit"], is_new]


def _goals(content: Json) -> Iterator[Row]:
    for each in content.get("goals", []):
        factors = [str(number) for number in each["factors"]]
        yield [
            each["number"],
            each["text"],
            each["guiding_goal"],
            each["field"],
            each.get("target_year"),
            each["state"]["label"],
            each["state_reason"],
            factors,
            each["edition"],
        ]


def _changes(content: Json) -> Iterator[Row]:
    for each in rows_of(content["changes"]):
        yield [each[name] for name in ("label", "number", "title", "field", "before", "after")]


FACTORS: Final = ReportTable(
    "factors",
    "Erfolgsfaktoren",
    "Einschätzung der Kriterien der Erfolgsfaktoren",
    (
        FACTOR,
        Field("factor", "Erfolgsfaktor", width=40),
        Field("criterion", "Kriterium", width=50),
        Field("label", "Stand", width=18),
        Field("direction", "Veränderung", width=18, meaning="seit dem letzten Bericht"),
        Field("rationale", "Begründung", FieldKind.PROSE, width=60),
        Field("level", "Stufe", FieldKind.INTEGER, 10, "1 (noch nicht begonnen) bis 5 (verankert)"),
        Field("assessed_on", "eingeschätzt am", FieldKind.DATE, 16),
    ),
    _factors,
)
INDICATORS: Final = ReportTable(
    "indicators",
    "Indikatoren",
    "Indikatoren mit dem letzten Wert",
    (
        INDICATOR,
        VALUE,
        UNIT,
        Field("period", "Zeit", FieldKind.TIME, 18),
        Field("before", "davor", FieldKind.PROSE, width=20),
        Field("source", "Quelle", width=44),
        SIGN,
        Field("movement", "Richtung", width=22, meaning="aus zwei vergleichbaren Werten; „veraltet“ ohne neuen Wert"),
        Field("definition", "Abgrenzung", FieldKind.PROSE, width=50),
    ),
    _indicators,
)
VALUES: Final = ReportTable(
    "indicator_values",
    "Indikatoren, alle Werte",
    "alle Werte der Indikatoren, auch die früheren",
    (
        INDICATOR,
        Field("group", "Gruppe", width=36, meaning="„insgesamt“, sonst die Gruppe oder das Gebiet zum Vergleich"),
        Field("period", "Zeit", FieldKind.TIME, 18),
        Field("begin", "Beginn der Zeit", FieldKind.DATE, 16, "erster Tag der Zeit, für die der Wert gilt"),
        VALUE,
        SIGN,
        UNIT,
        Field("is_new_series", "Bruch der Reihe", FieldKind.YES_NO, 16, "mit davor nicht vergleichbar"),
    ),
    _values,
)
GOALS: Final = ReportTable(
    "goals",
    "Ziele",
    "Ziele der geltenden Fassung des Konzepts",
    (
        Field("number", "Nummer", width=10, meaning="Leitziel und Ziel darunter"),
        Field("text", "Ziel", FieldKind.PROSE, width=54),
        Field("guiding_goal", "Leitziel", width=42),
        Field("field", "Handlungsfeld", width=26),
        Field("target_year", "bis Jahr", FieldKind.INTEGER, 10),
        Field("state", "Status", width=18),
        Field("state_reason", "Grund", FieldKind.PROSE, width=34),
        Field("factors", "Erfolgsfaktoren", FieldKind.LIST, 16),
        Field("edition", "Fassung", width=28),
    ),
    _goals,
)
CHANGES: Final = ReportTable(
    "changes",
    "Veränderungen",
    "was sich seit dem letzten Bericht verändert hat",
    (
        Field("kind", "Art der Veränderung", width=36),
        Field("number", "Nummer", width=14, meaning="der Maßnahme, des Ziels oder des Erfolgsfaktors"),
        Field("title", "Was", width=50),
        Field("field", "Handlungsfeld", width=26),
        Field("before", "vorher", FieldKind.PROSE, width=40),
        Field("after", "nachher", FieldKind.PROSE, width=40),
    ),
    _changes,
)
