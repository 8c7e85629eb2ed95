"""The figures of single measures, of what the Gremien resolved and ordered, and of the parts of a chapter."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reporting.content import counts
from reporting.content.achievements import judgement_value

Json = Mapping[str, Any]
Told = tuple[str, str, str, str, str]
"""Key, label, value, kind of section and anchor of the definition."""
KEY_FIGURE: Final = {"baseline": "Ausgangswert", "target": "Zielwert", "value": "letzter Wert", "degree": "Stand"}
AMOUNTS: Final = ("planned", "granted", "spent")


def measure_values(measure: Json) -> Iterator[Told]:
    """Each Kennzahl, effect, milestone, amount and judgement of one measure, as far as the snapshot knows them."""
    number = measure["number"]
    for each in measure.get("key_figures", []):
        for name, word in KEY_FIGURE.items():
            key, label = f"key_figure:{number}:{each['name']}:{name}", f"{number}, {each['name']}: {word}"
            yield key, label, each[name], "field", "kennzahl"
    for each in measure.get("indicator_effects", []):
        key, label = f"indicator_effect:{number}:{each['indicator']}", f"{number}, Wirkung auf {each['indicator']}"
        yield key, label, each["kind"]["label"], "field", "wirkung-auf-einen-indikator"
    for each in measure.get("milestones", []):
        key, label = _milestone(number, each), f"{number}, {each['title']}"
        yield f"{key}:state", label, f"{each['due_label']}: {each['state']['label']}", "field", "meilenstein"
        moves = ", ".join(f"{one['from_label']} → {one['to_label']}" for one in each["moves"])
        yield f"{key}:moves", f"{label}: verschoben", moves, "field", "meilenstein"
    if measure.get("money_rows"):
        rows = "; ".join(money_line(each["year"], each["source"], each) for each in measure["money_rows"])
        yield f"money_of:{number}:rows", f"{number}: Beträge", rows, "field", "geld"
        if "money" in measure:
            total = money_line("", "", measure["money"])
            yield f"money_of:{number}:total", f"{number}: Summe der Beträge", total, "field", "geld"
    if measure.get("evaluation"):
        found = measure["evaluation"]
        told = f"{found['rating']['key']} {found['evaluated_label']}"
        yield f"evaluation:{number}", f"{number}: Auswertung", told, "field", "auswertung"
    yield from judgement_value(measure)
    if measure["progress"]:
        told = ", ".join(f"{each['label']} {each['value']}" for each in measure["progress"]["numbers"])
        yield f"numbers:{number}", f"{number}: Zahlen des Sachstands", told, "field", "kleine-zahlen"
    if measure.get("earlier"):
        told = "; ".join(_answer(each) for each in measure["earlier"])
        yield f"earlier:{number}", f"{number}: Frühere Sachstände des Zeitraums", told, "field", "ruecklauf"


def _answer(progress: Json) -> str:
    """ "Berichtsrunde 2025, 16.01.2026, yellow, Teilnehmende 40"."""
    counted = [f"{each['label']} {each['value']}" for each in progress["numbers"]]
    return ", ".join((progress["round"], progress["accepted_label"], progress["light"]["key"], *counted))


def _milestone(number: str, milestone: Json) -> str:
    return f"milestone:{number}:{milestone['title']}:{milestone['due_label']}"


def money_line(year: str, source: str, sums: Json) -> str:
    """ "2025 Stadt 1.000,00 € | – | 900,00 €"."""
    amounts = " | ".join(sums[name] for name in AMOUNTS)
    return f"{year} {source} {amounts}".strip()


def decided_values(content: Json) -> Iterator[Told]:
    """How many resolutions and orders a report tells of, in which state, and each vote."""
    if "resolutions" in content:
        rows = content["resolutions"]
        yield "resolutions", "Beschlüsse des Zeitraums", str(len(rows)), "procedure", "auftrag-eines-gremiums"
        votes = "; ".join(each["vote"] for each in rows if each["vote"])
        yield "resolutions:votes", "Abstimmungen", votes, "procedure", "auftrag-eines-gremiums"
    if "orders" in content:
        orders = content["orders"]
        late = str(sum(each["is_overdue"] for each in orders))
        yield "orders", "Aufträge der Gremien", str(len(orders)), "procedure", "auftrag-eines-gremiums"
        yield "orders:overdue", "Überfällige Aufträge", late, "procedure", "auftrag-eines-gremiums"


def parts_of_chapters(content: Json) -> Iterator[Told]:
    """Status and Ampel within each Handlungsfeld and Erfolgsfaktor, and the goals of each Handlungsfeld."""
    for each in content["fields"]:
        for name, word, rule in (("state", "Status", PERIOD), ("light", "Ampel", "ampel")):
            for one in each[f"by_{name}"]:
                key, label = f"field:{each['name']}:{name}:{one['key']}", f"{each['name']}, {word} {one['label']}"
                yield key, label, str(one["count"]), "field", rule
    for each in content.get("factors", []):
        for one in each["by_state"]:
            key, label = f"factor:{each['number']}:state:{one['key']}", f"Erfolgsfaktor {each['number']}, Status"
            yield key, f"{label} {one['label']}", str(one["count"]), "factors", PERIOD


def deviations(content: Json) -> Iterator[Told]:
    """Spent minus planned of each year and source and of all, and over how many entries."""
    found = content.get("funding")
    if not found:
        return
    groups = [("year", each) for each in found["by_year"]] + [("source", each) for each in found["by_source"]]
    groups += [("field", each) for each in found.get("by_field", [])]
    for key, each in [*((f"{name}:{one['label']}", one) for name, one in groups), ("total", found["total"])]:
        label = f"Geld {each['label']}"
        if "deviation" in each:
            yield f"money:{key}:deviation", f"{label}: Abweichung", each["deviation"], "funding", "abweichung"
        if "rows" in each:
            yield f"money:{key}:entries", f"{label}: Einträge", str(each["rows"]), "funding", "abweichung"
    if "without" in found:
        yield "money:without", "Maßnahmen ohne Beträge", str(found["without"]), "funding", "geld"


def values(content: Json) -> Iterator[tuple[Told, Json | None]]:
    """Each of them, with the measure it is told of."""
    for measure in counts.measures(content):
        yield from ((told, measure) for told in measure_values(measure))
    for several in (decided_values, parts_of_chapters, deviations):
        yield from ((told, None) for told in several(content))


PERIOD: Final = "massnahme-des-berichtszeitraums"
