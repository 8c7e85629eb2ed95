"""What the pictures of a report show, each as one sentence above the picture."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from neuss_integration.foundation.words.counting import chosen, listed
from neuss_integration.foundation.words.nouns import count_of
from reporting.content.wording import in_running_text

Json = Mapping[str, Any]
MAX_NAMED: Final = 3


def offices_answered(content: Json) -> str:
    """How many of the offices that were asked have told of all their measures; nothing in older snapshots."""
    offices = (content.get("returns") or {}).get("offices", [])
    if not offices:
        return ""
    whole = sum(each["asked"] == each["answered"] for each in offices)
    verb = chosen(whole or 1, "hat", "haben")
    of = count_of(len(offices), "Fachdienststelle", dative=True)
    return f"Von {of} {verb} {whole or 'keine'} zu allen Maßnahmen geantwortet, nach denen gefragt war."


def factors_moved(content: Json) -> str:
    """How many factors stand higher, how many lower than in the last report, and how many cannot be compared with it.

    Without a last report it says on which steps they stand.
    """
    if not content["previous"]:
        return _factors_by_level(content)
    told = [(each.get("assessment") or {}).get("direction") for each in content.get("factors", [])]
    keys = [each["key"] for each in told if each]
    if not keys:
        return ""
    better, worse = keys.count("better"), keys.count("worse")
    day, others = content["previous"]["published_label"], len(keys) - better - worse - keys.count("same")
    if others == len(keys):
        return f"Mit dem Bericht vom {day} lässt sich kein Erfolgsfaktor vergleichen."
    rest = f"; {others} {chosen(others, 'lässt', 'lassen')} sich nicht vergleichen" if others else ""
    if not better and not worse:
        return f"Seit dem Bericht vom {day} steht kein Erfolgsfaktor auf einer anderen Stufe{rest}."
    verb = chosen(better or 1, "steht", "stehen")
    up = f"{verb} {count_of(better, 'Erfolgsfaktor') if better else 'kein Erfolgsfaktor'} höher"
    return f"Seit dem Bericht vom {day} {up}, {worse or 'keiner'} niedriger{rest}."


def _factors_by_level(content: Json) -> str:
    known = [each["assessment"] for each in content.get("factors", []) if (each.get("assessment") or {}).get("level")]
    steps = Counter((each["level"], each["label"]) for each in known)
    told = [(f"auf „{label}“", number) for (_, label), number in sorted(steps.items(), reverse=True)]
    if not told:
        return ""
    step, number = told[0]
    first = f"{count_of(number, 'Erfolgsfaktor')} {chosen(number, 'steht', 'stehen')} {step}"
    return f"{listed([first, *(f'{number} {step}' for step, number in told[1:])])}."


def districts_named(content: Json) -> str:
    """Which Stadtteile most measures name, and how many none; nothing where none names one."""
    districts = content.get("districts", [])
    most = max((each["total"] for each in districts), default=0)
    if not most:
        return ""
    top = [f"„{each['name']}“" for each in districts if each["total"] == most]
    unnamed = sum(not each["total"] for each in districts)
    who = listed(top) if len(top) <= MAX_NAMED else count_of(len(top), "Stadtteil")
    each_with = f"mit {'je ' * (len(top) > 1)}{count_of(most, 'Maßnahme', dative=True)}"
    told = f"{who} {chosen(len(top), 'ist', 'sind')} {each_with} am häufigsten genannt"
    rest = f"; {count_of(unnamed, 'Stadtteil')} {chosen(unnamed, 'ist', 'sind')} gar nicht genannt" if unnamed else ""
    return f"{told}{rest}."


def money_of_fields(content: Json) -> str:
    """The Handlungsfelder for which most is granted, at most three; nothing where nothing is granted."""
    known = [each for each in content.get("funding", {}).get("by_field", []) if each["granted"] != "–"]
    fields = [each for each in known if _cents(each["granted"])]
    if not fields:
        return ""
    most = sorted(fields, key=lambda each: -_cents(each["granted"]))[:MAX_NAMED]
    told = listed([f"„{each['label']}“ ({in_running_text(each['granted'])})" for each in most])
    return f"Am meisten bewilligt ist für {told}."


def money_ending(content: Json) -> str:
    """Which running measures go on while their granted money ends; nothing where nobody keeps programmes."""
    measures = content.get("funding", {}).get("ending", [])
    if not measures:
        return ""
    verb = chosen(len(measures), "endet", "enden")
    whose = chosen(len(measures), "einer laufenden Maßnahme", f"{len(measures)} laufenden Maßnahmen")
    money = chosen(len(measures), "das bewilligte Geld", "die bewilligten Mittel")
    on = chosen(len(measures), "die Maßnahme geht weiter", "die Maßnahmen gehen weiter")
    return f"Bei {whose} {verb} {money} innerhalb eines Jahres oder schon vorher, {on}."


def undated(content: Json) -> str:
    """How many measures the Zeitplan leaves out; nothing where there is no Zeitplan or it leaves nobody out."""
    told = [each for field in content["fields"] for each in field["measures"]]
    number = len(without_start(content))
    if number in (0, len(told)):
        return ""
    verb = chosen(number, "fehlt", "fehlen")
    return f"{count_of(number, 'Maßnahme')} {verb} im Zeitplan, weil ihr Beginn nicht eingetragen ist."


def unknown_start(content: Json) -> str:
    """What follows the number of measures: of how many nobody knows the beginning; they count all the same."""
    number, total = len(without_start(content)), content["summary"]["total"]
    if not number:
        return ""
    whose = str(number) if number < total else chosen(total, "ihr", "allen")
    return f"; bei {whose} ist der Beginn nicht eingetragen"


def without_start(content: Json) -> list[Json]:
    """The measures of the report whose beginning nobody has entered; older snapshots tell of none."""
    told = [each for field in content["fields"] for each in field["measures"]]
    return [each for each in told if "span" in each and not each["span"]["start"]]


def _cents(text: str) -> int:
    return int(text.removesuffix("€").strip().replace(".", "").replace(",", ""))
