"""Where measures are running and where nothing is: Handlungsfeld by Erfolgsfaktor, and Stadtteil by Handlungsfeld."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from measures.enums import MeasureState
from measures.models import CoverageNote, Measure
from measures.selectors.crossings import CITYWIDE, gap_url
from neuss_integration.city.models import District
from success_factors.models import FieldOfAction, SuccessFactor


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many measures are running at one crossing, and the list that shows them; of a gap its own page.

    `is_accepted` is a crossing without any where it was said why nothing is needed.
    """

    row: str
    column: str
    count: int
    url: str
    is_accepted: bool = False

    @property
    def shown(self) -> str:
        """The number, or what none means."""
        return str(self.count or ("kein Bedarf" if self.is_accepted else "Lücke"))


@dataclass(frozen=True, slots=True)
class MatrixHeading:
    """A row or column: short and long name, its page, and whether it is a priority."""

    short: str
    name: str
    url: str
    is_priority: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """All crossings, row by row."""

    columns: list[MatrixHeading]
    rows: list[tuple[MatrixHeading, list[MatrixCell]]]

    @property
    def gaps(self) -> int:
        """How many crossings have no running measure, and nobody said why none is needed."""
        return sum(not cell.count and not cell.is_accepted for _, cells in self.rows for cell in cells)

    @property
    def accepted(self) -> int:
        """How many crossings have none because none is needed."""
        return sum(cell.is_accepted for _, cells in self.rows for cell in cells)

    @property
    def size(self) -> int:
        """How many crossings there are."""
        return sum(len(cells) for _, cells in self.rows)


def fields_by_factors(user: Any) -> Matrix:
    """Handlungsfelder of today (priority first) by the nine factors; four queries."""
    counts = _running(user, "field_of_action", "success_factors__number")
    factors = [
        (factor.number, MatrixHeading(str(factor.number), factor.title, _page("factor-detail", factor.number)))
        for factor in SuccessFactor.objects.order_by("number")
    ]
    noted = CoverageNote.objects.visible_to(user).standing().filter(success_factor__isnull=False)
    accepted = set(noted.values_list("field_of_action", "success_factor__number"))
    rows = [(each.pk, _field(each), {"handlungsfeld": each.pk}) for each in _current_fields()]
    return _matrix(rows, factors, "erfolgsfaktor", counts, accepted)


def districts_by_fields(user: Any) -> Matrix:
    """Stadtteile and the whole city by the Handlungsfelder of today; five queries."""
    counts = _running(user, "districts__number", "field_of_action")
    citywide = _running(user, "is_citywide", "field_of_action")
    counts |= {(CITYWIDE, field): count for (is_citywide, field), count in citywide.items() if is_citywide}
    noted = CoverageNote.objects.visible_to(user).standing().filter(success_factor__isnull=True)
    places = noted.values_list("district__number", "field_of_action")
    accepted = {(number or CITYWIDE, field) for number, field in places}
    rows: list[Any] = [(CITYWIDE, MatrixHeading("", "ganze Stadt", ""), {"stadtteil": CITYWIDE})]
    for each in District.objects.current().in_official_order():
        rows.append((each.number, MatrixHeading("", str(each), ""), {"stadtteil": each.number}))
    return _matrix(rows, [(each.pk, _field(each)) for each in _current_fields()], "handlungsfeld", counts, accepted)


@dataclass(frozen=True, slots=True)
class CoverageGaps:
    """Where nothing runs: Handlungsfelder, and how many crossings of the two matrices."""

    fields: list[FieldOfAction]
    by_factors: int
    by_districts: int


def gaps_of_today() -> CoverageGaps:
    """The gaps of both matrices, counted over all running measures and all notes; one query."""
    running = Measure.objects.filter(field_of_action=OuterRef("pk"), state=MeasureState.RUNNING)
    in_districts = running.filter(districts__in=District.objects.current())
    found = (
        FieldOfAction.objects.valid_on(timezone.localdate())
        .in_concept_order()
        .annotate(
            running=_number_of(running),
            factors=_number_of(running, "success_factors"),
            districts=_number_of(in_districts, "districts"),
            citywide=_number_of(running.filter(is_citywide=True)),
            all_factors=_number_of(SuccessFactor.objects.all()),
            all_districts=_number_of(District.objects.current()),
            needless_factors=_number_of(_needless(Q(success_factor__isnull=False), "success_factors=success_factor")),
            needless_districts=_number_of(_needless(Q(district__in=District.objects.current()), "districts=district")),
            needless_city=_number_of(_needless(Q(is_citywide=True), "is_citywide=is_citywide")),
        )
    )
    return CoverageGaps(
        [each for each in found if not each.running],
        sum(each.all_factors - each.factors - each.needless_factors for each in found),
        sum(each.all_districts - each.districts - each.needless_districts for each in found)
        + sum(1 - min(each.citywide, 1) - each.needless_city for each in found),
    )


def _needless(crossings: Q, same: str) -> QuerySet[CoverageNote]:
    """Notes that nothing is needed at the `crossings` of a field where indeed nothing runs; `same` says for which
    column of a measure the column of the note stands."""
    column, of_note = same.split("=")
    there = {"field_of_action": OuterRef("field_of_action"), column: OuterRef(of_note)}
    running = Measure.objects.filter(state=MeasureState.RUNNING, **there)
    return CoverageNote.objects.standing().filter(crossings, ~Exists(running), field_of_action=OuterRef("pk"))


def _number_of(rows: QuerySet[Any], counted: str = "pk") -> Coalesce:
    """How many there are; each in a query of its own, because a join of all with all is what costs."""
    grouped = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count(counted, distinct=True))
    return Coalesce(Subquery(grouped.values("number")), 0)


def _running(user: Any, row: str, column: str) -> dict[tuple[Any, Any], int]:
    measures = Measure.objects.visible_to(user).filter(state=MeasureState.RUNNING).order_by()
    found = measures.values_list(row, column).annotate(Count("pk", distinct=True))
    return {(first, second): count for first, second, count in found}


def _current_fields() -> Iterable[FieldOfAction]:
    return FieldOfAction.objects.valid_on(timezone.localdate()).in_concept_order()


def _field(field: FieldOfAction) -> MatrixHeading:
    return MatrixHeading(field.name, field.name, _page("field-detail", field.pk), field.is_priority)


def _page(name: str, key: int) -> str:
    return reverse(f"success_factors:{name}", args=[key])


def _matrix(
    rows: Iterable[tuple[Any, MatrixHeading, dict[str, Any]]],
    columns: list[tuple[Any, MatrixHeading]],
    parameter: str,
    counts: Mapping[tuple[Any, Any], int],
    accepted: Collection[tuple[Any, Any]],
) -> Matrix:
    base = reverse("measures:measure-list")
    built = []
    for key, heading, query in rows:
        cells = []
        for column, name in columns:
            count, asked = counts.get((key, column), 0), query | {parameter: column}
            url = f"{base}?{urlencode(asked | {'status': MeasureState.RUNNING.value})}" if count else gap_url(asked)
            cells.append(MatrixCell(heading.name, name.name, count, url, not count and (key, column) in accepted))
        built.append((heading, cells))
    return Matrix([name for _, name in columns], built)
