"""The figures of what stands at the end of a report: what ended, who answers for what, goals, and outreach."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from measures.enums import MeasureState
from reporting.content.counts import measures as told_measures
from reporting.content.figure import PERIOD, Figure, counted, rows_of_measures
from reporting.content.findings import without_start
from reporting.content.outreach_figures import outreach_values
from reporting.content.wording import german_number

Json = Mapping[str, Any]
GOALS: Final = "ziele-des-konzepts"
OUTREACH: Final = "anfragen-und-aktionen"


def ended(content: Json) -> Iterator[Figure]:
    for name, measures in content.get("ended", {}).items():
        yield counted(f"ended:{name}", f"Beendet: {MeasureState(name).label}", measures, "ended", PERIOD)
    if "ended_after" in content:
        label = "Nach dem Berichtszeitraum beendet"
        yield counted("ended_after", label, content["ended_after"], "ended", PERIOD)
    if "ended_before" in content:
        label = "Vor dem Berichtszeitraum beendet"
        yield counted("ended_before", label, content["ended_before"], "measures", PERIOD)
    if all("span" in each for each in told_measures(content)):
        yield counted("undated", "Maßnahmen ohne eingetragenen Beginn", without_start(content), "measures", PERIOD)


def duties(content: Json) -> Iterator[Figure]:
    for each in content.get("responsibilities", []):
        label = f"Federführung {each['department']}: Maßnahmen"
        yield counted(f"lead:{each['department']}", label, each["measures"], "duties", "federfuehrung")
    for each in content.get("divisions", []):
        offices = [office for office in content.get("responsibilities", ()) if office["division"] == each["name"]]
        rows = rows_of_measures(measure for office in offices for measure in office["measures"])
        label = f"{each['name']}: Maßnahmen"
        yield Figure(f"division:{each['name']}", label, str(each["measures"]), "duties", "dezernat", rows)


def goals(content: Json) -> Iterator[Figure]:
    goals = content.get("goals", [])
    if not goals:
        return
    yield Figure("goals", "Ziele des Konzepts", str(len(goals)), "goals", GOALS, _goal_rows(goals))
    for key, label in {each["state"]["key"]: each["state"]["label"] for each in goals}.items():
        own = [each for each in goals if each["state"]["key"] == key]
        yield Figure(f"goals:{key}", f"Ziele des Konzepts: {label}", str(len(own)), "goals", GOALS, _goal_rows(own))


def _goal_rows(goals: Iterable[Json]) -> tuple[tuple[str, str], ...]:
    return tuple((each["number"], each["text"]) for each in goals)


def organisations(content: Json) -> Iterator[Figure]:
    for each in content.get("organisations", []):
        key, label = f"organisation:{each['name']}", f"{each['name']}: Maßnahmen"
        yield counted(key, label, each["measures"], "organisations", PERIOD)


def outreach(content: Json) -> Iterator[Figure]:
    campaigns = (content.get("outreach") or {}).get("campaigns", [])
    rows = tuple((each["title"], _campaign(each)) for each in campaigns)
    for key, label, value in outreach_values(content):
        yield Figure(key, label, value, "outreach", OUTREACH, rows if key.startswith("campaigns") else ())


def _campaign(told: Json) -> str:
    reached = "" if told["reach"] is None else f", {told['reach']} erreicht"
    return f"{told['period']}{reached}" + ("" if told["cost"] is None else f", {german_number(told['cost'], 2)} €")
