"""What stands on the two pages „Auf einen Blick“: each text so short that two pages hold it in every city."""

import textwrap
from collections.abc import Mapping
from typing import Any, Final

from neuss_integration.foundation.words.counting import listed
from neuss_integration.foundation.words.first_sentence import first_sentence
from neuss_integration.foundation.words.markdown import plain_text

Json = Mapping[str, Any]
TITLE, TEXT, REASON, NEXT_STEP, WISH, WORDS = 64, 100, 16, 76, 280, 92
"""So many letters of each have room in every row. Nothing is cut: what is longer is left to the profile."""
LINES: Final = {"worked": 11, "not_worked": 17}
"""So many lines have all rows of a side together: what one does not need is there for a longer title."""
WIDTHS: Final = {"worked": (38, 58, 0), "not_worked": (26, 39, 28)}
"""Letters in a line of title, text and next step."""
ENDS_OF_A_NAME: Final = (
    " – ",
    ": ",
    " (",
    "; ",
    " mit ",
    " für ",
    " bei ",
    " am ",
    " im ",
    " in ",
    " zur ",
    " zum ",
    " von ",
)
IN_PROFILE: Final = "siehe Steckbrief"
NOT_SAID: Final = "nicht genannt"
LEAST_NAME: Final = 12
LETTERS_A_LINE: Final = 92
MAX_GAPS: Final = 3
MAX_RED: Final = 4


def has_room(markdown: str, most: int) -> bool:
    """Whether a text of people fits as it is, each of its lines counted as a whole one."""
    lines = markdown.splitlines()
    return len(markdown) <= most and len(lines) * LETTERS_A_LINE <= most + LETTERS_A_LINE


def statements(content: Json, side: str) -> list[dict[str, Any]]:
    """What is told as gelungen (`worked`) or nicht gelungen (`not_worked`), each with as much of its title as fits.

    The shortest of the long titles is told whole first; one without room stays short, and `is_short` says so.
    """
    found = [dict(statement(content, entry)) for entry in content["summary"][side]]
    spare = LINES[side] - sum(_height(each, side) for each in found)
    for each, entry in sorted(
        zip(found, content["summary"][side], strict=True), key=lambda both: len(both[1]["title"])
    ):
        whole = each | {"title": entry["title"], "is_short": False}
        if each["is_short"] and (more := _height(whole, side) - _height(each, side)) <= spare:
            each |= whole
            spare -= more
    return found


def _height(told: Json, side: str) -> int:
    """The lines of a row."""
    texts = (f"{told['number']} {told['title']}", f"{told['text']} {told['reason']}", told["next_step"])
    return max(len(textwrap.wrap(text, width)) for text, width in zip(texts, WIDTHS[side], strict=True) if width)


def statement(content: Json, entry: Json) -> Json:
    """A measure that is told here: the finding in one sentence, else why it is told, and its next step."""
    measure = next((each for each in _measures(content) if each["number"] == entry["number"]), None)
    progress, reasons = (measure or {}).get("progress") or {}, entry.get("reasons", [])
    text = _sentence(entry["text"], TEXT) if _stands_in(measure, entry["text"]) else entry["text"]
    return {
        "number": entry["number"],
        "title": entry["title"] if len(entry["title"]) <= TITLE else _name_in(entry),
        "is_short": len(entry["title"]) > TITLE,
        "text": text or _as_sentence(listed(reasons)),
        "reason": next((each for each in reasons if text and len(each) <= REASON), ""),
        "next_step": _next_step(progress.get("next_step") or ""),
    }


def _as_sentence(words: str) -> str:
    return words and f"{words[0].upper()}{words[1:]}."


def _next_step(text: str) -> str:
    """Its first sentence where it has room, else where it stands; only what was said can be read elsewhere."""
    return _sentence(text, NEXT_STEP) or (IN_PROFILE if text.strip() else NOT_SAID)


def _name_in(entry: Json) -> str:
    """The first words of a long title, as far as they are a name; where none ends in time, the Handlungsfeld."""
    title = entry["title"]
    ends = [title.rfind(end, LEAST_NAME, TITLE + len(end)) for end in ENDS_OF_A_NAME]
    if max(ends) > 0:
        return str(title[: max(ends)])
    named = f"Maßnahme im Handlungsfeld {entry['field']}"
    return named if len(named) <= TITLE else "Maßnahme mit langem Titel"


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
