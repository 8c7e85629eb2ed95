"""Resolutions and orders, parts of chapters, and deviations of money, in SQL."""

from fractions import Fraction
from typing import Any

from measures.enums import FundingSource
from reporting.publication.recount.queries import LAST_ACCEPTED, MEASURES, Asking, euro, whole_percent

Values = dict[str, str]


def resolutions(ask: Asking) -> Values:
    """Those of the period with their votes; the orders that everybody can read, and those overdue."""
    votes = ask.rows("""
        SELECT votes_for, votes_against, abstentions, is_unanimous FROM measures_resolution
        WHERE resolved_date BETWEEN %(start)s AND %(end)s ORDER BY resolved_date, id""")
    orders = """
        SELECT COUNT(*) FROM measures_resolution WHERE link <> '' AND resolved_date <= %(end)s
        AND (state IN ('open', 'in_progress') OR settled_on >= %(start)s)"""
    late = " AND state IN ('open', 'in_progress') AND due_date < %(day)s"
    return {
        "resolutions": str(len(votes)),
        "resolutions:votes": "; ".join(told for told in (_vote(*row) for row in votes) if told),
        "orders": str(ask.number(orders)),
        "orders:overdue": str(ask.number(orders + late)),
    }


def _vote(yes: int | None, no: int | None, abstained: int | None, unanimous: Any) -> str:
    words = [] if unanimous is None else ["einstimmig" if unanimous else "mehrheitlich"]
    words += [f"{yes} Ja", f"{no} Nein"] if yes is not None else []
    if abstained is not None:
        words.append(f"{abstained} Enthaltung{'' if abstained == 1 else 'en'}")
    return ", ".join(words)


def parts(ask: Asking) -> Values:
    """Status and Ampel of the measures of each Handlungsfeld, and the status of those of each Erfolgsfaktor."""
    light = "COALESCE(l.traffic_light, 'unknown')"
    found: Values = {}
    for name, column in (("state", "m.state"), ("light", light)):
        rows = ask.rows(f"""
            SELECT f.name, {column}, COUNT(*) FROM measures_measure m
            JOIN success_factors_fieldofaction f ON f.id = m.field_of_action_id
            LEFT JOIN ({LAST_ACCEPTED}) l ON l.measure_id = m.id
            WHERE m.id IN ({MEASURES}) GROUP BY f.name, {column}""")
        found |= {f"field:{field}:{name}:{key}": str(count) for field, key, count in rows}
    rows = ask.rows(f"""
        SELECT f.number, m.state, COUNT(*) FROM measures_measure m
        JOIN measures_measure_success_factors t ON t.measure_id = m.id
        JOIN success_factors_successfactor f ON f.id = t.successfactor_id
        WHERE m.id IN ({MEASURES}) GROUP BY f.number, m.state""")
    return found | {f"factor:{number}:state:{state}": str(count) for number, state, count in rows}


def deviations(ask: Asking) -> Values:
    """Spent minus planned where both are known, by year, by source and of all."""
    rows = ask.rows("""
        SELECT f.year, f.source, f.planned, f.spent, a.name FROM measures_funding f JOIN measures_measure m
        ON m.id = f.measure_id JOIN success_factors_fieldofaction a ON a.id = m.field_of_action_id
        WHERE m.state <> 'idea' AND f.year BETWEEN %(start_year)s AND %(end_year)s""")
    labels = dict(FundingSource.choices)
    groups: dict[str, list[Any]] = {"total": rows}
    for row in rows:
        groups.setdefault(f"year:{row[0]}", []).append(row)
        groups.setdefault(f"source:{labels[row[1]]}", []).append(row)
        groups.setdefault(f"field:{row[4]}", []).append(row)
    found = {
        "money:without": str(
            ask.number(f"""
        SELECT COUNT(*) FROM measures_measure m WHERE m.id IN ({MEASURES}) AND NOT EXISTS (
        SELECT 1 FROM measures_funding f WHERE f.measure_id = m.id
        AND f.year BETWEEN %(start_year)s AND %(end_year)s)""")
        )
    }
    for key, own in groups.items():
        found |= {f"money:{key}:deviation": _deviation(own), f"money:{key}:entries": str(len(own))}
    return found


def _deviation(rows: list[Any]) -> str:
    both = [(round(100 * float(row[2])), round(100 * float(row[3]))) for row in rows if None not in row[2:4]]
    if not both:
        return "–"
    planned, spent = (sum(each) for each in zip(*both, strict=True))
    more = spent - planned
    told = f"{_sign(more)}{euro([abs(more) / 100])}"
    if not planned:
        return told
    share = whole_percent(Fraction(100 * more, planned))
    grouped = f"{abs(share):,}".replace(",", ".")
    return f"{told} ({_sign(share)}{grouped} %)"


def _sign(value: int) -> str:
    return "+" if value > 0 else "−" if value < 0 else "±"
