"""The tables of a snapshot as sheets."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from neuss_integration.foundation.spreadsheets.cells import CellKind, Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file, workbook
from neuss_integration.foundation.words.markdown import plain_text

Json = dict[str, Any]

_PROGRESS = {
    "what_happened": Column("Was geschehen ist", 60),
    "observed_effect": Column("Beobachtete Wirkung", 50),
    "what_did_not_work": Column("Was nicht gelungen ist", 50),
    "next_step": Column("Nächster Schritt", 50),
}
_MEASURE_COLUMNS = (
    Column("Nummer", 14), Column("Maßnahme", 44), Column("Handlungsfeld", 26), Column("Status", 18),
    Column("Ampel", 14), Column("Art", 18), Column("Laufzeit", 22), Column("Federführung", 30),
    Column("Mitwirkend", 30), Column("Träger", 30), Column("Zielgruppen", 30), Column("Stadtteile", 30),
    Column("Erfolgsfaktoren", 16),
    Column("Ziel", 50), *_PROGRESS.values(), Column("Quellen", 50),
)  # fmt: skip


def measures_csv(content: Json) -> bytes:
    """All measures of the snapshot, one a line."""
    return csv_file(_measures(content))


def report_workbook(content: Json) -> bytes:
    """All tables of the snapshot, one a sheet; those without a row are left out."""
    sheets = [sheet for sheet in _sheets(content) if sheet.rows]
    return workbook(sheets, title=content["report"]["title"], stamp=dt.datetime.fromisoformat(content["created_at"]))


def _sheets(content: Json) -> Iterator[Sheet]:
    yield _measures(content)
    yield _factors(content)
    yield _indicators(content)
    rounds = [[each["title"], each["due_label"], each["asked"], each["answered"]] for each in content.get("rounds", [])]
    yield _sheet("Berichtsrunden", rounds, "Berichtsrunde", "Frist", "gefragt", "beantwortet")
    districts = [
        [each["number"], each["name"], each["total"], each["running"]] for each in content.get("districts", [])
    ]
    yield _sheet("Stadtteile", districts, "Nummer", "Stadtteil", "Maßnahmen", "laufend")
    yield _ended(content)
    duties = [
        [each["department"], measure["number"], measure["title"], measure["state"]["label"]]
        for each in content.get("responsibilities", [])
        for measure in each["measures"]
    ]
    yield _sheet("Zuständigkeiten", duties, "Fachdienststelle", "Nummer", "Maßnahme", "Status")
    yield _funding(content)
    yield from _effects(content)


def _sheet(title: str, rows: list[list[Any]], *headings: str) -> Sheet:
    numbers = [all(isinstance(row[at], int) for row in rows) for at in range(len(headings))]
    kinds = [CellKind.INTEGER if number else CellKind.TEXT for number in numbers]
    widths = [12 if number else 34 for number in numbers]
    columns = [Column(heading, width, kind) for heading, width, kind in zip(headings, widths, kinds, strict=True)]
    return Sheet(title, columns, rows)


def _measures(content: Json) -> Sheet:
    rows = [_measure(measure) for field in content["fields"] for measure in field["measures"]]
    return Sheet("Maßnahmen", _MEASURE_COLUMNS, rows)


def _measure(measure: Json) -> list[Any]:
    progress = measure["progress"] or dict.fromkeys(_PROGRESS, "")
    places = ["gesamtstädtisch"] if measure["is_citywide"] else []
    return [
        measure["number"],
        measure["title"],
        measure["field"],
        measure["state"]["label"],
        measure["light"]["label"],
        measure["kind"],
        measure["period"],
        measure["lead"],
        "; ".join(measure["contributing"]),
        "; ".join(measure["carriers"]),
        measure["target_group_note"] or "; ".join(measure["target_groups"]),
        "; ".join(places + measure["districts"]),
        ", ".join(map(str, measure["success_factors"])),
        *map(plain_text, (measure["aim"], *(progress[name] for name in _PROGRESS))),
        "; ".join(measure["sources"]),
    ]


def _factors(content: Json) -> Sheet:
    rows = [
        [
            factor["number"],
            factor["title"],
            each["text"],
            each["label"],
            each["direction"]["label"],
            plain_text(each["rationale"]),
        ]
        for factor in content.get("factors", [])
        for each in (factor.get("assessment") or {"criteria": []})["criteria"]
    ]
    headings = ("Nummer", "Erfolgsfaktor", "Kriterium", "Stand", "Veränderung", "Begründung")
    return _sheet("Erfolgsfaktoren", rows, *headings)


def _indicators(content: Json) -> Sheet:
    indicators = [each for factor in content.get("factors", []) for each in factor.get("indicators", [])]
    unique = {each["name"]: each for each in [*content.get("population", []), *indicators]}
    names = ("name", "value", "unit", "period", "before", "source")
    rows = [[each[name] for name in names] for each in unique.values()]
    return _sheet("Indikatoren", rows, "Indikator", "Wert", "Einheit", "Zeit", "davor", "Quelle")


def _ended(content: Json) -> Sheet:
    rows = [
        [
            each["number"],
            each["title"],
            each["field"],
            each["state"]["label"],
            each["period"],
            plain_text(each["reason"]),
        ]
        for measures in content.get("ended", {}).values()
        for each in measures
    ]
    return _sheet("Beendet", rows, "Nummer", "Maßnahme", "Handlungsfeld", "Status", "Laufzeit", "Grund")


def _funding(content: Json) -> Sheet:
    funding = content.get("funding", {})
    rows = [
        [heading, each["label"], each["planned"], each["granted"], each["spent"]]
        for heading, name in (("Jahr", "by_year"), ("Herkunft", "by_source"))
        for each in funding.get(name, [])
    ]
    return _sheet("Finanzierung", rows, "nach", "Wert", "geplant", "bewilligt", "ausgegeben")


_EFFECTS = (
    ("Kennzahlen", "key_figures", {"name": "Kennzahl", "unit": "Einheit", "baseline": "Ausgangswert", "target": "Ziel",
                                   "value": "letzter Wert", "period": "Zeit", "degree": "Zielerreichung"}),
    ("Meilensteine", "milestones", {"title": "Meilenstein", "due_label": "fällig am", "reason": "Grund"}),
    ("Geld je Maßnahme", "money_rows", {"year": "Jahr", "source": "Herkunft", "note": "Hinweis",
                                        "planned": "geplant", "granted": "bewilligt", "spent": "ausgegeben"}),
)  # fmt: skip


def _effects(content: Json) -> Iterator[Sheet]:
    """What is known of the effects and the money of each measure; nothing in snapshots before version 3."""
    measures = [measure for field in content["fields"] for measure in field["measures"]]
    for title, name, columns in _EFFECTS:
        rows = [
            [measure["number"], measure["title"], *(plain_text(each[key]) for key in columns)]
            for measure in measures
            for each in measure.get(name, [])
        ]
        yield _sheet(title, rows, "Nummer", "Maßnahme", *columns.values())
    indicators = [
        [each["number"], each["title"], found["rating"]["label"], *map(plain_text, (found["why"], found["lessons"]))]
        for each in measures
        if (found := each.get("evaluation"))
    ]
    yield _sheet("Auswertungen", indicators, "Nummer", "Maßnahme", "Ergebnis", "Warum", "Was daraus zu lernen ist")
