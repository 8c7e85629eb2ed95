"""What changed since the last report: computed from two snapshots and nothing else.

new        measures that were not in the report before: [reference]
gone       measures that were and are not, though they had not ended: [reference as it was]
ended      measures that were running or planned and are completed, routine or dropped: [reference + before, after]
state      changed status, also of those that ended: [reference + before, after (labels)]
light      better or worse traffic light: [reference + before {key, label}, after {key, label}]
light_new  traffic light that is told for the first time or again: the same
light_gone traffic light that is told no longer: the same
lead       changed responsibility: [reference + before, after]; an office with a new name is no change
field      moved to another Handlungsfeld while the one before goes on: [reference + before, after]
aim        changed goal of the measure: [reference + before, after]
money      changed sums or words about the money of the measure: [reference + before, after]
factors    changed level of an Erfolgsfaktor: [{number, title, before, after}]
criteria   changed level of a criterion: [{number (of its factor), title, before, after}]
directions changed direction of an indicator: [{name, before, after}]
indicators changed value of an indicator: [{name, before, after}]
goals      goals with another status, wording or year: [goal + before, after]; see reporting.content.goals_in_force
goals_new  goals that the report before did not tell: [goal]

Snapshots published before a kind was added lack it. What neither snapshot tells is no change.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Literal, cast

from measures.enums import ENDED_STATES
from neuss_integration.foundation.words.markdown import read_as_words
from neuss_integration.foundation.words.units import with_unit
from reporting.content.goals_in_force import goal_changes
from reporting.content.money import money_words
from reporting.content.shape import Content, SuccessionInReport
from reporting.content.shape_of_changes import (
    ChangedIndicator,
    ChangedLevel,
    ChangedLight,
    ChangedMeasure,
    ChangesInReport,
)
from reporting.content.shape_of_concept import CriterionInReport, IndicatorInReport
from reporting.content.shape_of_measures import MeasureInReport, short_entry
from success_factors.enums import TableSign
from success_factors.selectors.indicators import SUPPRESSED

Json = dict[str, Any]
Pairs = list[tuple[MeasureInReport, MeasureInReport]]
Shown = Callable[[IndicatorInReport], str]
NOTHING = "keine Angabe"
KINDS = {
    "new": "Neue Maßnahmen",
    "completed": "Abgeschlossen",
    "routine": "In laufendes Geschäft übergegangen",
    "dropped": "Nicht weiter verfolgt",
    "gone": "Nicht mehr im Bericht",
    "state": "Anderer Status, nicht beendet",
    "light_worse": "Schlechtere Ampel",
    "light_better": "Bessere Ampel",
    "light_new": "Ampel neu angegeben",
    "light_gone": "Ampel nicht mehr angegeben",
    "lead": "Andere Federführung",
    "field": "Anderes Handlungsfeld",
    "aim": "Anderes Ziel der Maßnahme",
    "money": "Andere Finanzierung",
    "factors": "Andere Stufe eines Erfolgsfaktors",
    "criteria": "Andere Einschätzung eines Kriteriums",
    "directions": "Andere Richtung eines Indikators",
    "indicators": "Neuer Wert eines Indikators",
    "goals": "Ziele des Konzepts",
    "goals_new": "Neue Ziele des Konzepts",
}
"""The kinds people read and filter by, in their order."""
LIGHTS = ("light", "light_new", "light_gone")
WORSE = ("green", "yellow", "red")
"""The traffic lights from good to bad; "keine Angabe" is no place in this order."""


def changes_between(before: Content, after: Content) -> ChangesInReport:
    """The differences of the measures and goals of two snapshots, in the order of their numbers."""
    old, new = _by_number(before), _by_number(after)
    both = [(old[number], new[number]) for number in sorted(old.keys() & new.keys())]
    return (
        {
            "new": [short_entry(new[number]) for number in sorted(new.keys() - old.keys())],
            "gone": [
                short_entry(old[number]) for number in sorted(old.keys() - new.keys()) if not _has_ended(old[number])
            ],
            "ended": [
                _changed(a, a["state"]["label"], b["state"]["label"])
                for b, a in both
                if a["state"]["key"] in ENDED_STATES and b["state"]["key"] not in ENDED_STATES
            ],
            "state": [
                _changed(a, a["state"]["label"], b["state"]["label"])
                for b, a in both
                if a["state"]["key"] != b["state"]["key"]
            ],
            "lead": _leads(both, after.get("successions", [])),
            "field": _fields(both, {each.get("name") for each in after["fields"]}),
            "aim": _texts(both, "aim"),
            "money": sorted([*_sums(both), *_texts(both, "funding_note")], key=lambda each: each["number"]),
            "factors": _factors(before, after),
            "criteria": _criteria(before, after),
            "directions": _indicators(before, after, _direction),
            "indicators": _values_of_indicators(before, after),
        }
        | light_moves(_lights(both))
        | goal_changes(before, after)
    )


def light_moves(changed: Iterable[ChangedLight]) -> ChangesInReport:
    """Changes of traffic lights kept apart: between two colours, to a colour, and from a colour to none."""
    found: dict[str, list[ChangedLight]] = {name: [] for name in LIGHTS}
    for each in changed:
        was, now = each["before"]["key"], each["after"]["key"]
        if was != now:
            found["light_new" if was not in WORSE else "light_gone" if now not in WORSE else "light"].append(each)
    return cast(ChangesInReport, found)


def is_worse(changed: Mapping[str, Any]) -> bool:
    """Whether a change between two colours went the wrong way."""
    return WORSE.index(changed["after"]["key"]) > WORSE.index(changed["before"]["key"])


def _leads(both: Pairs, successions: list[SuccessionInReport]) -> list[ChangedMeasure]:
    """Changed responsibility. An office that took over the name, the place or a part of another is the same one."""
    heirs = {each["name"]: each["successors"] for each in successions}
    return [
        _changed(a, a["lead"], b["lead"])
        for b, a in both
        if a["lead"] != b["lead"] and a["lead"] not in _descent(b["lead"], heirs)
    ]


def _fields(both: Pairs, there: set[str | None]) -> list[ChangedMeasure]:
    """Moves between Handlungsfelder that are both `there`; a new name or an end of one moves nothing."""
    moved = [(a, b) for b, a in both if a["field"] != b["field"] and b["field"] in there]
    return [_changed(a, a["field"], b["field"]) for a, b in moved]


def _descent(name: str, heirs: dict[str, list[str]]) -> set[str]:
    """All offices that came of the office `name`."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = [heir for heir in heirs.get(waiting.pop(), []) if heir not in found]
        found.update(new)
        waiting += new
    return found


def rows_of(changes: Mapping[str, Any] | None) -> list[Json]:
    """All changes as rows {kind, label, number, title, field, before, after, before_key, after_key}, by kind.

    A measure that ended stands under how it ended and not a second time under its status.
    """
    return sorted(_rows(changes or {}), key=lambda row: list(KINDS).index(row["kind"]))


def groups_of(rows: list[Json]) -> list[Json]:
    """The rows by kind: [{kind, label, rows}]."""
    found = groupby(rows, key=lambda row: (row["kind"], row["label"]))
    return [{"kind": kind, "label": label, "rows": list(each)} for (kind, label), each in found]


def _rows(changes: Mapping[str, Any]) -> Iterator[Json]:
    ended = {each["number"] for each in changes.get("ended", [])}
    for name in (*KINDS, "ended", "light"):
        for each in changes.get(name, []):
            if name != "state" or each["number"] not in ended:
                yield _row(_kind(name, each), each)


def _kind(name: str, each: Json) -> str:
    """The kind of a change told under `name`."""
    if name == "light":
        return "light_worse" if is_worse(each) else "light_better"
    return str(each["state"]["key"]) if name == "ended" else name


def _row(kind: str, each: Json) -> Json:
    before, after = each.get("before", ""), each.get("after", each.get("state", ""))
    return {
        "kind": kind,
        "label": KINDS[kind],
        "number": each.get("number", ""),
        "title": each.get("title") or each.get("name") or each.get("text", ""),
        "field": each.get("field", ""),
        "before": _word(before),
        "after": _word(after),
        "before_key": before["key"] if isinstance(before, dict) else "",
        "after_key": after["key"] if isinstance(after, dict) else "",
    }


def _word(value: Any) -> str:
    return value["label"] if isinstance(value, dict) else read_as_words(str(value))


def _has_ended(measure: MeasureInReport) -> bool:
    return measure["state"]["key"] in ENDED_STATES


def _by_number(snapshot: Content) -> dict[str, MeasureInReport]:
    return {measure["number"]: measure for field in snapshot["fields"] for measure in field["measures"]}


def _changed(measure: MeasureInReport, after: str, before: str) -> ChangedMeasure:
    return {**short_entry(measure), "before": before, "after": after}


def _lights(both: Pairs) -> Iterator[ChangedLight]:
    for b, a in both:
        yield {**short_entry(a), "before": b["light"], "after": a["light"]}


def _texts(both: Pairs, name: Literal["aim", "funding_note"]) -> list[ChangedMeasure]:
    texts = [(a, a.get(name) or NOTHING, b.get(name) or NOTHING) for b, a in both]
    return [_changed(measure, now, was) for measure, now, was in texts if now != was]


def _sums(both: Pairs) -> list[ChangedMeasure]:
    """Where both snapshots know the sums of a measure and they differ."""
    known = [(b, a) for b, a in both if "money" in b and "money" in a and b["money"] != a["money"]]
    return [_changed(a, money_words(a["money"]) or NOTHING, money_words(b["money"]) or NOTHING) for b, a in known]


def _factors(before: Content, after: Content) -> list[ChangedLevel]:
    old = {each["number"]: each.get("assessment") for each in before.get("factors", [])}
    found: list[ChangedLevel] = []
    for each in after.get("factors", []):
        was, now = old.get(each["number"]), each.get("assessment")
        if was and now and was["level"] != now["level"]:
            number, title = str(each["number"]), each["title"]
            found.append({"number": number, "title": title, "before": was["label"], "after": now["label"]})
    return found


def _criteria(before: Content, after: Content) -> list[ChangedLevel]:
    old = {(number, each["text"]): each for number, each in _judged(before)}
    return [
        {"number": str(number), "title": each["text"], "before": was["label"], "after": each["label"]}
        for number, each in _judged(after)
        if (was := old.get((number, each["text"]))) and was["level"] != each["level"]
    ]


def _judged(snapshot: Content) -> Iterator[tuple[int, CriterionInReport]]:
    for factor in snapshot.get("factors", []):
        assessment = factor.get("assessment")
        for criterion in assessment.get("criteria", []) if assessment else []:
            yield factor["number"], criterion


def _indicators(before: Content, after: Content, shown: Shown) -> list[ChangedIndicator]:
    old, new = _indicators_by_name(before), _indicators_by_name(after)
    return [
        {"name": name, "before": shown(old[name]), "after": shown(new[name])}
        for name in sorted(old.keys() & new.keys())
        if shown(old[name]) != shown(new[name])
    ]


def _values_of_indicators(before: Content, after: Content) -> list[ChangedIndicator]:
    """New values. What `after` hides of the time that `before` told of is none, and its number is not told again."""
    new = _indicators_by_name(after)
    rows, was = _indicators(before, after, _value), _indicators_by_name(before)
    for row in rows:
        hidden = f"{SUPPRESSED} ({was[row['name']]['period']})"
        row["before"] = hidden if new[row["name"]].get("before") == hidden else row["before"]
    return [row for row in rows if not _is_hidden_since(was[row["name"]], new[row["name"]])]


def _is_hidden_since(old: IndicatorInReport, new: IndicatorInReport) -> bool:
    """Whether both tell of one time, and one of them hides its number."""
    return old["period"] == new["period"] and bool({SUPPRESSED, TableSign.SECRET.sign} & {old["value"], new["value"]})


def _indicators_by_name(snapshot: Content) -> dict[str, IndicatorInReport]:
    of_factors = [each for factor in snapshot.get("factors", []) for each in factor.get("indicators", [])]
    return {each["name"]: each for each in [*snapshot.get("population", []), *of_factors]}


def _value(indicator: IndicatorInReport) -> str:
    return f"{with_unit(indicator['value'], indicator['unit'])} ({indicator['period']})"


def _direction(indicator: IndicatorInReport) -> str:
    return indicator["movement"]["label"] if indicator["movement"] else NOTHING
