"""What a table tells of a measure: one whole sentence of its report, and in a few words what changed."""

from collections.abc import Mapping
from typing import Any, Final

from measures.enums import ENDED_STATES, TrafficLight
from neuss_integration.foundation.words.first_sentence import first_sentence
from neuss_integration.foundation.words.markdown import plain_text
from reporting.content.changes import rows_of

Json = Mapping[str, Any]
WORDS: Final = {
    "new": "neu",
    "completed": "abgeschlossen",
    "routine": "laufendes Geschäft",
    "dropped": "beendet",
    "state": "anderer Status",
    "light_worse": "Ampel schlechter",
    "light_better": "Ampel besser",
    "light_new": "Ampel neu angegeben",
    "light_gone": "Ampel nicht mehr angegeben",
    "lead": "andere Federführung",
    "field": "anderes Handlungsfeld",
    "aim": "anderes Ziel",
    "money": "andere Finanzierung",
}
"""The kinds of changes of a measure that a table names, see reporting.content.changes.KINDS."""


def gist(measure: Json) -> str:
    """The sentence that matters most: why it ended or is in trouble, else what it brought, else why none is told."""
    told = measure.get("progress") or {}
    evaluation = measure.get("evaluation") or {}
    trouble = (told.get("light_reason"), told.get("what_did_not_work"))
    gain = (told.get("observed_effect"), told.get("what_happened"), told.get("next_step"))
    order: tuple[str | None, ...] = (
        (*trouble, *gain) if TrafficLight(measure["light"]["key"]).is_trouble else (*gain, *trouble)
    )
    if measure["state"]["key"] in ENDED_STATES:
        order = (measure["state_reason"], evaluation.get("why"), *order)
    texts = (*order, measure["progress_missing"], measure["aim"])
    return next((first_sentence(plain_text(text)) for text in texts if text and text.strip()), "")


def changes_of_measures(changes: Json | None) -> dict[str, list[str]]:
    """What changed since the last report by the number of the measure, in the order of the kinds."""
    found: dict[str, list[str]] = {}
    for row in rows_of(changes):
        if row["kind"] in WORDS:
            found.setdefault(row["number"], []).append(WORDS[row["kind"]])
    return found
