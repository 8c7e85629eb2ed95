"""Sums of money: of one measure, and of all by Handlungsfeld, source and year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from measures.enums import FundingSource, MeasureState
from measures.models import Funding
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.counting import percentage

Amount = Decimal | None


@dataclass(frozen=True, slots=True)
class Money:
    """Planned, granted and spent euro; None where nothing is known, which is not zero."""

    planned: Amount = None
    granted: Amount = None
    spent: Amount = None

    @property
    def deviation(self) -> Amount:
        """Spent minus planned, where both are known."""
        return None if self.planned is None or self.spent is None else self.spent - self.planned

    @property
    def deviation_share(self) -> int | None:
        """The deviation in percent of what was planned."""
        return None if self.deviation is None or not self.planned else percentage(self.deviation, self.planned)

    @property
    def deviation_shown(self) -> str:
        """The deviation as people read it, with its sign: "+1.200,00 € (+12 %)"; empty where it is not known."""
        if self.deviation is None:
            return ""
        share = "" if self.deviation_share is None else f" ({_signed(Decimal(self.deviation_share), 0)} %)"
        return f"{_signed(self.deviation, 2)} €{share}"

    def __add__(self, other: "Money") -> "Money":
        return Money(
            _plus(self.planned, other.planned), _plus(self.granted, other.granted), _plus(self.spent, other.spent)
        )


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A line of a table of money with what it is about."""

    label: str
    money: Money
    comparable: Money
    funding: Funding | None = None
    count: int = 0
    entries: int = 1
    compared: int = 0

    @property
    def deviation_shown(self) -> str:
        """The deviation of those entries in which both planned and spent are known."""
        return self.comparable.deviation_shown


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """Lines and their sum. The deviation of the sum only counts lines in which both amounts are known."""

    rows: Sequence[MoneyRow]
    total: Money
    comparable: Money

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def covered(self) -> str:
        """Over how many of its entries the deviation is told, in a sentence."""
        entries, compared = (sum(getattr(row, name) for row in self.rows) for name in ("entries", "compared"))
        if not compared:
            return "Abweichung: ausgegeben minus geplant; bei keinem Eintrag ist beides bekannt."
        known = "jedem Eintrag" if compared == entries else f"{compared} von {entries} Einträgen"
        return f"Abweichung: ausgegeben minus geplant; bei {known} ist beides bekannt."


def money_table(fundings: Iterable[Funding]) -> MoneyTable:
    """The money of one measure, the newest year first."""
    rows = [(each, money_of(each)) for each in fundings]
    return _table(
        [
            MoneyRow(str(each), money, comparable(money), each, compared=int(money.deviation is not None))
            for each, money in rows
        ]
    )


def money_of(funding: Funding) -> Money:
    """The amounts of one row."""
    return Money(funding.planned, funding.granted, funding.spent)


def total_of(several: Iterable[Money]) -> Money:
    """Their sum; an amount that none of them knows stays unknown."""
    return sum(several, Money())


def comparable(money: Money) -> Money:
    """`money` when both planned and spent are known, else nothing: only such amounts are held against each other."""
    return money if money.deviation is not None else Money()


@dataclass(frozen=True, slots=True)
class Totals:
    """The money of all measures somebody may see, three ways, and the years that can be chosen."""

    fields: MoneyTable
    sources: MoneyTable
    years: MoneyTable
    known_years: Sequence[int]
    measure_count: int


def money_totals(user: Any, *, year: int | None = None) -> Totals:
    """Sums per Handlungsfeld, source and year of what `user` may see; `year` limits the first two; five queries.

    Ideas do not count, as in reports.
    """
    visible = Funding.objects.visible_to(user).exclude(measure__state=MeasureState.IDEA).order_by()
    chosen = visible.filter(year=year) if year else visible
    years = _grouped(visible, "year", label=str)
    return Totals(
        fields=_grouped(chosen, "measure__field_of_action__name", label=str),
        sources=_grouped(chosen, "source", label=lambda key: FundingSource(key).label),
        years=years,
        known_years=sorted((int(row.label) for row in years.rows), reverse=True),
        measure_count=chosen.aggregate(count=Count("measure", distinct=True))["count"],
    )


def _grouped(fundings: Any, key: str, *, label: Any) -> MoneyTable:
    both = Q(planned__isnull=False, spent__isnull=False)
    sums = fundings.values(key).annotate(
        planned_sum=Sum("planned"),
        granted_sum=Sum("granted"),
        spent_sum=Sum("spent"),
        planned_of_both=Sum("planned", filter=both),
        spent_of_both=Sum("spent", filter=both),
        measure_count=Count("measure", distinct=True),
        entries=Count("pk"),
        compared=Count("pk", filter=both),
    )
    rows = [
        MoneyRow(
            str(label(each[key])),
            Money(each["planned_sum"], each["granted_sum"], each["spent_sum"]),
            Money(each["planned_of_both"], None, each["spent_of_both"]),
            count=each["measure_count"],
            entries=each["entries"],
            compared=each["compared"],
        )
        for each in sums
    ]
    if key == "year":
        return _table(sorted(rows, key=lambda row: row.label))
    return _table(sorted(rows, key=lambda row: -(row.money.planned or row.money.spent or 0)))


def _table(rows: Sequence[MoneyRow]) -> MoneyTable:
    return MoneyTable(rows, total_of(row.money for row in rows), total_of(row.comparable for row in rows))


def _plus(first: Amount, second: Amount) -> Amount:
    if first is None or second is None:
        return second if first is None else first
    return first + second


def _signed(value: Decimal, decimals: int) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{german_number(abs(value), decimals=decimals)}"
