"""Writing the values of Stadtteile and of areas that are compared."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.city.models import District
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, removed, save_values
from neuss_integration.foundation.words.nouns import count_of
from success_factors.models import AreaValue, Indicator
from success_factors.models.value_words import NO_GROUPS


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """What is stored of one place and year; `value` None takes the stored one away, None of the others leaves it."""

    place: District | str
    day: dt.date
    value: Decimal | None
    starts_new_series: bool | None = None
    note: str | None = None


class StoredFigures(NamedTuple):
    """How many values are new, were changed, and were taken away."""

    new: int
    changed: int
    removed: int


@transaction.atomic
def store_area_values(indicator: Indicator, *, by: User, source: str, figures: Iterable[AreaFigure]) -> StoredFigures:
    """`indicator` has these `figures`, each with its history, or none of them. What is the same is not written.

    Raises ValidationError where a rule of the model is broken.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    if locked(indicator).words:
        raise Refused(NO_GROUPS)
    known = {(each.district_id or each.area, each.reference_date): each for each in indicator.area_values.all()}
    new = changed = gone = 0
    for figure in figures:
        district = figure.place if isinstance(figure.place, District) else None
        told = {"starts_new_series": figure.starts_new_series, "note": figure.note}
        values: dict[str, Any] = {"value": figure.value, "source": source}
        values |= {name: value for name, value in told.items() if value is not None}
        old = known.get((district.pk if district else str(figure.place), figure.day))
        if figure.value is None:
            if old is not None:
                removed(old, by=by)
                gone += 1
        elif old is None:
            area = "" if district else str(figure.place)
            created(
                AreaValue(indicator=indicator, district=district, area=area, reference_date=figure.day, **values),
                by=by,
            )
            new += 1
        else:
            before = old.version
            changed += save_values(old, values, by=by).version > before
    if number := new + changed + gone:
        record(AuditEvent.IMPORTED, by=by, detail=f"Gebiete zu Indikator {indicator.pk}, {count_of(number, 'Wert')}")
    return StoredFigures(new, changed, gone)
