"""The sentences with numbers of a report: one function each, with cases for none, one, many and for what is missing.

Each is made of a snapshot in today's schema and of nothing else; page, PDF, Word file and council paper say the same.
A name in SENTENCES without a second computation in tests/statements fails a test.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from neuss_integration.foundation.words.counting import chosen, listed, percent_words
from neuss_integration.foundation.words.nouns import count_of
from reporting.content import counts, findings, office_checks, staff, wording
from reporting.content.comment_figures import taking_part
from reporting.content.outreach_figures import campaigns, enquiries

Json = Mapping[str, Any]


def opening(content: Json) -> str:
    """How many measures the report tells of, in how many Handlungsfelder."""
    period, total = content["report"]["period"]["label"], content["summary"]["total"]
    if not total:
        return f"Für {period} ist keine Maßnahme verzeichnet."
    where = count_of(counts.fields_with_measures(content), "Handlungsfeld", dative=True)
    became = f"was aus {count_of(total, 'Maßnahme', dative=True)} in {where} geworden ist"
    return f"Dieser Bericht zeigt für {period}, {became}{findings.unknown_start(content)}."


def as_of(content: Json) -> str:
    """The day of the data."""
    return f"Die Daten haben den Stand vom {content['report']['as_of_label']}."


def extent(content: Json) -> str:
    """The same for a page that names the report itself."""
    total = content["summary"]["total"]
    if not total:
        return f"Keine Maßnahme, Stand {content['report']['as_of_label']}."
    where = count_of(counts.fields_with_measures(content), "Handlungsfeld", dative=True)
    told = f"{count_of(total, 'Maßnahme')} in {where}, Stand {content['report']['as_of_label']}"
    return f"{told}{findings.unknown_start(content)}."


def returns(content: Json) -> str:
    """The return rate of the period, and which rounds are still open."""
    found = content.get("returns")
    if not content.get("rounds"):
        return "Im Berichtszeitraum gab es keine Berichtsrunde."
    if not found:
        return ""
    if not found["asked"]:
        return "In den Berichtsrunden des Berichtszeitraums wurde nach keiner Maßnahme gefragt."
    verb = chosen(found["asked"], "ist", "sind")
    sentence = (
        f"Gefragt wurde nach {count_of(found['asked'], 'Maßnahme', dative=True)}; beantwortet {verb} davon "
        f"{found['answered'] or 'keine'} ({percent_words(found['percent'])})."
    )
    once = " Jede Maßnahme zählt einmal, mit ihrer letzten Berichtsrunde." if len(content["rounds"]) > 1 else ""
    return sentence + once


def open_rounds(content: Json) -> str:
    """Which rounds of the period are still open, each with its due date."""
    found = [each for each in content.get("rounds", []) if each.get("is_open")]
    if not found:
        return ""
    names = listed([f"„{each['title']}“ (Frist {each['due_label']})" for each in found])
    whose = chosen(len(found), "Die Berichtsrunde", "Die Berichtsrunden")
    verb = chosen(len(found), "ist", "sind")
    return f"{whose} {names} {verb} noch offen; {chosen(len(found), 'ihre Zahlen', 'deren Zahlen')} sind vorläufig."


def places(content: Json) -> str:
    """Where the measures are: for the whole city, in districts, or not said. The three add up to all."""
    found = counts.places(content)
    if not content["summary"]["total"]:
        return "Es ist keine Maßnahme verzeichnet."
    city = count_of(found["citywide"], "Maßnahme") if found["citywide"] else "Keine Maßnahme"
    city = f"{city} {chosen(found['citywide'] or 1, 'gilt', 'gelten')}"
    districts = f"{found['districts'] or 'keine'} {chosen(found['districts'] or 1, 'nennt', 'nennen')}"
    unstated = f"bei {found['unstated']} ist kein Stadtteil angegeben" if found["unstated"] else "ohne Angabe ist keine"
    return f"{city} für die ganze Stadt, {districts} einen oder mehrere Stadtteile, {unstated}."


def unreleased(content: Json) -> str:
    """How many needs of the period are not told because they are not released, by what became of them so far."""
    found = content.get("round_tables", {})
    number = found.get("unreleased", 0)
    if not number:
        return ""
    states = [f"{each['count']} {each['label']}" for each in found.get("unreleased_by_state", [])]
    told = f" ({', '.join(states)})" if states else ""
    return f"Nicht freigegeben und deshalb hier nicht genannt: {count_of(number, 'Bedarf')}{told}."


def money_covered(content: Json) -> str:
    """For how many measures of the report amounts of the period are known."""
    found = content.get("funding", {})
    if not found.get("by_year"):
        return "Für den Berichtszeitraum sind keine Beträge erfasst."
    verb = chosen(found["measures"], "ist mindestens ein Betrag", "sind Beträge")
    told = f"Für {count_of(found['measures'], 'Maßnahme')} {verb} im Berichtszeitraum erfasst"
    rest = found.get("without")
    return f"{told}, für {rest or 'keine'} nicht. „–“ heißt: nichts eingetragen." if rest else f"{told}."


def money_outside(content: Json) -> str:
    """What the sums hold of measures that the report does not tell of."""
    found = content.get("funding", {}).get("outside")
    if not found or not found["measures"]:
        return ""
    who = f"{chosen(found['measures'], 'ist', 'sind')} auch {count_of(found['measures'], 'Maßnahme')} enthalten"
    return f"In den Summen {who}, die dieser Bericht nicht mehr erzählt: {money_line(found)}."


def money_line(sums: Json) -> str:
    """ "geplant 1.000 €, bewilligt 900,50 €": only what is known."""
    words = {"planned": "geplant", "granted": "bewilligt", "spent": "ausgegeben"}
    told = ", ".join(f"{word} {sums[name]}" for name, word in words.items() if sums[name] != "–")
    return wording.in_running_text(told) or "ohne Betrag"


def changed(content: Json) -> str:
    """How much is new and different of the measures since the last report; nothing without one."""
    changes = content["changes"]
    if changes is None:
        return ""
    number = {name: len(changes.get(name, [])) for name in ("new", "state", "light", "light_new", "light_gone")}
    better = number["light"] - (worse := counts.worse_lights(changes))
    parts = [
        f"{chosen(number['new'], 'ist', 'sind')} {count_of(number['new'], 'Maßnahme')} neu" if number["new"] else "",
        f"{chosen(number['state'], 'hat', 'haben')} {number['state']} einen anderen Status" if number["state"] else "",
        f"steht bei {better} die Ampel besser" if better else "",
        f"steht bei {worse} die Ampel schlechter" if worse else "",
        f"ist bei {number['light_new']} die Ampel neu angegeben" if number["light_new"] else "",
        f"ist bei {number['light_gone']} die Ampel nicht mehr angegeben" if number["light_gone"] else "",
    ]
    told, nothing = [part for part in parts if part], "ist keine Maßnahme neu und keine anders bewertet"
    words = listed(told) or (nothing if number.keys() <= changes.keys() else "")
    return f"Seit dem Bericht vom {content['previous']['published_label']} {words}." if words else ""


def states_sentence(content: Json) -> str:
    """How many of all measures are running: the finding above the chart of states."""
    total = content["summary"]["total"]
    running = _count(content, "by_state", "running")
    if not total:
        return ""
    whole = count_of(total, "Maßnahme", dative=True)
    return f"{running or 'Keine'} von {whole} {chosen(running or 1, 'läuft', 'laufen')}."


def lights_sentence(content: Json) -> str:
    """How many measures are in trouble, and of how many nobody says: the finding above the chart of lights."""
    number = {key: _count(content, "by_light", key) for key in ("red", "yellow", "unknown")}
    if not content["summary"]["total"]:
        return ""
    red = count_of(number["red"], "Maßnahme") if number["red"] else "Keine Maßnahme"
    told = f"{red} {chosen(number['red'] or 1, 'steht', 'stehen')} auf Rot, {number['yellow'] or 'keine'} auf Gelb"
    return f"{told}; bei {number['unknown']} fehlt die Angabe." if number["unknown"] else f"{told}."


def lights_balance(content: Json) -> str:
    """How many lights went to a better and how many to a worse colour since the last report; nothing without one."""
    changes = content["changes"]
    if "light" not in (changes or {}):
        return ""
    since, worse = f"Seit dem Bericht vom {content['previous']['published_label']}", counts.worse_lights(changes)
    better = len(changes.get("light", [])) - worse
    if not better and not worse:
        return f"{since} ist keine Ampel besser und keine schlechter geworden."
    return f"{since} steht die Ampel bei {better or 'keiner'} besser und bei {worse or 'keiner'} schlechter."


def _count(content: Json, name: str, key: str) -> int:
    return sum(each["count"] for each in content["summary"][name] if each["key"] == key)


def gaps(content: Json) -> str:
    """The Handlungsfelder without a running measure."""
    found = content["summary"]["gaps"]
    if not found:
        return ""
    whose = chosen(len(found), "diesem Handlungsfeld", "diesen Handlungsfeldern")
    return f"In {whose} läuft keine Maßnahme: {', '.join(found)}."


def money_years(content: Json) -> str:
    """What is granted in each year of the period, as far as it is known."""
    years = [each for each in content.get("funding", {}).get("by_year", []) if each["granted"] != "–"]
    if not years:
        return ""
    told = listed([f"{wording.in_running_text(each['granted'])} für {each['label']}" for each in years])
    return f"Bewilligt sind nach den Angaben der Fachdienststellen {told}."


def needs_answered(content: Json) -> str:
    """What became of the needs that are told: how many of them are a measure by now."""
    needs = content.get("round_tables", {}).get("needs", [])
    if not needs:
        return ""
    number = sum(each["state"]["key"] == "in_measure" for each in needs)
    verb, whole = chosen(number or 1, "ist", "sind"), count_of(len(needs), "Bedarf", dative=True)
    return f"Von {whole} der Runden Tische {verb} {number or 'keiner'} in eine Maßnahme überführt."


def ended(content: Json) -> str:
    """How many measures ended in the period."""
    found = content.get("ended", {})
    number = sum(len(measures) for measures in found.values())
    if not number:
        return "Im Berichtszeitraum wurde keine Maßnahme beendet."
    verb = chosen(number, "endete", "endeten")
    return f"Im Berichtszeitraum {verb} {count_of(number, 'Maßnahme')} des Konzepts."


def ended_after(content: Json) -> str:
    """How many measures ended between the period and the day of the data: a later report tells of them."""
    found = content.get("ended_after", [])
    if not found:
        return ""
    who = f"{count_of(len(found), 'Maßnahme')} ({', '.join(each['number'] for each in found)})"
    told = f"{who} {chosen(len(found), 'endete', 'endeten')} erst nach dem Berichtszeitraum"
    return f"{told}; davon erzählt der Bericht, in dessen Zeitraum das Ende fällt."


def ended_before(content: Json) -> str:
    """How many measures had ended before the period: they are not told again."""
    number = len(content.get("ended_before", []))
    if not number:
        return ""
    who = count_of(number, "Maßnahme")
    told = f"{who} {chosen(number, 'endete', 'endeten')} schon vor dem Berichtszeitraum"
    return f"{told} und {chosen(number, 'steht', 'stehen')} nur noch hier."


def worked_share(content: Json) -> str:
    """Of how many measures with a gain the ones shown are the heaviest or were picked."""
    return _share(content, "worked", "mit einer Wirkung oder einem Fortschritt")


def not_worked_share(content: Json) -> str:
    """Of how many measures with trouble the ones shown are the heaviest or were picked."""
    return _share(content, "not_worked", "mit Schwierigkeiten")


def _share(content: Json, side: str, words: str) -> str:
    shown, known = len(content["summary"][side]), content["summary"].get(f"{side}_of")
    if not shown or known is None:
        return ""
    how = "ausgewählt durch die Verwaltung" if content["summary"].get(f"{side}_chosen") else "nach Gewicht"
    return f"{shown} von {count_of(known, 'Maßnahme', dative=True)} {words}, {how}."


def all_measures(content: Json) -> str:
    """The heading of the full list."""
    total = content["summary"]["total"]
    return f"Alle Maßnahmen des Berichtszeitraums: {total or 'keine'}"


SENTENCES: Final[dict[str, Callable[[Json], str]]] = {
    each.__name__: each
    for each in (
        opening,
        as_of,
        extent,
        returns,
        open_rounds,
        places,
        unreleased,
        money_covered,
        money_outside,
        changed,
        states_sentence,
        lights_sentence,
        lights_balance,
        gaps,
        money_years,
        needs_answered,
        findings.offices_answered,
        findings.factors_moved,
        findings.districts_named,
        findings.money_of_fields,
        findings.money_ending,
        findings.undated,
        ended,
        ended_after,
        ended_before,
        worked_share,
        not_worked_share,
        all_measures,
        enquiries,
        campaigns,
        taking_part,
        staff.staff_told,
        office_checks.services_told,
    )
}
