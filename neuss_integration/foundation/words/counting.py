"""Numbers in sentences: percentages, the verb that goes with a number, and lists in words.

Each percentage the application shows comes from here, so that two pages cannot round the same share differently.
"""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

WHOLE = 100
HALF = Decimal("0.5")


def percentage(part: int | Decimal, whole: int | Decimal) -> int | None:
    """`part` of `whole` in whole per cent, rounded half up; 0 and 100 only when exact. None where there is no whole."""
    if not whole:
        return None
    exact = WHOLE * Decimal(part) / Decimal(whole)
    rounded = int((exact + HALF).to_integral_value(ROUND_FLOOR))
    if rounded == 0 and exact:
        return 1 if exact > 0 else -1
    if abs(rounded) == WHOLE and abs(exact) != WHOLE:
        size = WHOLE - 1 if abs(exact) < WHOLE else WHOLE + 1
        return size if exact > 0 else -size
    return rounded


def percentages(parts: Sequence[int]) -> list[int | None]:
    """The parts of a whole in per cent that add up to 100: what rounding leaves goes to the largest remainders.

    A part that is there has at least 1 per cent, one that is not has 0. None for each where there is no whole.
    """
    whole = sum(parts)
    if not whole:
        return [None for _ in parts]
    shares = [max(WHOLE * part // whole, 1) if part else 0 for part in parts]
    order = sorted(range(len(parts)), key=lambda at: (-(WHOLE * parts[at] / whole - shares[at]), at))
    for at in order[: max(WHOLE - sum(shares), 0)]:
        shares[at] += 1
    for _ in range(sum(shares) - WHOLE):
        largest = max(range(len(parts)), key=lambda at: (shares[at], -at))
        shares[largest] -= 1
    return list(shares)


def percent_words(value: int | None) -> str:
    """ "79 %"; a dash where there is no whole."""
    return "–" if value is None else f"{value} %"


def chosen(number: int, one: str, many: str) -> str:
    """The word that goes with `number`: "ist" or "sind"."""
    return one if number == 1 else many


def listed(words: Sequence[str], *, last: str = "und") -> str:
    """ "a, b und c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
