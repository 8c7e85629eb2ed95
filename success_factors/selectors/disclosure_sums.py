"""Which unknown numbers several sums together tell: linear algebra over the cells of a table."""

from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum(Generic[Cell]):
    """That `parts` add up to `whole`."""

    whole: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (*self.parts, self.whole)


def told_by(sums: Iterable[Sum[Cell]], unknown: Set[Cell]) -> set[Cell]:
    """The cells of `unknown` that have one value only, if all others are known and all `sums` hold (Gauß-Jordan)."""
    solved: dict[Cell, dict[Cell, Fraction]] = {}
    for each in sums:
        row = {cell: Fraction(1) for cell in each.parts if cell in unknown}
        if each.whole in unknown:
            row[each.whole] = Fraction(-1)
        for cell in [cell for cell in row if cell in solved]:
            _subtract(row, solved[cell], cell)
        if not row:
            continue
        pivot, factor = next(iter(row.items()))
        row = {cell: value / factor for cell, value in row.items()}
        for other in solved.values():
            _subtract(other, row, pivot)
        solved[pivot] = row
    return {pivot for pivot, row in solved.items() if len(row) == 1}


def _subtract(row: dict[Cell, Fraction], other: dict[Cell, Fraction], pivot: Cell) -> None:
    """Takes as much of `other` from `row` that `pivot` is gone."""
    factor = row.get(pivot)
    if factor is None:
        return
    for cell, value in other.items():
        row[cell] = row.get(cell, Fraction()) - factor * value
        if not row[cell]:
            del row[cell]
