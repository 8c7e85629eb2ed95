"""The signs that stand in tables instead of a number or behind it, in the manner of official statistics."""

from collections.abc import Iterable
from typing import Final

SIGNS: Final = {
    "–": "nichts vorhanden",
    "·": "sehr kleine Zahl; sie wird nicht genannt, damit niemand erkennbar ist",
    ".": "unbekannt oder geheim",
    "…": "fällt später an",
    "/": "nicht sicher genug",
    "x": "nicht sinnvoll",
    "e": "geschätzt",
    "p": "vorläufig",
    "( )": "eingeschränkt aussagekräftig",
}
"""The one legend (Zeichenerklärung): each sign with its meaning, in the order in which it is printed."""
MARKS: Final = ("e", "p")


def sign_of(text: str) -> str:
    """The sign that `text`, a value as a table shows it, is or bears; empty for a plain number."""
    if text in SIGNS and text not in MARKS:
        return text
    if text.startswith("(") and text.endswith(")"):
        return "( )"
    number, _, mark = text.rpartition(" ")
    return mark if number and mark in MARKS else ""


def signs_in(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Each sign that the values bear, once, with its meaning, in the order of the legend."""
    found = {sign_of(text) for text in texts}
    return [(sign, meaning) for sign, meaning in SIGNS.items() if sign in found]


def legend(texts: Iterable[str]) -> str:
    """ "Zeichenerklärung: e geschätzt; p vorläufig." for what the values bear; empty where there is no sign."""
    told = "; ".join(f"{sign} {meaning}" for sign, meaning in signs_in(texts))
    return f"Zeichenerklärung: {told}." if told else ""
