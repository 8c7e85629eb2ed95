"""What differs from the last report, in SQL over the rows of now beside the snapshot of that report."""

from collections.abc import Mapping
from typing import Any

from reporting.publication.recount.concept import EDITION
from reporting.publication.recount.queries import LAST_ACCEPTED, LATEST_JUDGEMENT, MEASURES, Asking, euro

Values = dict[str, str]
Json = Mapping[str, Any]
OVER = ("completed", "routine", "dropped")
NOTHING = "keine Angabe"
NOW = f"""
    SELECT m.number, m.state, d.name, COALESCE(l.traffic_light, 'unknown'), f.name, m.aim, m.funding_note
    FROM measures_measure m JOIN city_department d ON d.id = m.lead_department_id
    JOIN success_factors_fieldofaction f ON f.id = m.field_of_action_id
    LEFT JOIN ({LAST_ACCEPTED}) l ON l.measure_id = m.id WHERE m.id IN ({MEASURES})
"""
FIELDS = f"""
    SELECT f.name FROM success_factors_fieldofaction f WHERE
    (f.valid_from IS NULL OR f.valid_from <= %(day)s) AND (f.valid_until IS NULL OR f.valid_until >= %(day)s)
    OR EXISTS (SELECT 1 FROM measures_measure m WHERE m.field_of_action_id = f.id AND m.id IN ({MEASURES}))
"""
SUMS = f"""
    SELECT m.number, f.planned, f.granted, f.spent FROM measures_funding f JOIN measures_measure m
    ON m.id = f.measure_id WHERE m.id IN ({MEASURES})
"""
CRITERIA = f"""
    SELECT f.number, c.text, a.level FROM success_factors_criterion c
    JOIN success_factors_successfactor f ON f.id = c.factor_id
    LEFT JOIN success_factors_assessment a ON a.criterion_id = c.id AND {LATEST_JUDGEMENT}
"""
GOALS = f"""
    SELECT e.title, l.position, g.position, g.state, g.text, g.target_year FROM success_factors_goal g
    JOIN success_factors_guidinggoal l ON l.id = g.guiding_goal_id
    JOIN success_factors_conceptedition e ON e.id = l.edition_id
    WHERE e.id IN (SELECT id FROM ({EDITION}) AS edition)
"""


def changes(ask: Asking, before: Json, second: Values) -> Values:
    """Each kind of change since the report `before`; `second` holds what was counted a second time so far."""
    found = _of_measures(ask, before) | _of_concept(ask, before, second) | _of_goals(ask, before)
    return {f"changes:{name}": str(number) for name, number in found.items()}


def _of_measures(ask: Asking, before: Json) -> dict[str, int]:
    now = {row[0]: row[1:] for row in ask.rows(NOW)}
    was = {each["number"]: each for field in before["fields"] for each in field["measures"]}
    pairs = [(was[number], *now[number]) for number in was.keys() & now.keys()]
    order = {"green": 1, "yellow": 2, "red": 3}
    lights = [(order.get(old["light"]["key"], 0), order.get(light, 0)) for old, _, _, light, *_ in pairs]
    fields = {name for (name,) in ask.rows(FIELDS)}
    ended = [state for old, state, *_ in pairs if state in OVER and old["state"]["key"] not in OVER]
    other = sum(old["state"]["key"] != state for old, state, *_ in pairs)
    gone = [was[number] for number in was.keys() - now.keys()]
    return {
        "new": len(now.keys() - was.keys()),
        "gone": sum(each["state"]["key"] not in OVER for each in gone),
        **{name: ended.count(name) for name in OVER},
        "state": other - len(ended),
        "state_all": other,
        "light_worse": sum(0 < then < today for then, today in lights),
        "light_better": sum(0 < today < then for then, today in lights),
        "light_new": sum(then == 0 < today for then, today in lights),
        "light_gone": sum(today == 0 < then for then, today in lights),
        "lead": sum(old["lead"] != lead and not _inherited(ask, old["lead"], lead) for old, _, lead, *_ in pairs),
        "field": sum(old["field"] in fields - {name} for old, _, _, _, name, *_ in pairs),
        "aim": sum((old["aim"] or NOTHING) != (aim or NOTHING) for old, *_, aim, _ in pairs),
        "money": _other_money(ask, pairs),
    }


def _other_money(ask: Asking, pairs: list[Any]) -> int:
    """Other sums, and other words, each counted."""
    rows = ask.rows(SUMS)
    found = 0
    for old, *_, note in pairs:
        own = [row[1:] for row in rows if row[0] == old["number"]]
        sums = {name: euro([row[at] for row in own]) for at, name in enumerate(("planned", "granted", "spent"))}
        found += ("money" in old and old["money"] != sums) + ((old.get("funding_note") or NOTHING) != (note or NOTHING))
    return found


def _of_concept(ask: Asking, before: Json, second: Values) -> dict[str, int]:
    judged = [each for each in before.get("factors", []) if each.get("assessment")]
    levels = {each["number"]: str(each["assessment"]["level"] or "") for each in judged}
    then = {(each["number"], one["text"]): one["level"] for each in judged for one in each["assessment"]["criteria"]}
    criteria = [(then[number, text], level) for number, text, level in ask.rows(CRITERIA) if (number, text) in then]
    told = [*before.get("population", []), *(one for each in before.get("factors", []) for one in each["indicators"])]
    by_name = {one["name"]: one for one in told}
    indicators = [each for name, each in by_name.items() if f"indicator:{name}:value" in second]
    return {
        "factors": sum(second[f"factor:{number}:level"] != level for number, level in levels.items()),
        "criteria": sum(old != level for old, level in criteria),
        "directions": sum(
            second[f"indicator:{each['name']}:direction"] != (each["movement"]["label"] if each["movement"] else "")
            for each in indicators
        ),
        "indicators": sum(_is_new_value(each, second[f"indicator:{each['name']}:told"]) for each in indicators),
    }


def _is_new_value(was: Json, told: str) -> bool:
    """Told otherwise, and not only hidden or shown since for the same time."""
    unit_and_time = f" {was['unit']} ({was['period']})"
    is_hidden = was["value"] in ("·", ".") or told in (f"·{unit_and_time}", f".{unit_and_time}")
    return told != was["value"] + unit_and_time and not (is_hidden and told.endswith(unit_and_time))


def _of_goals(ask: Asking, before: Json) -> dict[str, int]:
    """Status, wording and year of each goal are a change each."""
    was = {(each["edition"], each["number"]): each for each in before.get("goals", [])}
    now = {(row[0], f"{row[1]}.{row[2]}"): row[3:] for row in ask.rows(GOALS)} if was else {}
    other = 0
    for key in was.keys() & now.keys():
        old, (state, text, year) = was[key], now[key]
        other += (old["state"]["key"] != state) + (old["text"] != text) + (old.get("target_year") != year)
    return {"goals": other, "goals_new": len(now.keys() - was.keys())}


def _inherited(ask: Asking, old: str, new: str) -> bool:
    """Whether the office `new` came of `old`, however many steps."""
    sql = """
        WITH RECURSIVE step (old, new) AS (
            SELECT id, successor_id FROM city_department WHERE successor_id IS NOT NULL
            UNION SELECT h.department_id, s.department_id FROM measures_handover h
            JOIN measures_handover_successors s ON s.handover_id = h.id WHERE h.kind <> 'dissolved'
        ), line (id) AS (
            SELECT id FROM city_department WHERE name = %(old)s
            UNION SELECT step.new FROM step JOIN line ON line.id = step.old
        )
        SELECT 1 FROM line JOIN city_department d ON d.id = line.id WHERE d.name = %(new)s"""
    return bool(ask.rows(sql, old=old, new=new))
