"""What lists from elsewhere write in another column than the catalogue: periods, rhythms, reasons."""

import re
from typing import Final

from measures.catalogue.columns import BY_KEY
from measures.enums import REASON_STATES
from neuss_integration.foundation.forms.written_dates import read_period
from neuss_integration.foundation.words.folding import fold

REASONED: Final = frozenset(fold(str(state.label)) for state in REASON_STATES)
REPEATED: Final = re.compile(
    r"(?:jährlich|halbjährlich|vierteljährlich|monatlich|wöchentlich|täglich|regelmäßig|alle zwei jahre)", re.IGNORECASE
)
AS_WORDS: Final = "„{}“ bei „{}“ bleibt, wie es dasteht; Beginn und Ende bleiben leer. Ist das gemeint?"
READ_AS: Final = "„{}“ ist gelesen als {}. Ist das gemeint?"


def put_right(cells: dict[str, str], questions: list[str], *, is_new: bool) -> None:
    """The `cells` stand where they belong, of a known measure only the rhythm; `questions` asks about each."""
    if is_new:
        _part_period(cells, questions)
    _move_rhythm(cells, questions)
    if is_new:
        _give_reason(cells, questions)


def _part_period(cells: dict[str, str], questions: list[str]) -> None:
    """„2022–2025“ in one column tells beginning and end; what is rough stays there too."""
    text = cells.get("zeitraum", "")
    if not text or cells.get("beginn") or cells.get("ende"):
        return
    found = {key: each for key, each in zip(("beginn", "ende"), read_period(text), strict=True) if each}
    if not found:
        questions.append(AS_WORDS.format(text[:60], BY_KEY["zeitraum"].label))
        return
    cells |= {key: str(each.date) for key, each in found.items()}
    if not any(each.question for each in found.values()):
        del cells["zeitraum"]
    read = " und ".join(f"{BY_KEY[key].label} {each.date}" for key, each in found.items())
    questions.append(READ_AS.format(text[:60], read))


def _move_rhythm(cells: dict[str, str], questions: list[str]) -> None:
    """„jährlich“ is no day but a rhythm."""
    for key in ("beginn", "ende"):
        if REPEATED.fullmatch(cells.get(key, "")) and not cells.get("rhythmus"):
            cells["rhythmus"] = cells.pop(key)
            questions.append(
                f"„{cells['rhythmus']}“ bei „{BY_KEY[key].label}“ ist gelesen als Rhythmus. Ist das gemeint?"
            )


def _give_reason(cells: dict[str, str], questions: list[str]) -> None:
    """A list without a column for reasons says in its remarks why a measure rests."""
    state = fold(cells.get("status", ""))
    if cells.get("statusgrund") or state not in REASONED or not cells.get("notiz"):
        return
    cells["statusgrund"] = cells["notiz"]
    text = cells["notiz"][:80]
    questions.append(f"Als „Begründung des Status“ ist die Bemerkung gelesen: „{text}“. Ist das gemeint?")
