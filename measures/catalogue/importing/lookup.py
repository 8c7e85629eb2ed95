"""The measures that the rows of a file are about, as they are now."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from measures.catalogue.importing.figures import known_figures
from measures.catalogue.importing.headings import importable
from measures.catalogue.rows import read_rows
from measures.models import KeyFigure, Measure
from neuss_integration.foundation.words.folding import name_key


@dataclass(slots=True)
class Stored:
    """A measure that a row is about, with its values by column."""

    pk: int
    version: int
    number: str
    values: dict[str, Any]


class MeasureLookup:
    """The measures as they are now, found by number or title; a fixed number of queries."""

    def __init__(self, numbers: set[str], titles: set[str]) -> None:
        fields = ("pk", "version", "number", "title", "predecessor__number")
        found = list(Measure.objects.order_by().values_list(*fields))
        self.titles = [(title, number) for _, _, number, title, _ in found]
        by_number = {number: (pk, version) for pk, version, number, *_ in found}
        self.keys = {number: pk for number, (pk, _) in by_number.items()}
        self.predecessors = {number: before for *_, number, _, before in found if before}
        wanted = {number for number in numbers if number in by_number}
        wanted |= {number for title in titles for number in self.by_title.get(title, ())}
        keys = [by_number[number][0] for number in wanted]
        columns = importable()
        self.figures = known_figures(KeyFigure.objects.filter(measure__in=keys))
        self.stored: dict[str, Stored] = {}
        for row in read_rows(Measure.objects.filter(pk__in=keys).order_by("pk"), columns):
            values = {column.key: value for column, value in zip(columns, row, strict=True)}
            number = values["nummer"]
            self.stored[number] = Stored(*by_number[number], number, values)

    @cached_property
    def by_title(self) -> dict[str, list[str]]:
        """The numbers by folded title; not asked for by a list that numbers all its rows."""
        numbers: dict[str, list[str]] = {}
        for title, number in self.titles:
            numbers.setdefault(name_key(title), []).append(number)
        return numbers

    def is_circular(self, number: str) -> bool:
        """Whether the chain of predecessors leads back to `number`."""
        seen, at = {number}, self.predecessors.get(number)
        while at:
            if at in seen:
                return True
            seen.add(at)
            at = self.predecessors.get(at)
        return False
