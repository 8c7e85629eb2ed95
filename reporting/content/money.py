"""Money of measures as a report tells it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from measures.models import Funding
from measures.selectors.money import comparable, money_of, total_of
from reporting.content.shape_of_sections import Deviation
from reporting.content.shape_of_values import Amount
from reporting.content.wording import german_number

AMOUNTS = {"planned": "geplant", "granted": "bewilligt", "spent": "ausgegeben"}
UNKNOWN = "–"


def money_sums(fundings: Iterable[Funding]) -> Amount:
    """The sums in Euro as people read them by name of AMOUNTS; "–" where nothing is known, which is not zero."""
    total = total_of(map(money_of, fundings))
    return cast(Amount, {name: euros(getattr(total, name)) for name in AMOUNTS})


def deviation_of(fundings: Iterable[Funding]) -> Deviation:
    """Spent minus planned over the rows in which both are known, with how many these are, of how many rows."""
    rows = [money_of(each) for each in fundings]
    both = [each for each in map(comparable, rows) if each.deviation is not None]
    return {
        "deviation": total_of(both).deviation_shown or UNKNOWN,
        "compared": len(both),
        "rows": len(rows),
    }


def money_words(sums: Mapping[str, Any]) -> str:
    """„geplant 1.000,00 €, ausgegeben 900,00 €“: what is known of `sums`."""
    return ", ".join(f"{word} {sums[name]}" for name, word in AMOUNTS.items() if sums[name] != UNKNOWN)


def euros(amount: Decimal | None) -> str:
    """A sum as people read it; "–" where it is not known."""
    return UNKNOWN if amount is None else f"{german_number(amount, 2)} €"
