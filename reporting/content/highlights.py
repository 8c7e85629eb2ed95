"""What is told as gelungen and as nicht gelungen: the choice of the Koordination, else proposed by weight."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

from reporting.content.changes import is_worse
from reporting.content.shape import HighlightInReport, SummaryInReport
from reporting.content.shape_of_changes import ChangesInReport
from reporting.content.shape_of_measures import MeasureInReport
from reporting.content.shape_of_values import Amount

Reason = tuple[int, str]
Chosen = Mapping[str, list[tuple[str, str]]]
MOST: Final = 5


def highlights(entries: list[MeasureInReport], changes: ChangesInReport | None, chosen: Chosen) -> SummaryInReport:
    """{worked, not_worked}: what is told of each side with why; _of: out of how many; _chosen: whether it was picked.

    `chosen` gives numbers of measures and words for each side in their order. A measure that has nothing to tell any
    more is left out; as long as nothing else was picked, the heaviest are proposed.
    """
    found: dict[str, Any] = {}
    for side in SIDES:
        known = weighed(entries, changes, side)
        picked = _picked(known, chosen.get(side, []))
        found |= {side: picked or known[:MOST], f"{side}_of": len(known), f"{side}_chosen": bool(picked)}
    return cast(SummaryInReport, found)


def weighed(entries: list[MeasureInReport], changes: ChangesInReport | None, side: str) -> list[HighlightInReport]:
    """Every measure with something to tell on this side, the heaviest first."""
    lights = {each["number"]: is_worse(each) for each in (changes.get("light", []) if changes else [])}
    reasons, text = SIDES[side]
    told = [_told(entry, list(reasons(entry, lights)), text) for entry in entries]
    return sorted((each for each in told if each["weight"]), key=lambda each: (-each["weight"], each["number"]))


def _picked(known: list[HighlightInReport], chosen: list[tuple[str, str]]) -> list[HighlightInReport]:
    by_number = {each["number"]: each for each in known}
    return [
        {**by_number[number], "text": text or by_number[number]["text"]}
        for number, text in chosen
        if number in by_number
    ]


def _told(entry: MeasureInReport, reasons: list[Reason], text: Callable[[MeasureInReport], str]) -> HighlightInReport:
    return {
        "number": entry["number"],
        "title": entry["title"],
        "field": entry["field"],
        "text": text(entry),
        "reasons": [words for _, words in sorted(reasons, reverse=True)],
        "weight": sum(each for each, _ in reasons),
    }


def _judged(entry: MeasureInReport) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The Sachstand and the evaluation, each empty where there is none."""
    return entry["progress"] or {}, entry["evaluation"] or {}


def _troubles(entry: MeasureInReport, lights: dict[str, bool]) -> Iterator[Reason]:
    progress, evaluation = _judged(entry)
    if entry["light"]["key"] == "red":
        yield 50, "Ampel rot"
    if evaluation.get("rating", {}).get("key") == "failure":
        yield 45, "Misserfolg"
    if lights.get(entry["number"]) is True:
        yield 30, "Ampel schlechter"
    if entry["state"]["key"] == "dropped":
        yield 25, "nicht weiter verfolgt"
    if _lacks_money(entry):
        yield 20, "weniger Geld bewilligt als geplant"
    if missed := sum(each["state"]["key"] == "missed" for each in entry["milestones"]):
        yield 15 * missed, "Meilenstein verpasst"
    if late := sum(each["state"]["key"] == "late" for each in entry["milestones"]):
        yield 10 * late, "Meilenstein verspätet erreicht"
    if entry["light"]["key"] == "yellow":
        yield 10, "Ampel gelb"
    if progress.get("what_did_not_work", "").strip():
        yield 5, "Schwierigkeit genannt"


def _gains(entry: MeasureInReport, lights: dict[str, bool]) -> Iterator[Reason]:
    progress, evaluation = _judged(entry)
    if evaluation.get("rating", {}).get("key") == "success":
        yield 45, "Erfolg"
    if lights.get(entry["number"]) is False:
        yield 30, "Ampel besser"
    if evaluation.get("rating", {}).get("key") == "partial":
        yield 20, "Teilerfolg"
    if progress.get("observed_effect", "").strip():
        yield 15, "Wirkung beobachtet"
    if done := sum(each["state"]["key"] == "done" for each in entry["milestones"]):
        yield 5 * done, "Meilenstein erreicht"
    if any("Ziel erreicht" in each["degree"] for each in entry["key_figures"]):
        yield 15, "Ziel einer Kennzahl erreicht"


def _lacks_money(entry: MeasureInReport) -> bool:
    """Whether a row is granted less than was planned."""
    return any(_cents(row["granted"]) < _cents(row["planned"]) for row in entry["money_rows"] if _both(row))


def _both(row: Amount) -> bool:
    return "–" not in (row["planned"], row["granted"])


def _cents(text: str) -> int:
    return int("".join(letter for letter in text if letter.isdigit()))


def _trouble(entry: MeasureInReport) -> str:
    progress, evaluation = _judged(entry)
    told = (
        progress.get("what_did_not_work"),
        progress.get("light_reason"),
        evaluation.get("why"),
        entry["state_reason"],
    )
    return next((text for text in told if text and text.strip()), "")


def _gain(entry: MeasureInReport) -> str:
    progress, evaluation = _judged(entry)
    told = (progress.get("observed_effect"), evaluation.get("why"), progress.get("what_happened"))
    return next((text for text in told if text and text.strip()), "")


SIDES: Final[
    dict[str, tuple[Callable[[MeasureInReport, dict[str, bool]], Iterator[Reason]], Callable[[MeasureInReport], str]]]
] = {
    "worked": (_gains, _gain),
    "not_worked": (_troubles, _trouble),
}
