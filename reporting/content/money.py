"""Money of measures as a report tells it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from measures.models import Funding
from measures.selectors.money import Money
from reporting.content.shape_of_sections import Deviation
from reporting.content.shape_of_values import Amount
from reporting.content.wording import german_number

AMOUNTS = {"planned": "geplant", "granted": "bewilligt", "spent": "ausgegeben"}
UNKNOWN = "–"


def money_sums(fundings: Iterable[Funding]) -> Amount:
    """The sums in Euro as people read them by name of AMOUNTS; "–" where nothing is known, which is not zero."""
    rows = list(fundings)
    return cast(Amount, {name: _sum(getattr(row, name) for row in rows) for name in AMOUNTS})


def deviation_of(fundings: Iterable[Funding]) -> Deviation:
    """Spent minus planned over the rows in which both are known, with how many these are, of how many rows."""
    rows = list(fundings)
    both = [(row.planned, row.spent) for row in rows if row.planned is not None and row.spent is not None]
    planned, spent = (sum(amounts, Decimal(0)) for amounts in zip(*both, strict=True)) if both else (None, None)
    money = Money(planned, None, spent)
    return {
        "deviation": money.deviation_shown if both else UNKNOWN,
        "compared": len(both),
        "rows": len(rows),
    }


def money_words(sums: Mapping[str, Any]) -> str:
    """„geplant 1.000,00 €, ausgegeben 900,00 €“: what is known of `sums`."""
    return ", ".join(f"{word} {sums[name]}" for name, word in AMOUNTS.items() if sums[name] != UNKNOWN)


def _sum(values: Iterable[Decimal | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{german_number(sum(known, Decimal(0)), 2)} €" if known else UNKNOWN
