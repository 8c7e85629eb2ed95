"""Figures of the workbook a second time: asked of the tables in plain SQL by the words that stand in their row."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from measures.enums import FundingSource
from reporting.publication.recount.queries import MEASURES, Asking

MONEY: Final = "SELECT SUM(f.{column}) FROM measures_funding f JOIN measures_measure m ON m.id = f.measure_id WHERE "
NAMED: Final = "m.number = %(Nummer)s AND f.year = %(Jahr)s AND f.source = %(source)s AND f.note = %(note)s"
OF_PERIOD: Final = "m.state <> 'idea' AND f.year BETWEEN %(start_year)s AND %(end_year)s AND "
ROUND: Final = """
    SELECT COUNT(*) FROM measures_progressreport p JOIN measures_reportinground r ON r.id = p.round_id
    WHERE r.title = %(Berichtsrunde)s AND p.state {states}
"""
DISTRICT: Final = f"""
    SELECT COUNT(*) FROM measures_measure m JOIN measures_measure_districts l ON l.measure_id = m.id
    JOIN city_district d ON d.id = l.district_id WHERE d.name = %(Stadtteil)s AND m.id IN ({MEASURES})
"""  # noqa: S608 - only the constant above
POINT: Final = """
    SELECT v.value FROM success_factors_indicatorvalue v JOIN success_factors_indicator i ON i.id = v.indicator_id
    WHERE i.name = %(Indikator)s AND COALESCE(NULLIF(v."group", ''), 'insgesamt') = %(Gruppe)s AND v.is_used
    AND v.reference_date BETWEEN %(begin)s AND %(until)s
    UNION ALL
    SELECT v.value FROM success_factors_areavalue v JOIN success_factors_indicator i ON i.id = v.indicator_id
    WHERE i.name = %(Indikator)s AND v.area = %(Gruppe)s AND v.reference_date BETWEEN %(begin)s AND %(until)s
"""
KEY_FIGURE: Final = """
    SELECT k.{column} FROM measures_keyfigure k JOIN measures_measure m ON m.id = k.measure_id
    WHERE m.number = %(Nummer)s AND k.name = %(Kennzahl)s
"""
MEETING: Final = """
    SELECT {column} FROM roundtables_meeting WHERE title = %(Sitzung)s AND starts_at BETWEEN %(eve)s AND %(night)s
"""
AMOUNTS: Final = {"planned": "geplant (Euro)", "granted": "bewilligt (Euro)", "spent": "ausgegeben (Euro)"}
SECOND: Final = {
    ("Berichtsrunden", "gefragt"): ROUND.format(states="<> 'excluded'"),
    ("Berichtsrunden", "beantwortet"): ROUND.format(states="IN ('submitted', 'accepted')"),
    ("Stadtteile", "Maßnahmen"): DISTRICT,
    ("Stadtteile", "laufend"): f"{DISTRICT} AND m.state = 'running'",
    ("Indikatoren, alle Werte", "Wert"): POINT,
    ("Kennzahlen", "Ausgangswert"): KEY_FIGURE.format(column="baseline_value"),
    ("Kennzahlen", "Ziel"): KEY_FIGURE.format(column="target_value"),
    ("Vorschläge", "beantragt (Euro)"): "SELECT p.amount FROM roundtables_proposal p WHERE p.number = %(Nummer)s",
    ("Vorschläge", "beschlossen (Euro)"): "SELECT resolved_amount FROM roundtables_proposal WHERE number = %(Nummer)s",
    ("Sitzungen", "Stimmen anwesend"): MEETING.format(column="votes_present"),
    **{("Geld je Maßnahme", name): MONEY.format(column=key) + NAMED for key, name in AMOUNTS.items()},
    **{("Finanzierung nach Jahr", name): MONEY.format(column=key) + OF_PERIOD + "f.year = %(Jahr)s"
       for key, name in AMOUNTS.items()},
    **{("Finanzierung nach Herkunft", name): MONEY.format(column=key) + OF_PERIOD + "f.source = %(source)s"
       for key, name in AMOUNTS.items()},
}  # fmt: skip
"""What SQL finds for the column of a sheet; the words of the row are its parameters."""
SOURCES: Final = {each.label: each.value for each in FundingSource}


def figures_of(book: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Sheet, column and row of every number for which there is a second way."""
    for sheet, column in SECOND:
        head, *rows = book[sheet].iter_rows(values_only=True) if sheet in book.sheetnames else [()]
        for row in (dict(zip(head, values, strict=True)) for values in rows):
            if row[column] is not None:
                yield sheet, column, row


def found_in_tables(asking: Asking, sheet: str, column: str, row: dict[str, Any]) -> Decimal:
    """The same number, of the rows of today."""
    words = {name: "" if value is None else value for name, value in row.items()}
    others = {"source": SOURCES.get(words.get("Herkunft", ""), ""), "note": words.get("Hinweis")}
    ((value,),) = asking.rows(SECOND[sheet, column], **words | others | _time(row))
    return Decimal(str(value))


def _time(row: dict[str, Any]) -> dict[str, Any]:
    """The days between which a value of an indicator must have its day; of a meeting the moments around it."""
    if isinstance(begin := row.get("Beginn der Zeit"), dt.datetime):
        ends = {int: dt.date(begin.year, 12, 31), str: begin.date() + dt.timedelta(days=30)}
        return {"begin": begin.date(), "until": ends.get(type(row["Zeit"]), begin.date())}
    day = dt.timedelta(days=1)
    return {"eve": row["am"].date() - day, "night": row["am"].date() + day} if "am" in row else {}
