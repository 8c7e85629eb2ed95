"""What an older snapshot lacks: nothing is said in place of what nobody froze.

A key that a later version of the application added without a new schema stands not in a snapshot before it. Where a
form needs one, it gets the value that says nothing; a section whose rows are missing keeps its text and tells no more.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

Json = dict[str, Any]

ROWS_OF_SECTION: Final = {
    "population": "population",
    "goals": "goals",
    "tables": "round_tables",
    "districts": "districts",
    "funding": "funding",
    "employer": "employer",
    "services": "services",
    "outreach": "outreach",
    "ended": "ended",
    "duties": "responsibilities",
    "organisations": "organisations",
    "methods": "methods",
    "renamed": "renamed",
    "glossary": "glossary",
    "sources": "sources",
}
"""The key without which a section knows nothing."""


BLANKS: Final[Mapping[str, Json]] = {
    "population": {"before": ""},
    "responsibilities": {"division": ""},
    "resolutions": {"vote": ""},
}
"""What the rows of a list get that lack it."""


def completed(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """`content` with the values that say nothing where its keys are missing; what has them all stays as it is."""
    parts: Json = {name: _filled(content[name], blanks) for name, blanks in BLANKS.items() if name in content}
    parts |= {"sections": list(_sections(content)), "summary": _summary(content["summary"])}
    parts["factors"] = [
        {**each, "indicators": _filled(each.get("indicators", []), BLANKS["population"])} for each in content["factors"]
    ]
    if employer := content.get("employer"):
        parts["employer"] = _employer(employer)
    changed = {name: part for name, part in parts.items() if part != content[name]}
    return {**content, **changed} if changed else content


def _filled(rows: list[Json], blanks: Json) -> list[Json]:
    return [blanks | row for row in rows]


def _employer(found: Json) -> Json:
    """Without the year before where nobody froze whether the same offices told it: such sums tell no growth."""
    if {"same_offices", "before_told"} <= found.keys():
        return found
    unknown = {"before_year": None, "before_told": 0, "same_offices": False}
    return {**found, **unknown, "numbers": [{**number, "before": ""} for number in found["numbers"]]}


def _summary(summary: Json) -> Json:
    """Without the rows of a side nobody knows out of how many they were either."""
    missing = [side for side in ("worked", "not_worked") if side not in summary]
    parts = {f"{side}{rest}" for side in missing for rest in ("_of", "_chosen")}
    return {key: value for key, value in summary.items() if key not in parts} | {side: [] for side in missing}


def _sections(content: Mapping[str, Any]) -> Iterator[Json]:
    for section in content["sections"]:
        if ROWS_OF_SECTION.get(section["kind"], "sections") in content:
            yield section
        elif section["text"].strip():
            yield {**section, "kind": "own"}
