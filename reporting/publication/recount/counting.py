"""Every figure in SQL, by the keys of reporting.content.figures."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from measures.enums import FundingSource
from reporting.publication.recount.queries import (
    LAST_ACCEPTED,
    LAST_ASKED,
    LATEST_JUDGEMENT,
    MEASURES,
    ROUNDS,
    Asking,
    euro,
    half_up,
)

Values = dict[str, str]
Json = Mapping[str, Any]
ANSWERED = ("submitted", "accepted")
AMOUNTS = ("planned", "granted", "spent")


def summary(ask: Asking) -> Values:
    """All measures, their states and lights, the Handlungsfelder and their gaps."""
    total = ask.number(f"SELECT COUNT(*) FROM measures_measure WHERE id IN ({MEASURES})")
    states = ask.pairs(f"SELECT state, COUNT(*) FROM measures_measure WHERE id IN ({MEASURES}) GROUP BY state")
    lights = Counter(light for _, light, *_ in ask.rows(LAST_ACCEPTED))
    told = lights.total()
    lights["unknown"] += total - told
    areas = f"SELECT COUNT(DISTINCT field_of_action_id) FROM measures_measure WHERE id IN ({MEASURES})"
    gaps = ask.number(f"""
        SELECT COUNT(*) FROM success_factors_fieldofaction f
        WHERE (f.valid_from IS NULL OR f.valid_from <= %(day)s) AND (f.valid_until IS NULL OR f.valid_until >= %(day)s)
        AND NOT EXISTS (SELECT 1 FROM measures_measure m WHERE m.field_of_action_id = f.id AND m.state = 'running'
                        AND m.id IN ({MEASURES}))""")
    return {
        "total": str(total),
        "fields": str(ask.number(areas)),
        "gaps": str(gaps),
        "progress": str(told),
        **{f"state:{key}": str(count) for key, count in states.items()},
        **{f"light:{key}": str(count) for key, count in lights.items() if count},
    }


def returns(ask: Asking) -> Values:
    """The return rate of the period and of each round."""
    states = [state for _, state, _ in ask.rows(LAST_ASKED)]
    answered = sum(state in ANSWERED for state in states)
    found = {
        "returns:asked": str(len(states)),
        "returns:answered": str(answered),
        "returns:percent": half_up(answered, len(states)),
    }
    offices = ask.rows(f"""
        SELECT d.name, COUNT(*), SUM(CASE WHEN l.state IN ('submitted', 'accepted') THEN 1 ELSE 0 END)
        FROM ({LAST_ASKED}) l JOIN city_department d ON d.id = l.department_id GROUP BY d.name""")
    for name, asked, got in offices:
        found |= {f"returns:{name}:asked": str(asked), f"returns:{name}:answered": str(got)}
    rows = ask.rows(f"""
        SELECT r.title, r.state, COUNT(p.id), SUM(CASE WHEN p.state IN ('submitted', 'accepted') THEN 1 ELSE 0 END)
        FROM measures_reportinground r LEFT JOIN measures_progressreport p
            ON p.round_id = r.id AND p.state <> 'excluded'
        WHERE r.id IN ({ROUNDS}) GROUP BY r.id, r.title, r.state""")
    for title, state, asked, got in rows:
        silent = 0 if state == "open" else asked - got
        for name, value in (
            ("asked", str(asked)),
            ("answered", str(got)),
            ("percent", half_up(got, asked) or "0"),
            ("missing", str(silent)),
            ("pending", str(asked - got - silent)),
        ):
            found[f"round:{title}:{name}"] = value
    return found


def delays(ask: Asking) -> Values:
    """The reasons named where the last accepted report is yellow or red."""
    sql = f"""
        SELECT CASE WHEN l.delay_reason = '' THEN 'unstated' ELSE l.delay_reason END, COUNT(*) FROM ({LAST_ACCEPTED}) l
        WHERE l.traffic_light IN ('yellow', 'red') GROUP BY 1"""
    return {f"delay:{key}": str(count) for key, count in ask.pairs(sql).items()}


def factors(ask: Asking) -> Values:
    """Measures and level of each factor."""
    level = f"""
        SELECT CASE WHEN COUNT(c.id) = COUNT(a.id) THEN MIN(a.level) ELSE NULL END FROM success_factors_criterion c
        LEFT JOIN success_factors_assessment a ON a.criterion_id = c.id AND {LATEST_JUDGEMENT}
        WHERE c.factor_id = f.id"""
    rows = ask.rows(f"""
        SELECT f.number, COUNT(m.id), SUM(CASE WHEN m.state = 'running' THEN 1 ELSE 0 END), ({level})
        FROM success_factors_successfactor f
        LEFT JOIN measures_measure_success_factors t ON t.successfactor_id = f.id
        LEFT JOIN measures_measure m ON m.id = t.measure_id AND m.id IN ({MEASURES})
        GROUP BY f.id, f.number""")
    found: Values = {}
    for number, total, running, lowest in rows:
        found |= {f"factor:{number}:total": str(total), f"factor:{number}:running": str(running or 0)}
        found[f"factor:{number}:level"] = str(lowest or "")
    return found


def fields_and_leads(ask: Asking) -> Values:
    """Measures of each Handlungsfeld, of each Fachdienststelle and of each Dezernat."""
    areas = ask.pairs(f"""
        SELECT f.name, COUNT(m.id) FROM success_factors_fieldofaction f
        LEFT JOIN measures_measure m ON m.field_of_action_id = f.id AND m.id IN ({MEASURES}) GROUP BY f.id, f.name""")
    leads = ask.pairs(f"""
        SELECT d.name, COUNT(m.id) FROM city_department d
        JOIN measures_measure m ON m.lead_department_id = d.id AND m.id IN ({MEASURES}) GROUP BY d.id, d.name""")
    divisions = ask.pairs(f"""
        SELECT v.name, COUNT(m.id) FROM city_division v JOIN city_department d ON d.division_id = v.id
        JOIN measures_measure m ON m.lead_department_id = d.id AND m.id IN ({MEASURES}) GROUP BY v.id, v.name""")
    found = {f"field:{name}": str(count) for name, count in areas.items()}
    found |= {f"division:{name}": str(count) for name, count in divisions.items()}
    return found | {f"lead:{name}": str(count) for name, count in leads.items()}


def tables(ask: Asking) -> Values:
    """Needs, meetings and proposals of the Runde Tische."""
    needs = ask.pairs("""
        SELECT CASE WHEN n.is_public THEN 'told' ELSE 'unreleased' END, COUNT(*) FROM roundtables_need n
        WHERE n.merged_into_id IS NULL AND n.raised_on <= %(end)s AND (n.raised_on >= %(start)s
        OR n.state IN ('reported', 'in_discussion', 'prioritised', 'forwarded')) GROUP BY 1""")
    states = ask.pairs("""
        SELECT n.state, COUNT(*) FROM roundtables_need n
        WHERE NOT n.is_public AND n.merged_into_id IS NULL AND n.raised_on <= %(end)s AND (n.raised_on >= %(start)s
        OR n.state IN ('reported', 'in_discussion', 'prioritised', 'forwarded')) GROUP BY n.state""")
    meetings = ask.number("""
        SELECT COUNT(*) FROM roundtables_meeting WHERE state = 'held'
        AND starts_at >= %(start_moment)s AND starts_at < %(end_moment)s""")
    proposals = ask.number("""
        SELECT COUNT(*) FROM roundtables_proposal p WHERE p.state NOT IN ('draft', 'ranked') AND EXISTS (
        SELECT 1 FROM roundtables_forwarding f WHERE f.proposal_id = p.id
        AND f.forwarded_on BETWEEN %(start)s AND %(end)s)""")
    moved = ask.number("""
        SELECT COUNT(*) FROM roundtables_need n WHERE n.is_public AND n.state = 'in_measure'
        AND n.merged_into_id IS NULL AND n.raised_on BETWEEN %(start)s AND %(end)s""")
    told = {f"needs:{name}": str(needs.get(name, 0)) for name in ("told", "unreleased")} | {
        "needs:in_measure": str(moved)
    }
    told |= {f"needs:unreleased:{state}": str(number) for state, number in states.items()}
    return told | {"meetings": str(meetings), "proposals": str(proposals)}


def districts(ask: Asking) -> Values:
    """Where the measures are, and how many are in each Stadtteil."""
    places = ask.pairs(f"""
        SELECT CASE WHEN m.is_citywide THEN 'citywide' WHEN EXISTS (
        SELECT 1 FROM measures_measure_districts d WHERE d.measure_id = m.id) THEN 'districts' ELSE 'unstated' END,
        COUNT(*) FROM measures_measure m WHERE m.id IN ({MEASURES}) GROUP BY 1""")
    rows = ask.rows(f"""
        SELECT d.number, COUNT(m.id), SUM(CASE WHEN m.state = 'running' THEN 1 ELSE 0 END) FROM city_district d
        LEFT JOIN measures_measure_districts t ON t.district_id = d.id
        LEFT JOIN measures_measure m ON m.id = t.measure_id AND m.id IN ({MEASURES}) GROUP BY d.id, d.number""")
    found = {f"place:{name}": str(places.get(name, 0)) for name in ("citywide", "districts", "unstated")}
    for number, total, running in rows:
        found |= {f"district:{number}:total": str(total), f"district:{number}:running": str(running or 0)}
    return found


ENDING = f"""
    SELECT COUNT(*) FROM measures_measure m JOIN (
        SELECT t.measure_id, MAX(p.ends_on) AS until FROM measures_fundingprogramme_measures t
        JOIN measures_fundingprogramme p ON p.id = t.fundingprogramme_id WHERE p.granted > 0 GROUP BY t.measure_id
    ) g ON g.measure_id = m.id
    WHERE m.state = 'running' AND m.id IN ({MEASURES}) AND g.until <= %(last)s
    AND (m.end_date IS NULL OR m.end_date > g.until)"""


def money(ask: Asking) -> Values:
    """Each sum of money, over the rows of the years of the report."""
    rows = ask.rows(f"""
        SELECT f.year, f.source, f.planned, f.granted, f.spent, f.measure_id,
        CASE WHEN f.measure_id IN ({MEASURES}) THEN 1 ELSE 0 END, a.name
        FROM measures_funding f JOIN measures_measure m ON m.id = f.measure_id
        JOIN success_factors_fieldofaction a ON a.id = m.field_of_action_id
        WHERE m.state <> 'idea' AND f.year BETWEEN %(start_year)s AND %(end_year)s""")
    labels = dict(FundingSource.choices)
    groups = {"total": rows}
    for row in rows:
        groups.setdefault(f"year:{row[0]}", []).append(row)
        groups.setdefault(f"source:{labels[row[1]]}", []).append(row)
        groups.setdefault(f"field:{row[7]}", []).append(row)
    found: Values = {}
    for key, own in groups.items():
        found |= {f"money:{key}:{name}": euro([row[at] for row in own]) for at, name in enumerate(AMOUNTS, start=2)}
        found[f"money:{key}:compared"] = str(sum(row[2] is not None and row[4] is not None for row in own))
    found["money:measures"] = str(len({row[5] for row in rows if row[6]}))
    found["money:ending"] = str(ask.number(ENDING, last=ask.day + dt.timedelta(days=365)))
    return found | {"money:outside": str(len({row[5] for row in rows if not row[6]}))}


def ended(ask: Asking) -> Values:
    """What ended in the period, what had ended before, and what ended after it."""
    ends = "('completed', 'routine', 'dropped')"
    after = """CASE WHEN end_date IS NOT NULL THEN end_date > %(end)s
        WHEN state_since IS NOT NULL THEN state_since > %(end)s ELSE created_at >= %(end_moment)s END"""
    own = f"FROM measures_measure WHERE id IN ({MEASURES})"
    states = ask.pairs(f"SELECT state, COUNT(*) {own} AND NOT ({after}) GROUP BY state")
    later = ask.number(f"SELECT COUNT(*) {own} AND state IN {ends} AND {after}")
    before = ask.number(f"""
        SELECT COUNT(*) FROM measures_measure m WHERE m.state IN {ends} AND (m.end_date < %(start)s
        OR (m.end_date IS NULL AND m.state_since < %(start)s)
        OR (m.end_date IS NULL AND m.state_since IS NULL AND m.created_at < %(start_moment)s))""")
    found = {f"ended:{name}": str(states.get(name, 0)) for name in ("completed", "routine", "dropped")}
    undated = ask.number(f"SELECT COUNT(*) FROM measures_measure WHERE start_date IS NULL AND id IN ({MEASURES})")
    return found | {"ended_before": str(before), "ended_after": str(later), "undated": str(undated)}
