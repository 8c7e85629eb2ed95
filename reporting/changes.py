"""What changed since the last report: computed from two snapshots and nothing else.

new        measures that were not in the report before: [reference]
gone       measures that were and are not: [reference as it was]
ended      measures that were running or planned and are completed, routine or dropped: [reference + before, after]
state      changed status: [reference + before, after (labels)]
light      changed traffic light: [reference + before {key, label}, after {key, label}]
lead       changed Federführung: [reference + before, after]
aim        changed goal of the measure: [reference + before, after]
money      changed words about the money of the measure: [reference + before, after]
factors    changed level of an Erfolgsfaktor: [{number, title, before, after}]
indicators changed direction or value of an indicator: [{name, before, after}]
goals      goals with another status: [goal + before, after (labels)]; see reporting.goals
goals_new  goals that the report before did not tell: [goal]
"""

from typing import Any

from reporting.goals import goal_changes

Json = dict[str, Any]
ENDED = ("completed", "routine", "dropped")
NOTHING = "keine Angabe"
KINDS = {
    "new": "Neue Maßnahmen",
    "gone": "Nicht mehr im Bericht",
    "ended": "Beendet",
    "state": "Status",
    "light": "Ampel",
    "lead": "Federführung",
    "aim": "Ziel der Maßnahme",
    "money": "Finanzierung",
    "factors": "Erfolgsfaktoren",
    "indicators": "Indikatoren",
    "goals": "Ziele des Konzepts",
    "goals_new": "Neue Ziele des Konzepts",
}


def changes_between(before: Json, after: Json) -> Json:
    """The differences of the measures and goals of two snapshots, in the order of their numbers."""
    old, new = _by_number(before), _by_number(after)
    both = [(old[number], new[number]) for number in sorted(old.keys() & new.keys())]
    return {
        "new": [_reference(new[number]) for number in sorted(new.keys() - old.keys())],
        "gone": [_reference(old[number]) for number in sorted(old.keys() - new.keys())],
        "ended": [
            _changed(a, a["state"]["label"], b["state"]["label"])
            for b, a in both
            if a["state"]["key"] in ENDED and b["state"]["key"] not in ENDED
        ],
        "state": [
            _changed(a, a["state"]["label"], b["state"]["label"])
            for b, a in both
            if a["state"]["key"] != b["state"]["key"]
        ],
        "light": [_changed(a, a["light"], b["light"]) for b, a in both if a["light"]["key"] != b["light"]["key"]],
        "lead": [_changed(a, a["lead"], b["lead"]) for b, a in both if a["lead"] != b["lead"]],
        "aim": _texts(both, "aim"),
        "money": _texts(both, "funding_note"),
        "factors": _factors(before, after),
        "indicators": _indicators(before, after),
    } | goal_changes(before, after)


def rows_of(changes: Json) -> list[Json]:
    """All changes as rows to read and to filter: {kind, label, number, title, field, before, after}."""
    return [_row(kind, each) for kind in KINDS for each in changes.get(kind, [])]


def _row(kind: str, each: Json) -> Json:
    after = each["state"]["label"] if kind in ("new", "gone", "goals_new") else _word(each["after"])
    return {
        "kind": kind,
        "label": KINDS[kind],
        "number": each.get("number", ""),
        "title": each.get("title") or each.get("name") or each.get("text", ""),
        "field": each.get("field", ""),
        "before": _word(each.get("before", "")),
        "after": after,
    }


def _word(value: Any) -> str:
    return value["label"] if isinstance(value, dict) else str(value)


def _by_number(snapshot: Json) -> dict[str, Json]:
    return {measure["number"]: measure for field in snapshot["fields"] for measure in field["measures"]}


def _reference(measure: Json) -> Json:
    return {name: measure[name] for name in ("number", "title", "state", "field")}


def _changed(measure: Json, after: Any, before: Any) -> Json:
    return {**_reference(measure), "before": before, "after": after}


def _texts(both: list[tuple[Json, Json]], name: str) -> list[Json]:
    texts = [(a, a.get(name) or NOTHING, b.get(name) or NOTHING) for b, a in both]
    return [_changed(measure, now, was) for measure, now, was in texts if now != was]


def _factors(before: Json, after: Json) -> list[Json]:
    old = {each["number"]: each.get("assessment") for each in before.get("factors", [])}
    found = []
    for each in after.get("factors", []):
        was, now = old.get(each["number"]), each.get("assessment")
        if was and now and was["level"] != now["level"]:
            levels = {"before": was["label"], "after": now["label"]}
            found.append({"number": str(each["number"]), "title": each["title"]} | levels)
    return found


def _indicators(before: Json, after: Json) -> list[Json]:
    old, new = _indicators_by_name(before), _indicators_by_name(after)
    return [
        {"name": name, "before": _told(old[name]), "after": _told(new[name])}
        for name in sorted(old.keys() & new.keys())
        if _told(old[name]) != _told(new[name])
    ]


def _indicators_by_name(snapshot: Json) -> dict[str, Json]:
    of_factors = [each for factor in snapshot.get("factors", []) for each in factor.get("indicators", [])]
    return {each["name"]: each for each in [*snapshot.get("population", []), *of_factors]}


def _told(indicator: Json) -> str:
    movement = f", {indicator['movement']['label']}" if indicator["movement"] else ""
    return f"{indicator['value']} {indicator['unit']} ({indicator['period']}{movement})"
