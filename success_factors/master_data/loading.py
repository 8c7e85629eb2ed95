"""Loading the Erfolgsfaktoren with their criteria, and the Handlungsfelder."""

from pathlib import Path
from typing import Any

from django.db import transaction

from neuss_integration.city.master_data.completing import Completed, complete, create, read
from success_factors.models import Criterion, FieldOfAction, SuccessFactor

FOLDER = Path(__file__).parent


@transaction.atomic
def load_concept() -> list[Completed]:
    """The nine factors, their 15 criteria and the Handlungsfelder are there; see `complete`."""
    factors = read(FOLDER / "success_factors.toml")["success_factors"]
    return [
        complete(SuccessFactor, [{"number": row["number"], "title": row["title"]} for row in factors], key="number"),
        _complete_criteria(factors),
        complete(FieldOfAction, read(FOLDER / "fields_of_action.toml")["fields_of_action"]),
    ]


def _complete_criteria(factors: list[dict[str, Any]]) -> Completed:
    """Criteria are known by factor and position."""
    ids = dict(SuccessFactor.objects.values_list("number", "pk"))
    known = set(Criterion.objects.values_list("factor__number", "position"))
    rows = [(row["number"], at, text) for row in factors for at, text in enumerate(row["criteria"], start=1)]
    missing = [row for row in rows if row[:2] not in known]
    for number, position, text in missing:
        create(Criterion(factor_id=ids[number], position=position, text=text))
    return Completed(str(Criterion._meta.verbose_name_plural), len(missing), len(rows) - len(missing))
