"""The figures of a report: each number with what it counts, from its snapshot alone.

reporting.publication.recount computes the same keys a second way, in plain SQL over the rows.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reporting.content import closing_figures, counts
from reporting.content.achievements import achievement_figures
from reporting.content.changes import KINDS, groups_of, rows_of
from reporting.content.comment_figures import comments
from reporting.content.crossings import crossing_figures, movement_figures
from reporting.content.delays import is_delayed
from reporting.content.effect_figures import values
from reporting.content.figure import PERIOD, Figure, counted, rows_of_measures
from reporting.content.office_checks import service_figures
from reporting.content.staff import employer_figures

Json = Mapping[str, Any]
MONEY: Final = {"planned": "geplant", "granted": "bewilligt", "spent": "ausgegeben"}


def figures(content: Json) -> list[Figure]:
    """Every figure of a snapshot in today's schema, in the order of the sections."""
    return [
        figure
        for told in (
            _summary,
            _returns,
            _delays,
            _changes,
            _factors,
            movement_figures,
            crossing_figures,
            _fields,
            _tables,
            _districts,
            _money,
            closing_figures.ended,
            closing_figures.duties,
            _indicators,
            closing_figures.goals,
            achievement_figures,
            comments,
            closing_figures.organisations,
            employer_figures,
            service_figures,
            closing_figures.outreach,
            _of_single_measures,
        )
        for figure in told(content)
    ]


def _summary(content: Json) -> Iterator[Figure]:
    found, summary = list(counts.measures(content)), content["summary"]
    yield Figure("total", "Maßnahmen", str(summary["total"]), "summary", PERIOD, rows_of_measures(found))
    fields = [(each["name"], "") for each in content["fields"] if each["total"]]
    number = str(counts.fields_with_measures(content))
    yield Figure(
        "fields", "Handlungsfelder mit Maßnahmen", number, "summary", "handlungsfelder-im-bericht", tuple(fields)
    )
    gaps = tuple((name, "") for name in summary["gaps"])
    label = "Handlungsfelder ohne laufende Maßnahme"
    yield Figure("gaps", label, str(len(gaps)), "summary", "handlungsfelder-im-bericht", gaps)
    for name, title, rule in (("state", "Status", PERIOD), ("light", "Ampel", "ampel")):
        for each in summary[f"by_{name}"]:
            own = [measure for measure in found if measure[name]["key"] == each["key"]]
            label = f"{title}: {each['label']}"
            yield Figure(f"{name}:{each['key']}", label, str(each["count"]), "summary", rule, rows_of_measures(own))
    for name, label in (("worked", "Maßnahmen mit Fortschritt"), ("not_worked", "Maßnahmen mit Schwierigkeiten")):
        if f"{name}_of" in summary:
            shown = rows_of_measures(summary[name])
            yield Figure(name, label, str(summary[f"{name}_of"]), "summary", WEIGHED)
            yield Figure(f"{name}:shown", f"{label}: davon genannt", str(len(shown)), "summary", WEIGHED, shown)
    told = [measure for measure in found if measure["progress"]]
    yield counted("progress", "Maßnahmen mit angenommenem Sachstand", told, "summary", "ruecklauf")


def _returns(content: Json) -> Iterator[Figure]:
    found = content.get("returns")
    if found:
        for name, label in (("asked", "gefragte Maßnahmen"), ("answered", "beantwortete Maßnahmen")):
            yield Figure(f"returns:{name}", f"Rücklauf: {label}", str(found[name]), "procedure", "ruecklauf")
        percent = "" if found["percent"] is None else str(found["percent"])
        yield Figure("returns:percent", "Rücklauf in Prozent", percent, "procedure", "ruecklauf")
        for each in found.get("offices", []):
            for name, label in (("asked", "gefragt"), ("answered", "beantwortet")):
                key, title = f"returns:{each['department']}:{name}", f"Rücklauf {each['department']}: {label}"
                yield Figure(key, title, str(each[name]), "procedure", "ruecklauf")
    for each in content.get("rounds", []):
        for name, label in (("asked", "gefragt"), ("answered", "beantwortet"), ("percent", "Prozent")):
            key, title = f"round:{each['title']}:{name}", f"{each['title']}: {label}"
            yield Figure(key, title, str(each[name]), "procedure", "ruecklauf", ((each["title"], ""),))
        missing = tuple((one["department"], str(one["count"])) for one in each["missing"])
        silent = str(sum(one["count"] for one in each["missing"]))
        key, label = f"round:{each['title']}:missing", f"{each['title']}: ohne Antwort"
        yield Figure(key, label, silent, "procedure", "ruecklauf", missing)
        yield from _pending(each)


def _pending(asked: Json) -> Iterator[Figure]:
    if "pending" in asked:
        rows = tuple((one["department"], str(one["count"])) for one in asked["pending"])
        number = str(sum(one["count"] for one in asked["pending"]))
        label = f"{asked['title']}: noch nicht beantwortet"
        yield Figure(f"round:{asked['title']}:pending", label, number, "procedure", "ruecklauf", rows)


def _delays(content: Json) -> Iterator[Figure]:
    for each in content.get("delays", []):
        own = [measure for measure in counts.measures(content) if is_delayed(measure, each["key"])]
        label = f"Grund der Verzögerung: {each['label']}"
        yield Figure(f"delay:{each['key']}", label, str(each["count"]), "procedure", DELAYS, rows_of_measures(own))


def _changes(content: Json) -> Iterator[Figure]:
    changes = content["changes"]
    if changes is None:
        return
    by_kind = {group["kind"]: group["rows"] for group in groups_of(rows_of(changes))}
    for name, label in KINDS.items():
        if all(part in content for part in NEEDED.get(name, ())) and (name in changes or name not in ADDED):
            rule = "federfuehrung" if name == "lead" else "ampel" if name.startswith("light") else "letzter-bericht"
            yield counted(f"changes:{name}", label, by_kind.get(name, []), "changes", rule)
    if "state" in changes:
        label = "Anderer Status, auch beendet"
        yield counted("changes:state_all", label, changes["state"], "changes", "letzter-bericht")


def _factors(content: Json) -> Iterator[Figure]:
    for each in content.get("factors", []):
        key, label = f"factor:{each['number']}", f"Erfolgsfaktor {each['number']}"
        yield Figure(
            f"{key}:total",
            f"{label}: Maßnahmen",
            str(each["total"]),
            "factors",
            PERIOD,
            rows_of_measures(each["measures"]),
        )
        running = [one for one in each["measures"] if one["state"]["key"] == "running"]
        yield Figure(
            f"{key}:running", f"{label}: laufend", str(each["running"]), "factors", PERIOD, rows_of_measures(running)
        )
        direction = (each.get("assessment") or {}).get("direction")
        if direction:
            title = f"{label}: Richtung ({direction['label']})"
            yield Figure(f"{key}:direction", title, direction["key"], "factors", LEVEL)
        level = (each.get("assessment") or {}).get("level")
        criteria = tuple((one["text"], one["label"]) for one in (each.get("assessment") or {}).get("criteria", []))
        yield Figure(f"{key}:level", f"{label}: Stufe", str(level or ""), "factors", LEVEL, criteria)


def _fields(content: Json) -> Iterator[Figure]:
    for each in content["fields"]:
        label = f"Handlungsfeld {each['name']}: Maßnahmen"
        yield Figure(
            f"field:{each['name']}", label, str(each["total"]), "field", PERIOD, rows_of_measures(each["measures"])
        )


def _tables(content: Json) -> Iterator[Figure]:
    found = content.get("round_tables")
    if found is None:
        return
    needs = tuple((each["number"], each["title"]) for each in found["needs"])
    yield Figure("needs:told", "Freigegebene Bedarfe", str(len(needs)), "tables", "bedarfe", needs)
    moved = tuple((each["number"], each["title"]) for each in found["needs"] if each["state"]["key"] == "in_measure")
    yield Figure("needs:in_measure", "In eine Maßnahme überführte", str(len(moved)), "tables", "bedarfe", moved)
    yield Figure("needs:unreleased", "Nicht freigegebene Bedarfe", str(found["unreleased"]), "tables", "bedarfe")
    for each in found.get("unreleased_by_state", []):
        label = f"Nicht freigegebene Bedarfe: {each['label']}"
        yield Figure(f"needs:unreleased:{each['key']}", label, str(each["count"]), "tables", "bedarfe")
    meetings = tuple((f"{each['table']}, {each['date_label']}", _votes(each)) for each in found["meetings"])
    yield Figure("meetings", "Sitzungen", str(len(meetings)), "tables", "bedarfe", meetings)
    sent = tuple((each["number"], each["title"]) for each in found["proposals"])
    yield Figure("proposals", "Vorschläge, die an ein Gremium gingen", str(len(sent)), "tables", "bedarfe", sent)


def _votes(meeting: Json) -> str:
    return f"Stimmen: {meeting['votes_present']} anwesend, {meeting['votes_total']} insgesamt"


def _districts(content: Json) -> Iterator[Figure]:
    labels = {"citywide": "ganze Stadt", "districts": "in Stadtteilen", "unstated": "ohne Angabe"}
    for place, label in labels.items():
        own = [each for each in counts.measures(content) if counts.place_of(each) == place]
        yield counted(f"place:{place}", f"Ort: {label}", own, "districts", PLACE)
    for each in content.get("districts", []):
        for name, label in (("total", "Maßnahmen"), ("running", "laufend")):
            own = [one for one in each["measures"] if name == "total" or one["state"]["key"] == "running"]
            key, title = f"district:{each['number']}:{name}", f"Stadtteil {each['name']}: {label}"
            yield Figure(key, title, str(each[name]), "districts", PLACE, rows_of_measures(own))


def _money(content: Json) -> Iterator[Figure]:
    found = content.get("funding")
    if found is None:
        return
    groups = (("year", found["by_year"]), ("source", found["by_source"]), ("field", found.get("by_field", [])))
    lines = [(f"{name}:{each['label']}", each) for name, own in groups for each in own] + [("total", found["total"])]
    for key, each in lines:
        rows = tuple(_money_rows(content, key))
        for name, word in MONEY.items():
            yield Figure(f"money:{key}:{name}", f"Geld {each['label']}: {word}", each[name], "funding", "geld", rows)
        if "compared" in each:
            label = f"Geld {each['label']}: Einträge mit Plan und Ausgabe"
            yield Figure(f"money:{key}:compared", label, str(each["compared"]), "funding", "abweichung", rows)
    yield Figure("money:measures", "Maßnahmen mit Beträgen", str(found["measures"]), "funding", "geld")
    if "outside" in found:
        label = "Maßnahmen mit Beträgen, die der Bericht nicht erzählt"
        yield Figure("money:outside", label, str(found["outside"]["measures"]), "funding", "geld")
    if "ending" in found:
        label = "Laufende Maßnahmen, deren bewilligtes Geld vor ihnen endet"
        yield counted("money:ending", label, found["ending"], "funding", "geld")


def _money_rows(content: Json, key: str) -> Iterator[tuple[str, str]]:
    """The entries of the years of the report, of one year, source or field; those not told are in `outside`."""
    kind, _, wanted = key.partition(":")
    years = {each["label"] for each in content["funding"]["by_year"]}
    for measure in counts.measures(content):
        for row in measure.get("money_rows", []):
            parts = {"total": "", "field": measure["field"], "year": row["year"], "source": row["source"]}
            if row["year"] in years and parts.get(kind) == wanted:
                told = ", ".join(f"{word} {row[name]}" for name, word in MONEY.items() if row[name] != "–")
                yield measure["number"], f"{row['year']}, {row['source']}: {told}"


def _indicators(content: Json) -> Iterator[Figure]:
    places = [("population", each) for each in content.get("population", [])]
    places += [("factors", each) for factor in content.get("factors", []) for each in factor.get("indicators", [])]
    for section, each in {each["name"]: (section, each) for section, each in places}.values():
        key, label, rule = f"indicator:{each['name']}", f"Indikator {each['name']}", "wert-eines-indikators"
        told = ((each["name"], f"{each['value']}, {each['period']}, {each['source']}"),)
        yield Figure(f"{key}:value", f"{label}: Wert", each["value"], section, rule, told)
        moved = each["movement"]["label"] if each["movement"] else ""
        both = (*told, *([(each["name"], f"davor {each['before']}")] if each["before"] else []))
        yield Figure(f"{key}:direction", f"{label}: Richtung", moved, section, rule, both)
        for group in each.get("groups", []):
            label_of_group = f"{label}: {group['name']}"
            yield Figure(
                f"{key}:{group['name']}", label_of_group, group["value"], section, rule, ((group["period"], ""),)
            )


def _of_single_measures(content: Json) -> Iterator[Figure]:
    for told, measure in values(content):
        yield Figure(*told, rows_of_measures([measure]) if measure else ())


ADDED: Final = frozenset({"field"})
"""Kinds of changes that older snapshots do not tell: without them nothing is counted."""
NEEDED: Final = {
    "factors": ("factors",), "criteria": ("factors",), "goals": ("goals",), "goals_new": ("goals",),
    "directions": ("factors", "population"), "indicators": ("factors", "population"),
}  # fmt: skip
"""The sections without which a report tells nothing of a kind of change."""
PLACE: Final = "ort-einer-massnahme"
WEIGHED: Final = "gelungen-und-nicht-gelungen"
LEVEL: Final = "stand-eines-erfolgsfaktors"
DELAYS: Final = "grund-der-verzoegerung"
