"""Goals of the edition in force, directions of the Erfolgsfaktoren and organisations, in SQL."""

from collections.abc import Mapping
from typing import Any

from reporting.publication.recount.queries import MEASURES, Asking

Values = dict[str, str]
Json = Mapping[str, Any]
EDITION = """
    SELECT e.id FROM success_factors_conceptedition e WHERE e.state = 'adopted' AND e.adopted_date <= %(day)s
    AND EXISTS (SELECT 1 FROM success_factors_goal g JOIN success_factors_guidinggoal l ON l.id = g.guiding_goal_id
                WHERE l.edition_id = e.id)
    ORDER BY e.adopted_date DESC, e.id DESC LIMIT 1
"""


def goals(ask: Asking) -> Values:
    """All goals of the newest adopted edition that has some, and those of each status."""
    states = ask.pairs(f"""
        SELECT g.state, COUNT(*) FROM success_factors_goal g
        JOIN success_factors_guidinggoal l ON l.id = g.guiding_goal_id
        WHERE l.edition_id IN (SELECT id FROM ({EDITION}) AS edition) GROUP BY g.state""")
    found = {f"goals:{state}": str(count) for state, count in states.items()}
    return found | {"goals": str(sum(states.values()))}


def taking_part(ask: Asking) -> Values:
    """Rounds that began in the period, their goals and comments by what became of them, and goals adopted otherwise."""
    begun = "r.opened_on BETWEEN %(start)s AND %(end)s"
    rounds = ask.number(f"SELECT COUNT(*) FROM roundtables_commentround r WHERE {begun}")
    if not rounds:
        return {}
    of_period = f"JOIN roundtables_commentround r ON r.id = p.round_id AND {begun}"
    put = f"roundtables_putgoal p {of_period}"
    said = f"""roundtables_goalcomment c JOIN roundtables_putgoal p
        ON p.id = c.put_goal_id AND c.dismissed_at IS NULL {of_period}"""
    outcomes = ask.pairs(f"SELECT c.outcome, COUNT(*) FROM {said} GROUP BY c.outcome")
    changed = f"""
        SELECT COUNT(*) FROM {put} JOIN success_factors_goal g ON g.id = p.goal_id AND g.text <> p.text
        JOIN success_factors_conceptedition e ON e.id = r.edition_id AND e.state = 'adopted' AND r.is_public"""
    return {f"taking_part:{key}": str(count) for key, count in outcomes.items()} | {
        "taking_part": str(rounds),
        "taking_part:goals": str(ask.number(f"SELECT COUNT(*) FROM {put}")),
        "taking_part:comments": str(sum(outcomes.values())),
        "taking_part:late": str(ask.number(f"SELECT COUNT(*) FROM {said} WHERE c.is_late_answer")),
        "taking_part:changed": str(ask.number(changed)),
    }


def organisations(ask: Asking) -> Values:
    """The measures of each organisation that carries or supports some."""
    rows = ask.pairs(f"""
        SELECT o.name, COUNT(DISTINCT t.measure_id) FROM city_organisation o JOIN (
            SELECT organisation_id, measure_id FROM measures_measure_carriers
            UNION SELECT organisation_id, measure_id FROM measures_measure_partners
        ) t ON t.organisation_id = o.id WHERE t.measure_id IN ({MEASURES}) GROUP BY o.id, o.name""")
    return {f"organisation:{name}": str(count) for name, count in rows.items()}


def directions(levels: Values, before: Json | None) -> Values:
    """Which way the level of each factor went since the report `before`; `levels` are those of now in SQL."""
    was = {each["number"]: (each.get("assessment") or {}).get("level") for each in (before or {}).get("factors", [])}
    found: Values = {}
    for key, level in levels.items():
        if key.endswith(":level"):
            old = was.get(int(key.split(":")[1]))
            found[key.replace(":level", ":direction")] = _moved(int(level) if level else None, old)
    return found


def _moved(level: int | None, old: int | None) -> str:
    if level is None:
        return "unknown"
    if old is None:
        return "first"
    return "same" if level == old else "better" if level > old else "worse"
