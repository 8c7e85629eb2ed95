"""What stands on the two pages „Auf einen Blick“: each text so short that two pages hold it in every city."""

from collections.abc import Mapping
from typing import Any, Final

from neuss_integration.foundation.words.counting import listed
from neuss_integration.foundation.words.first_sentence import first_sentence
from neuss_integration.foundation.words.markdown import plain_text

Json = Mapping[str, Any]
TITLE, TEXT, REASON, NEXT_STEP, WISH, WORDS = 64, 100, 16, 76, 280, 92
"""So many letters of each have room. Nothing is cut: what is longer is left to the profile, which is named beside."""
LETTERS_A_LINE: Final = 92
MAX_GAPS: Final = 3
MAX_RED: Final = 4


def has_room(markdown: str, most: int) -> bool:
    """Whether a text of people fits as it is, each of its lines counted as a whole one."""
    lines = markdown.splitlines()
    return len(markdown) <= most and len(lines) * LETTERS_A_LINE <= most + LETTERS_A_LINE


def statement(content: Json, entry: Json) -> Json:
    """A measure that is told here: the finding in one sentence, else why it is told, and its next step."""
    measure = next((each for each in _measures(content) if each["number"] == entry["number"]), None)
    progress, reasons = (measure or {}).get("progress") or {}, entry.get("reasons", [])
    text = _sentence(entry["text"], TEXT) if _stands_in(measure, entry["text"]) else entry["text"]
    return {
        "number": entry["number"],
        "title": entry["title"] if len(entry["title"]) <= TITLE else "",
        "text": text or listed(reasons),
        "reason": next((each for each in reasons if text and len(each) <= REASON), ""),
        "next_step": _sentence(progress.get("next_step") or "", NEXT_STEP),
    }


def further_red(content: Json) -> tuple[list[Json], int]:
    """The red measures that are not told among the difficulties: the first of them, and how many there are more."""
    told = {each["number"] for each in content["summary"]["not_worked"]}
    red = [each for each in _measures(content) if each["light"]["key"] == "red" and each["number"] not in told]
    return red[:MAX_RED], max(len(red) - MAX_RED, 0)


def gaps(content: Json) -> tuple[list[str], int]:
    """The Handlungsfelder without a running measure: the first of them, and how many there are more."""
    found = content["summary"]["gaps"]
    return found[:MAX_GAPS], max(len(found) - MAX_GAPS, 0)


def _stands_in(measure: Json | None, text: str) -> bool:
    """Whether the profile has a text; else it is what the Koordination wrote for these pages only."""
    told = measure or {}
    parts = (told.get("progress") or {}, told.get("evaluation") or {}, {"reason": told.get("state_reason")})
    return any(text == value for part in parts for value in part.values())


def _sentence(text: str, most: int) -> str:
    """The first sentence where it has room."""
    sentence = first_sentence(plain_text(text))
    return sentence if len(sentence) <= most else ""


def _measures(content: Json) -> list[Json]:
    return [measure for field in content["fields"] for measure in field["measures"]]
