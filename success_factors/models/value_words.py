"""How a value of an indicator is said and read where it is a word: the one place that knows.

Kept is the place of the word: „nein“ as 0 and „ja“ as 1, the lowest step as 1. Everything that prints or reads a value
asks `Indicator.written` and `place_of`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.db import models
from django.db.models import Q

from neuss_integration.foundation.records.constraints import in_choices
from neuss_integration.foundation.words.folding import fold
from success_factors.enums import IndicatorDirection, ValueKind

Words = Mapping[int, str]
"""The words of an indicator by their place, from the lowest to the highest; empty where values are numbers."""

YES_NO: Final[Words] = {0: "nein", 1: "ja"}
WANTED_ANSWERS: Final[dict[str, int]] = {IndicatorDirection.UP: 1, IndicatorDirection.DOWN: 0}
SPELLINGS: Final = {"wahr": "ja", "true": "ja", "falsch": "nein", "false": "nein"}
"""What spreadsheets make of ja and nein."""
FEWEST_STEPS, MOST_STEPS, LONGEST_STEP, FEWEST_LETTERS = 2, 7, 30, 2
STEPS_MISSING: Final = "Bitte nennen Sie die Stufen, wenn ein Wert eine Stufe ist, und nur dann."
UNIT_OF_NUMBERS: Final = "Eine Einheit gehört zu Zahlen und nur zu ihnen."
COUNTING_FIELDS: Final = ("counts_people", "is_population", "by_nationality", "by_gender", "by_age")
WORDS_COUNT_NOBODY: Final = (
    "Stufen und „ja oder nein“ zählen nichts: Bitte lassen Sie Nachkommastellen bei 0 und alle Häkchen zu Menschen, "
    "Personalzahlen und Gruppen leer, und wählen Sie eine andere Richtung als „soll sich angleichen“."
)
NO_SUCH_WORD: Final = "„{}“ gibt es bei diesem Indikator nicht. Möglich sind: {}."
NO_GROUPS: Final = (
    "Bei „ja oder nein“ und bei Stufen gibt es keine Gruppen und keine Stadtteile: Ein Wort gilt für die ganze Stadt "
    "und lässt sich nicht aufteilen, zusammenzählen oder auf 1.000 Menschen umrechnen."
)


RULES_OF_WORDS: Final[list[models.BaseConstraint]] = [
    in_choices("value_kind", ValueKind, "success_factors_indicator_value_kind_valid"),
    models.CheckConstraint(
        condition=Q(value_kind=ValueKind.STEPS) & ~Q(steps="") | ~Q(value_kind=ValueKind.STEPS) & Q(steps=""),
        name="success_factors_indicator_steps_given",
        violation_error_message=STEPS_MISSING,
    ),
    models.CheckConstraint(
        condition=Q(value_kind=ValueKind.NUMBER) & ~Q(unit="") | ~Q(value_kind=ValueKind.NUMBER) & Q(unit=""),
        name="success_factors_indicator_unit_of_numbers",
        violation_error_message=UNIT_OF_NUMBERS,
    ),
    models.CheckConstraint(
        condition=Q(value_kind=ValueKind.NUMBER)
        | ~Q(direction=IndicatorDirection.CONVERGE)
        & Q(decimals=0, staff_share="", **dict.fromkeys(COUNTING_FIELDS, False)),
        name="success_factors_indicator_words_count_nobody",
        violation_error_message=WORDS_COUNT_NOBODY,
    ),
]
"""What the database keeps of an indicator: steps where values are steps, a unit where they are numbers."""


def words_of(kind: str, steps: str) -> Words:
    """What values of the `kind` are called; `steps` has one a line."""
    if kind == ValueKind.YES_NO:
        return YES_NO
    return dict(enumerate(step_lines(steps), start=1)) if kind == ValueKind.STEPS else {}


def told_words(words: Words) -> str:
    """Which words there are, as pages say it in the place of a unit."""
    return "ja oder nein" if words is YES_NO else f"Stufen: {' – '.join(words.values())}"


def step_lines(text: str) -> list[str]:
    """The steps in `text`, one a line, without empty lines."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def problem_of_steps(steps: Sequence[str]) -> str:
    """A sentence when `steps` are no list of steps; empty when they are."""
    if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        return f"Bitte nennen Sie {FEWEST_STEPS} bis {MOST_STEPS} Stufen, jede in einer eigenen Zeile."
    for step in steps:
        if len(step) > LONGEST_STEP:
            return f"„{step[:20]}…“ ist zu lang: Eine Stufe hat höchstens {LONGEST_STEP} Zeichen."
        if sum(letter.isalpha() for letter in step) < FEWEST_LETTERS:
            return f"„{step}“ ist kein Wort. Bitte schreiben Sie jede Stufe mit Buchstaben."
    if len({fold(step) for step in steps}) < len(steps):
        return "Eine Stufe steht zweimal da. Bitte nennen Sie jede nur einmal."
    return ""


def place_of(words: Words, text: str) -> Decimal | None:
    """Where `text` stands among `words`, in any spelling of case and umlauts; None where it does not."""
    wanted = fold(text)
    wanted = SPELLINGS.get(wanted, wanted) if words is YES_NO else wanted
    return next((Decimal(place) for place, word in words.items() if fold(word) == wanted), None)


def no_such_word(words: Words, text: str) -> str:
    """The sentence that says which words there are."""
    return NO_SUCH_WORD.format(text[:40], ", ".join(f"„{word}“" for word in words.values()))


def problem_of_place(words: Words, value: Decimal | None) -> str:
    """A sentence when `value` is no place among `words`; empty when it is, and where values are numbers."""
    if not words or value is None or value in words:
        return ""
    return no_such_word(words, f"{value.normalize():f}")
