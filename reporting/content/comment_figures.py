"""The figures and the sentence of how people took part in the next goals."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from neuss_integration.foundation.words.counting import listed
from neuss_integration.foundation.words.nouns import count_of
from reporting.content.figure import Figure

Json = Mapping[str, Any]
COMMENTS: Final = "kommentare-zu-zielen"


def taking_part(content: Json) -> str:
    """How many goals were put to comment, and what became of the comments."""
    rounds = content.get("taking_part", [])
    if not rounds:
        return ""
    goals, said = (sum(each[name] for each in rounds) for name in ("goals", "comments"))
    put = f"{count_of(goals, 'Ziel')} {'stand' if goals == 1 else 'standen'} zur Beteiligung"
    if not said:
        return f"{put}. Es kam kein Kommentar."
    outcomes = [each for told in rounds for each in told["by_outcome"]]
    labels = {each["key"]: each["label"] for each in outcomes}
    numbers = {key: sum(each["count"] for each in outcomes if each["key"] == key) for key in labels}
    parts = listed([f"{number} {labels[key]}" for key, number in numbers.items()])
    return f"{put}, es {'kam' if said == 1 else 'kamen'} {count_of(said, 'Kommentar')}: {parts}."


def comments(content: Json) -> Iterator[Figure]:
    rounds = content.get("taking_part", [])
    if not rounds:
        return
    rows = tuple((each["title"], each["until_label"]) for each in rounds)
    yield Figure("taking_part", "Beteiligungsrunden", str(len(rounds)), "goals", COMMENTS, rows)
    late = ("late", "Nach der Frist beantwortet")
    names = (("goals", "Ziele in Beteiligung"), ("comments", "Kommentare zu Zielen"), late)
    for name, label in names:
        yield Figure(f"taking_part:{name}", label, str(sum(each[name] for each in rounds)), "goals", COMMENTS, rows)
    changed = tuple((each["before"], each["after"]) for told in rounds for each in told["changed"])
    label = "Nach der Beteiligung anders beschlossene Ziele"
    yield Figure("taking_part:changed", label, str(len(changed)), "goals", COMMENTS, changed)
    for key, label in {each["key"]: each["label"] for told in rounds for each in told["by_outcome"]}.items():
        number = sum(each["count"] for told in rounds for each in told["by_outcome"] if each["key"] == key)
        yield Figure(f"taking_part:{key}", f"Kommentare: {label}", str(number), "goals", COMMENTS, rows)
