"""What changed since the last report: computed from two snapshots and nothing else.

new      measures that were not in the report before: [reference]
gone     measures that were and are not: [reference as it was]
state    changed status: [reference + before, after (labels)]
light    changed traffic light: [reference + before {key, label}, after {key, label}]
lead     changed Federführung: [reference + before, after]
"""

from typing import Any

Json = dict[str, Any]


def changes_between(before: Json, after: Json) -> Json:
    """The differences of the measures of two snapshots, in the order of their numbers."""
    old, new = _by_number(before), _by_number(after)
    both = [(old[number], new[number]) for number in sorted(old.keys() & new.keys())]
    return {
        "new": [_reference(new[number]) for number in sorted(new.keys() - old.keys())],
        "gone": [_reference(old[number]) for number in sorted(old.keys() - new.keys())],
        "state": [
            _changed(a, a["state"]["label"], b["state"]["label"])
            for b, a in both
            if a["state"]["key"] != b["state"]["key"]
        ],
        "light": [_changed(a, a["light"], b["light"]) for b, a in both if a["light"]["key"] != b["light"]["key"]],
        "lead": [_changed(a, a["lead"], b["lead"]) for b, a in both if a["lead"] != b["lead"]],
    }


def _by_number(snapshot: Json) -> dict[str, Json]:
    return {measure["number"]: measure for field in snapshot["fields"] for measure in field["measures"]}


def _reference(measure: Json) -> Json:
    return {name: measure[name] for name in ("number", "title", "state", "field")}


def _changed(measure: Json, after: Any, before: Any) -> Json:
    return {**_reference(measure), "before": before, "after": after}
