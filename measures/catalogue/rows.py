"""Rows of the catalogue: values of chosen columns, read with one query and one more for each relation."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from measures.catalogue.columns import DEFAULT_COLUMNS, CatalogueColumn
from measures.models import Funding, KeyFigure, Measure, Milestone
from measures.selectors.measures import in_order


def _of_funding(amount: str) -> Subquery:
    sums = Funding.objects.filter(measure=OuterRef("pk")).order_by().values("measure").annotate(total=Sum(amount))
    return Subquery(sums.values("total"))


_NEXT = Milestone.objects.open().filter(measure=OuterRef("pk")).order_by("due_date")
_FIGURES = KeyFigure.objects.active().filter(measure=OuterRef("pk")).order_by().values("measure")
COMPUTED: Final[dict[str, Any]] = {
    "planned_total": _of_funding("planned"),
    "granted_total": _of_funding("granted"),
    "spent_total": _of_funding("spent"),
    "next_milestone": Subquery(_NEXT.values("due_date")[:1]),
    "key_figure_count": Coalesce(Subquery(_FIGURES.annotate(number=Count("pk")).values("number")), 0),
}
"""What is worked out by the database for the columns that show it."""
ORDERS: Final = {
    "success_factors__title": "success_factors__number",
    "districts__name": "districts__number",
    "resolutions__title": "resolutions__resolved_date",
    "goals__text": "goals__position",
}


def read_rows(measures: QuerySet[Measure], columns: Sequence[CatalogueColumn]) -> list[list[Any]]:
    """A list of values for each of `measures`, in their order; no model instances, they cost most of a list."""
    paths = list(dict.fromkeys(path for column in columns for path in column.paths))
    places = {path: place for place, path in enumerate(paths, start=1)}
    computed = {path: COMPUTED[path] for path in paths if path in COMPUTED}
    found = list(measures.annotate(**computed).values_list("pk", *paths))
    related = {each.relation: _related(each.relation, [row[0] for row in found]) for each in columns if each.relation}

    def value(column: CatalogueColumn, row: Sequence[Any]) -> Any:
        values = [row[places[path]] for path in column.paths]
        if column.relation:
            values.append(related[column.relation].get(row[0], []))
        return column.read(values)

    return [[value(column, row) for column in columns] for row in found]


def _related(relation: str, keys: list[int]) -> dict[int, list[str]]:
    """The names of related rows by measure; one query."""
    names = defaultdict(list)
    rows = Measure.objects.filter(pk__in=keys, **{f"{relation}__isnull": False})
    for key, name in rows.order_by(ORDERS.get(relation, relation), relation).values_list("pk", relation):
        names[key].append(name)
    return names


class _CountedOnce(Paginator):
    """Counts the measures themselves: the joins that fill the columns of a row change no count, but cost most of it."""

    @cached_property
    def count(self) -> int:
        """How many measures there are."""
        return self.object_list.order_by().count()  # type: ignore[attr-defined]


def page_of(measures: QuerySet[Measure], columns: Sequence[CatalogueColumn], number: Any, size: int) -> Page:
    """One page of `measures`, its rows as lists of values in the order of `columns`."""
    page = _CountedOnce(measures, size).get_page(number)
    page.object_list = read_rows(page.object_list, columns)  # type: ignore[arg-type]
    return page


def page_of_found(measures: QuerySet[Measure], columns: Sequence[CatalogueColumn], number: Any, size: int) -> Page:
    """`page_of` for a search, which has to read every text: once for all keys, not once to count and once to show."""
    page = Paginator(list(measures.values_list("pk", flat=True)), size).get_page(number)
    shown = Measure.objects.filter(pk__in=page.object_list).order_by(*measures.query.order_by)
    page.object_list = read_rows(shown, columns)  # type: ignore[assignment]
    return page


def first_rows(measures: QuerySet[Measure], *, sort: str, size: int) -> tuple[list[list[Any]], int]:
    """The first of `measures` as rows_page gives them, and how many there are in all; one query."""
    number = measures.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    found = in_order(measures, sort).annotate(found_in_all=Subquery(number))[:size]
    rows = read_rows(found, [*DEFAULT_COLUMNS, CatalogueColumn("all", "", ("found_in_all",))])
    return [row[:-1] for row in rows], rows[0][-1] if rows else 0


def rows_page(measures: QuerySet[Measure], *, sort: str, number: Any, size: int) -> Page:
    """One page of `measures` in the order of `sort`, with the columns a list has by default."""
    return page_of(in_order(measures, sort), DEFAULT_COLUMNS, number, size)
