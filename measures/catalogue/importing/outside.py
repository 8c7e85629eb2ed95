"""What a row tells of a known measure and the import does not take in: named, with what to do."""

from collections.abc import Iterable
from typing import Final

SAME_STATE: Final = (
    "Die „Begründung des Status“ ändert sich nur mit dem Status und bleibt „{}“. Bitte tragen Sie dazu den neuen "
    "Status ein oder schreiben Sie den Text in eine andere Spalte."
)
NOTED_ONCE: Final = "„{}: {}“ kommt nur bei neuen Maßnahmen in den internen Vermerk. Bitte ergänzen Sie ihn selbst."
SHOWN: Final = 60


def reason_stays(stored: str) -> str:
    """The sentence about another reason for the same state."""
    return SAME_STATE.format(_short(stored) or "leer")


def not_noted(lines: Iterable[tuple[str, str]], note: str) -> list[str]:
    """Sentences about what new measures note of these headings and texts, and `note` does not hold."""
    return [NOTED_ONCE.format(label, _short(text)) for label, text in lines if f"{label}: {text}" not in note]


def _short(text: str) -> str:
    return f"{text[:SHOWN]} …" if len(text) > SHOWN else text
