"""The tables that tell of measures."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from reporting.formats.tables.columns import Field, FieldKind, Json, ReportTable, Row, amount, day, figure, measures_of

NUMBER: Final = Field("number", "Nummer", width=14, meaning="Nummer der Maßnahme, für immer dieselbe")
TITLE: Final = Field("title", "Maßnahme", width=44)
STATE: Final = Field("state", "Status", width=20, meaning="Status der Maßnahme zum Stand der Daten")
PERIOD: Final = Field("period", "Laufzeit", width=24, meaning="Beginn und Ende, so genau wie bekannt")
PLANNED, GRANTED, SPENT = (
    Field("planned", "geplant (Euro)", FieldKind.MONEY, 16, "beantragt oder vorgesehen; leer: keine Angabe"),
    Field("granted", "bewilligt (Euro)", FieldKind.MONEY, 16, "beschlossen oder zugesagt; leer: keine Angabe"),
    Field("spent", "ausgegeben (Euro)", FieldKind.MONEY, 16, "bis zum Stand der Daten; leer: keine Angabe"),
)
AMOUNTS: Final = ("planned", "granted", "spent")

_PROGRESS_FIELDS: Final = (
    Field("what_happened", "Was geschehen ist", FieldKind.PROSE, width=60),
    Field("observed_effect", "Beobachtete Wirkung", FieldKind.PROSE, width=50),
    Field("what_did_not_work", "Was nicht gelungen ist", FieldKind.PROSE, width=50),
    Field("next_step", "Nächster Schritt", FieldKind.PROSE, width=50),
)
_PROGRESS_KEYS: Final = tuple(each.key for each in _PROGRESS_FIELDS)
MEASURE_FIELDS: Final = (
    NUMBER, TITLE, Field("field", "Handlungsfeld", width=26), STATE,
    Field("light", "Ampel", width=14, meaning="Ampel des letzten angenommenen Sachstands"),
    Field("kind", "Art", width=18), PERIOD, Field("lead", "Federführung"),
    Field("contributing", "Mitwirkend", FieldKind.LIST), Field("carriers", "Träger", FieldKind.LIST),
    Field("target_groups", "Zielgruppen", FieldKind.LIST),
    Field("districts", "Stadtteile", FieldKind.LIST, meaning="„gesamtstädtisch“ oder Namen; leer: keine Angabe"),
    Field("success_factors", "Erfolgsfaktoren", FieldKind.LIST, 16, "Nummern der Erfolgsfaktoren, zu denen sie zählt"),
    Field("aim", "Ziel", FieldKind.PROSE, width=50),
    *_PROGRESS_FIELDS,
    Field("sources", "Quellen", FieldKind.LIST, 50),
    Field("accepted_on", "Sachstand angenommen am", FieldKind.DATE, 16, "leer: kein angenommener Sachstand"),
    PLANNED, GRANTED, SPENT,
)  # fmt: skip


def _measures(content: Json) -> Iterator[Row]:
    for each in measures_of(content):
        told = each["progress"] or {}
        places = ["gesamtstädtisch"] if each["is_citywide"] else []
        groups = [each["target_group_note"]] if each["target_group_note"] else each["target_groups"]
        accepted = dt.date.fromisoformat(told["accepted_on"]) if told else None
        yield [
            each["number"],
            each["title"],
            each["field"],
            each["state"]["label"],
            each["light"]["label"],
            each["kind"],
            each["period"],
            each["lead"],
            each["contributing"],
            each["carriers"],
            groups,
            places + each["districts"],
            [str(number) for number in each["success_factors"]],
            each["aim"],
            *(told.get(name, "") for name in _PROGRESS_KEYS),
            each["sources"],
            accepted,
            *(amount(each.get("money", {}).get(name, "")) for name in AMOUNTS),
        ]


def _money(content: Json) -> Iterator[Row]:
    for each in measures_of(content):
        for row in each.get("money_rows", []):
            sums = [amount(row[name]) for name in AMOUNTS]
            yield [each["number"], each["title"], int(row["year"]), row["source"], row["note"], *sums]


def _key_figures(content: Json) -> Iterator[Row]:
    for each in measures_of(content):
        for row in each.get("key_figures", []):
            parts = [figure(row[name]) for name in ("baseline", "target", "value")]
            words = [*(rest for _, rest in parts[:2]), row.get("baseline_unknown", "")]
            yield [
                each["number"],
                each["title"],
                row["name"],
                row.get("kind", ""),
                row["unit"],
                parts[0][0],
                day(row.get("baseline_label", "")),
                parts[1][0],
                day(row.get("target_label", "")),
                parts[2][0],
                parts[2][1],
                row["period"],
                row["degree"],
                "; ".join(filter(None, words)),
            ]


def _numbers(content: Json) -> Iterator[Row]:
    for each in measures_of(content):
        for told in (each["progress"] or {}, *each.get("earlier", [])):
            for row in told.get("numbers", []):
                value, words = figure(row["value"])
                yield [each["number"], each["title"], told["round"], row["label"], value, words]


def _earlier(content: Json) -> Iterator[Row]:
    for each in measures_of(content):
        for told in each.get("earlier", []):
            accepted = dt.date.fromisoformat(told["accepted_on"])
            light = [told["light"]["label"], told["light_reason"]]
            texts = [told[name] for name in _PROGRESS_KEYS]
            yield [each["number"], each["title"], told["round"], accepted, *light, *texts]


def _milestones(content: Json) -> Iterator[Row]:
    for each in measures_of(content):
        for row in each.get("milestones", []):
            state, moves = row.get("state", {"label": ""}), len(row.get("moves", []))
            due = day(row["due_label"])
            yield [each["number"], each["title"], row["title"], due, row["reason"], state["label"], moves]


def _evaluations(content: Json) -> Iterator[Row]:
    for each in measures_of(content):
        if found := each.get("evaluation"):
            yield [
                each["number"],
                each["title"],
                found["rating"]["label"],
                found["why"],
                found["lessons"],
                found.get("carrier_reflection", ""),
                day(found.get("evaluated_label", "")),
            ]


def _ended(content: Json) -> Iterator[Row]:
    for measures in content.get("ended", {}).values():
        for each in measures:
            yield [
                each["number"],
                each["title"],
                each["field"],
                each["state"]["label"],
                each["period"],
                each["reason"],
            ]


def _duties(content: Json) -> Iterator[Row]:
    for each in content.get("responsibilities", []):
        for measure in each["measures"]:
            yield [
                each["department"],
                each.get("division", ""),
                measure["number"],
                measure["title"],
                measure["state"]["label"],
            ]


VALUE: Final = Field("value", "Wert", FieldKind.NUMBER, 14)
SIGN: Final = Field("sign", "Zeichen", width=12, meaning="Zeichen nach der Zeichenerklärung, oder Worte statt Zahl")
MEASURES: Final = ReportTable("measures", "Maßnahmen", "Maßnahmen des Berichtszeitraums", MEASURE_FIELDS, _measures)
ENDED: Final = ReportTable(
    "ended",
    "Beendet",
    "im Berichtszeitraum beendete Maßnahmen",
    (
        NUMBER,
        TITLE,
        Field("field", "Handlungsfeld", width=26),
        STATE,
        PERIOD,
        Field("reason", "Grund", FieldKind.PROSE, width=50),
    ),
    _ended,
)
DUTIES: Final = ReportTable(
    "responsibilities",
    "Zuständigkeiten",
    "Maßnahmen nach federführender Fachdienststelle",
    (Field("department", "Fachdienststelle", width=40), Field("division", "Dezernat", width=40), NUMBER, TITLE, STATE),
    _duties,
)
SPONSORED: Final = ReportTable(
    "sponsored",
    "Patenschaften",
    "Dezernat und politische Patenschaft je Erfolgsfaktor und Handlungsfeld",
    (
        Field("name", "Erfolgsfaktor oder Handlungsfeld", width=50),
        Field("division", "Dezernat", width=40),
        Field("sponsor", "Politische Patenschaft", width=40),
    ),
    lambda content: ([row["name"], row["division"], row["sponsor"]] for row in content.get("sponsored", [])),
)
KEY_FIGURES: Final = ReportTable(
    "key_figures",
    "Kennzahlen",
    "Kennzahlen der Maßnahmen",
    (
        NUMBER,
        TITLE,
        Field("name", "Kennzahl", FieldKind.PROSE, width=34),
        Field("kind", "Art", width=20),
        Field("unit", "Einheit", width=14),
        Field("baseline", "Ausgangswert", FieldKind.NUMBER, 14),
        Field("baseline_on", "Ausgangswert vom", FieldKind.DATE, 14),
        Field("target", "Ziel", FieldKind.NUMBER, 14),
        Field("target_on", "Ziel bis", FieldKind.DATE, 14),
        Field("value", "letzter Wert", FieldKind.NUMBER, 14),
        SIGN,
        Field("period", "Zeit", FieldKind.TIME, 18, meaning="Zeit, für die der letzte Wert gilt"),
        Field("degree", "Zielerreichung", FieldKind.PROSE, width=34),
        Field("note", "Anmerkung", FieldKind.PROSE, width=34),
    ),
    _key_figures,
)
NUMBERS: Final = ReportTable(
    "progress_numbers",
    "Zahlen der Sachstände",
    "Zahlen der angenommenen Sachstände",
    (
        NUMBER,
        TITLE,
        Field("round", "Berichtsrunde"),
        Field("label", "Angabe"),
        VALUE,
        Field("words", "Worte", meaning="was statt einer Zahl oder dazu gesagt ist"),
    ),
    _numbers,
)
EARLIER: Final = ReportTable(
    "earlier_progress",
    "Frühere Sachstände",
    "frühere angenommene Sachstände des Berichtszeitraums",
    (
        NUMBER,
        TITLE,
        Field("round", "Berichtsrunde"),
        Field("accepted_on", "angenommen am", FieldKind.DATE, 16),
        Field("light", "Ampel damals", width=14),
        Field("light_reason", "Begründung der Ampel", FieldKind.PROSE, width=40),
        *_PROGRESS_FIELDS,
    ),
    _earlier,
)
MILESTONES: Final = ReportTable(
    "milestones",
    "Meilensteine",
    "Meilensteine der Maßnahmen",
    (
        NUMBER,
        TITLE,
        Field("milestone", "Meilenstein", FieldKind.PROSE, width=40),
        Field("due_on", "fällig am", FieldKind.DATE, 14),
        Field("reason", "Grund", FieldKind.PROSE, width=40, meaning="warum er entfallen ist"),
        Field("reached", "Stand", width=34),
        Field("moves", "Verschiebungen", FieldKind.INTEGER, 16, "wie oft die Frist verschoben wurde"),
    ),
    _milestones,
)
EVALUATIONS: Final = ReportTable(
    "evaluations",
    "Auswertungen",
    "Auswertungen beendeter und laufender Maßnahmen",
    (
        NUMBER,
        TITLE,
        Field("rating", "Ergebnis", width=24),
        Field("why", "Warum", FieldKind.PROSE, width=50),
        Field("lessons", "Was daraus zu lernen ist", FieldKind.PROSE, width=50),
        Field("carrier_reflection", "Sicht des Trägers", FieldKind.PROSE, width=50),
        Field("evaluated_on", "ausgewertet am", FieldKind.DATE, 16),
    ),
    _evaluations,
)
MONEY: Final = ReportTable(
    "money_by_measure",
    "Geld je Maßnahme",
    "Beträge je Maßnahme, Jahr und Herkunft",
    (
        NUMBER,
        TITLE,
        Field("year", "Jahr", FieldKind.INTEGER, 10),
        Field("source", "Herkunft", width=24),
        Field("note", "Hinweis", FieldKind.PROSE, width=40),
        PLANNED,
        GRANTED,
        SPENT,
    ),
    _money,
)
