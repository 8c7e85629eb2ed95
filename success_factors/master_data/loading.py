"""Loading the Erfolgsfaktoren with their criteria, the Handlungsfelder and the indicators."""

from pathlib import Path
from typing import Any, Final

from django.db import transaction

from neuss_integration.city.master_data.completing import Completed, complete, create, known_ids, read
from success_factors.models import Criterion, FieldOfAction, Indicator, SuccessFactor

FOLDER = Path(__file__).parent


OFFICE_OF_NEUSS: Final = " (Integrationsbüro)"
OWN_FACTS: Final = ("source", "method_note")


@transaction.atomic
def load_concept(*, general: bool = False) -> list[Completed]:
    """The nine factors, their 15 criteria, the Handlungsfelder and the indicators are there; see `complete`.

    `general` leaves out what is true of Neuss alone: the name of its office, its sources, its notes on method.
    """
    factors = read(FOLDER / "success_factors.toml")["success_factors"]
    if general:
        factors = [
            row | {"criteria": [text.replace(OFFICE_OF_NEUSS, "") for text in row["criteria"]]} for row in factors
        ]
    return [
        complete(SuccessFactor, [{"number": row["number"], "title": row["title"]} for row in factors], key="number"),
        _complete_criteria(factors),
        complete(FieldOfAction, read(FOLDER / "fields_of_action.toml")["fields_of_action"]),
        _complete_indicators(general=general),
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


def _complete_indicators(*, general: bool) -> Completed:
    """Indicators are known by their name; a new one gets its Handlungsfeld and factors by name and number."""
    known, fields = known_ids(Indicator, "name"), known_ids(FieldOfAction, "name")
    factors = dict(SuccessFactor.objects.values_list("number", "pk"))
    rows = read(FOLDER / "indicators.toml")["indicators"]
    missing = [row for row in rows if row["name"] not in known]
    for row in missing:
        numbers = row.pop("success_factors", [])
        if general:
            row |= {name: "" for name in OWN_FACTS if "neuss" in row.get(name, "").lower()}
        row["field_of_action_id"] = fields[row.pop("field_of_action")] if "field_of_action" in row else None
        indicator = create(Indicator(**row))
        indicator.success_factors.set([factors[number] for number in numbers])  # type: ignore[attr-defined]
    return Completed(str(Indicator._meta.verbose_name_plural), len(missing), len(rows) - len(missing))
