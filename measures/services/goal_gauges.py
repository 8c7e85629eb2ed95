"""Writing by which numbers a goal is measured."""

import uuid
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from measures.enums import GaugeCounting, KeyFigureDirection
from measures.models import GoalGauge, Measure
from measures.models.goal_gauge import (
    BASELINE_IN_FUTURE,
    BEYOND_TARGET,
    INTERIM_GAP,
    ONE_NUMBER,
    PAIR_INCOMPLETE,
    SAME_AS_BASELINE,
    STEPS,
    TOTAL_NEEDS_START,
)
from measures.services import parts
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import (
    changed_fields,
    created,
    locked,
    locked_at_version,
    only_fields,
    save_as,
)
from neuss_integration.foundation.words.counting import WHOLE
from success_factors.models import Goal
from success_factors.models.value_words import YES_NO, problem_of_place
from success_factors.selectors.goals import line_of

FIELDS: Final = (
    "indicator", "key_figure", "counting", "baseline_value", "baseline_date", "first_interim_value",
    "first_interim_date", "second_interim_value", "second_interim_date", "target_value", "target_date", "note",
)  # fmt: skip
STEP_NAMES: Final = {
    "baseline": "Ausgangswert",
    "first_interim": "erste Zwischenziel",
    "second_interim": "zweite Zwischenziel",
    "target": "Ziel",
}
WAY_UNKNOWN: Final = (
    "Ohne Ausgangswert ist nicht klar, ob der Wert steigen oder sinken soll. Bitte geben Sie ihn mit seinem Tag an."
)
WORDS_HAVE_NO_SUM: Final = (
    "„Ja oder nein“ und Stufen lassen sich nicht zusammenzählen. Bitte wählen Sie, dass der letzte Wert zählt."
)
NOT_OF_THIS_GOAL: Final = (
    "Diese Kennzahl gehört zu einer Maßnahme, die nicht zu diesem Ziel beiträgt. "
    "Bitte verknüpfen Sie zuerst die Maßnahme mit dem Ziel."
)


@transaction.atomic
def add_gauge(goal: Goal, *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None) -> GoalGauge:
    """`goal` is also measured by the number that `values` (names of FIELDS) tell. A double click makes one.

    The words of an adopted goal stay; by what it is measured may be said later. Raises ValidationError for a broken
    rule, such as days out of order or an interim target beyond the end.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    locked(goal)
    if existing := parts.entered_before(GoalGauge, submission_key):
        return existing
    gauge = GoalGauge(goal=goal, submission_key=submission_key, **only_fields(values, FIELDS))
    _check(gauge)
    return created(gauge, by=by)


@transaction.atomic
def change_gauge(gauge: GoalGauge, *, by: User, expected_version: int, values: Mapping[str, Any]) -> GoalGauge:
    """`gauge` has the `values`. Raises Stale when somebody saved since, ValidationError as `add_gauge` does."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(gauge, expected_version)
    before = current.direction
    names = changed_fields(current, only_fields(values, FIELDS))
    for name in names:
        setattr(current, name, values[name])
    if not names:
        return current
    current.recorded_on = timezone.localdate()
    _check(current)
    current.full_clean()
    moved = ["direction"] if current.direction != before else []
    save_as(current, [*names, *moved, "recorded_on"], by=by)
    return current


@transaction.atomic
def remove_gauge(gauge: GoalGauge, *, by: User, reason: str) -> None:
    """The goal is no longer measured by this number; the history keeps it with the reason."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    parts.removed(locked(gauge), by=by, reason=reason)


def _check(gauge: GoalGauge) -> None:
    """Raises ValidationError with a sentence at each field that is wrong; says which way the number should go."""
    _refuse(_problems(gauge))
    gauge.direction = _direction(gauge)
    _refuse(_wrong_way(gauge))


def _refuse(found: Iterator[tuple[str, str]]) -> None:
    """Raises ValidationError with the first sentence at each field, when there is one."""
    problems: dict[str, str] = {}
    for name, sentence in found:
        problems.setdefault(name, sentence)
    if problems:
        raise ValidationError(problems)


def _problems(gauge: GoalGauge) -> Iterator[tuple[str, str]]:
    if (gauge.indicator is None) == (gauge.key_figure is None):
        yield "number", ONE_NUMBER
        return
    if gauge.key_figure is not None and not _serves(gauge.key_figure.measure, gauge.goal):
        yield "number", NOT_OF_THIS_GOAL
    for step in STEPS:
        yield from _pair(gauge, step)
    if gauge.second_interim_value is not None and gauge.first_interim_value is None:
        yield "first_interim_value", INTERIM_GAP
    yield from _start_and_end(gauge)
    yield from _days(gauge)


def _serves(measure: Measure, goal: Goal) -> bool:
    return measure.goals.filter(pk__in=line_of(goal)).exists()


def _pair(gauge: GoalGauge, step: str) -> Iterator[tuple[str, str]]:
    value, day = getattr(gauge, f"{step}_value"), getattr(gauge, f"{step}_date")
    if (value is None) != (day is None):
        yield f"{step}_{'value' if value is None else 'date'}", PAIR_INCOMPLETE
    if sentence := problem_of_place(gauge.words, value):
        yield f"{step}_value", sentence
    if value is not None and gauge.unit == "%" and abs(value) > WHOLE:
        yield f"{step}_value", "Ein Anteil kann nicht über 100 % liegen. Bitte prüfen Sie Wert und Einheit."


def _start_and_end(gauge: GoalGauge) -> Iterator[tuple[str, str]]:
    if gauge.target_value is None and gauge.target_date is None:
        yield "target_value", "Bitte geben Sie an, was erreicht sein soll und bis wann."
    if gauge.baseline_date and gauge.baseline_date > timezone.localdate():
        yield "baseline_date", BASELINE_IN_FUTURE
    if gauge.counting == GaugeCounting.TOTAL and gauge.words:
        yield "counting", WORDS_HAVE_NO_SUM
    elif gauge.counting == GaugeCounting.TOTAL and gauge.baseline_value is None:
        yield "baseline_value", TOTAL_NEEDS_START
    if gauge.baseline_value is not None and gauge.baseline_value == gauge.target_value:
        yield "target_value", SAME_AS_BASELINE


def _days(gauge: GoalGauge) -> Iterator[tuple[str, str]]:
    known = [(step, day) for step in STEPS if (day := getattr(gauge, f"{step}_date"))]
    for (earlier, before), (later, after) in pairwise(known):
        if before >= after:
            sentence = (
                f"Das {STEP_NAMES[later]} ({after:%d.%m.%Y}) muss nach dem Tag davor liegen "
                f"({_of(earlier)}: {before:%d.%m.%Y}). Bitte prüfen Sie beide Tage."
            )
            yield f"{later}_date", sentence


def _of(step: str) -> str:
    name = STEP_NAMES[step]
    return name if step in ("baseline", "target") else f"{name.replace('e Z', 'es Z')}"


def _direction(gauge: GoalGauge) -> str:
    """Up or down: as the way from the baseline to the target goes, else as the number itself should go."""
    wanted = gauge.number.direction if gauge.number.direction in KeyFigureDirection.values else ""
    if gauge.words is YES_NO:
        return _answer_wanted(gauge, wanted)
    if gauge.baseline_value is None:
        if not wanted:
            raise ValidationError({"baseline_value": WAY_UNKNOWN})
        return str(wanted)
    way = KeyFigureDirection.UP if gauge.target_value > gauge.baseline_value else KeyFigureDirection.DOWN
    if wanted and way != wanted:
        should, lies = ("steigen", "unter") if wanted == KeyFigureDirection.UP else ("sinken", "über")
        sentence = (
            f"„{gauge.name}“ soll {should}, der Zielwert liegt aber {lies} dem Ausgangswert. "
            "Bitte prüfen Sie beide Werte oder die gewünschte Richtung der Zahl."
        )
        raise ValidationError({"target_value": sentence})
    return str(way)


def _answer_wanted(gauge: GoalGauge, wanted: str) -> str:
    """Up to „ja“, down to „nein“: the target alone says it."""
    way = KeyFigureDirection.UP if gauge.target_value else KeyFigureDirection.DOWN
    if wanted and way != wanted:
        other = YES_NO[int(not gauge.target_value)]
        sentence = f"„{gauge.name}“ soll „{other}“ werden. Bitte prüfen Sie den Zielwert oder die gewünschte Richtung."
        raise ValidationError({"target_value": sentence})
    return str(way)


def _wrong_way(gauge: GoalGauge) -> Iterator[tuple[str, str]]:
    """Interim targets that lie before the baseline or beyond the target."""
    steps = [(step, getattr(gauge, f"{step}_value")) for step in STEPS]
    known = [(step, value) for step, value in steps if value is not None]
    sign = 1 if gauge.direction == KeyFigureDirection.UP else -1
    for (nearer, before), (farther, after) in pairwise(known):
        if sign * (after - before) < 0:
            yield f"{farther if farther != 'target' else nearer}_value", BEYOND_TARGET
