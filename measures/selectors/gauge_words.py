"""How the values of a Messgröße are said: as numbers, or as the words of its indicator."""

from decimal import Decimal
from typing import Final

from measures.enums import KeyFigureDirection
from measures.models import GoalGauge
from measures.selectors import key_figures
from success_factors.models.value_words import YES_NO

REACHED: Final = "Ziel erreicht."
NOT_REACHED: Final = "Ziel noch nicht erreicht."


def shown(gauge: GoalGauge, value: Decimal | None) -> str:
    """The number as pages write it; empty when there is none."""
    if value is None:
        return ""
    if gauge.indicator is not None:
        return gauge.indicator.written(value)
    return key_figures.number(value)


def target_words(gauge: GoalGauge) -> str:
    """The target as pages write it; of a step with another beyond it, that it is the least."""
    text, words = shown(gauge, gauge.target_value), gauge.words
    is_down = gauge.direction == KeyFigureDirection.DOWN
    if not words or words is YES_NO:
        return text
    if gauge.target_value == (min(words) if is_down else max(words)):
        return text
    return f"{'höchstens' if is_down else 'mindestens'} {text}"


def steps_told(gauge: GoalGauge, last: Decimal, *, reached: bool) -> str:
    """How far a goal is whose values are words: reached or not, and on which step; never a share of a way."""
    verdict = REACHED if reached else NOT_REACHED
    if gauge.words is YES_NO:
        return verdict
    step = f"Stufe {int(last)} von {len(gauge.words)}"
    if last != gauge.target_value:
        step += f", {'gefordert war' if reached else 'gefordert ist'} Stufe {int(gauge.target_value)}"
    return f"{verdict.removesuffix('.')}: {step}."
