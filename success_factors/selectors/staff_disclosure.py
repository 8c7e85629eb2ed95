"""Which numbers of the offices people outside the Koordination may see: the rule of `disclosure`, column by column.

Only what is said of people with migration history can harm somebody. A column is a sum whose total is told. Small
numbers are hidden, and so is a number where fewer than the threshold of those asked have no such history: who knows the
office knows the others. Then more are hidden until neither the sum of the hidden numbers nor that of the others tells
one of them. Of new people, trainees and managers an office has so few that only the whole administration is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.conf import settings

from success_factors.selectors.disclosure import digits_of, is_few, tells

Counts = Mapping[str, int | None]
TOTAL: Final = 0
"""Stands for the whole administration where others are keys of offices."""
ASKED: Final = {
    "with_migration": "answered",
    "hires_with_migration": "hires",
    "trainees_with_migration": "trainees",
    "managers_with_migration": "managers",
}
"""What is said of people, and of how many it is said."""
ONLY_TOTAL: Final = ("hires_with_migration", "trainees_with_migration", "managers_with_migration")
"""What is told of the whole administration and of no office."""


@dataclass(frozen=True, slots=True)
class _Number:
    """The number of one office, and how many of the same office are not counted in it."""

    office: int
    value: Decimal
    others: Decimal | None

    @property
    def is_telling(self) -> bool:
        """Whether it tells of single people, or of all but a few; a nothing beside one answer would tell the others."""
        return is_few(self.value) or self.is_of_nearly_all

    @property
    def is_of_nearly_all(self) -> bool:
        few = self.others is not None and self.others < settings.SMALL_NUMBER_THRESHOLD
        return few and bool(self.value or self.others)


@dataclass(frozen=True, slots=True)
class _Others:
    value: Decimal


def hidden_staff(offices: Mapping[int, Counts], total: Counts) -> frozenset[tuple[int, str]]:
    """What of `offices` (by key) and of their `total` (under TOTAL) is hidden, as pairs of office and count."""
    return frozenset((office, name) for name in ASKED for office in _hidden_in(name, offices, total))


def _hidden_in(name: str, offices: Mapping[int, Counts], total: Counts) -> set[int]:
    numbers = [_number(office, counts, name) for office, counts in offices.items() if counts[name] is not None]
    if total[name] is not None and _of_those_who_told_both(offices, name).is_telling:
        return {TOTAL, *(each.office for each in numbers)}
    if name in ONLY_TOTAL:
        return {each.office for each in numbers}
    secret = [each for each in numbers if each.is_telling]
    shown = sorted((each for each in numbers if not each.is_telling and each.value), key=_loss)
    while secret and shown and _gives_away(secret):
        secret.append(shown.pop(0))
    found = {each.office for each in secret}
    return found | {TOTAL} if secret and _gives_away(secret) else found


def _number(office: int, counts: Counts, name: str) -> _Number:
    value, asked = Decimal(counts[name] or 0), counts[ASKED[name]] if name in ASKED else None
    return _Number(office, value, None if asked is None else asked - value)


def _of_those_who_told_both(offices: Mapping[int, Counts], name: str) -> _Number:
    """The whole administration; people of an office that told no part of them are not the others of the part."""
    numbers = [_number(office, counts, name) for office, counts in offices.items() if counts[name] is not None]
    others = [each.others for each in numbers if each.others is not None]
    value = sum((each.value for each in numbers), Decimal())
    return _Number(TOTAL, value, sum(others, Decimal()) if others else None)


def _loss(each: _Number) -> tuple[int, int]:
    return digits_of(each), each.office


def _gives_away(secret: Iterable[_Number]) -> bool:
    found = list(secret)
    others = [_Others(each.others) for each in found if each.others is not None]
    return tells(found) or (any(each.is_of_nearly_all for each in found) and tells(others))
