"""Taking in the series of a table, and remembering what its columns mean for the next one of its kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import changed_fields, created, save_as
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import Indicator, TableLayout
from success_factors.services.indicators import import_values

Rows = list[tuple[PartialDate, dict[str, Any]]]


@transaction.atomic
def take_in_table(
    series: Sequence[tuple[Indicator, Rows]], *, by: User, signature: str, layout: Mapping[str, Any]
) -> int:
    """The rows are values of their indicators, all or none; how many.

    Tables with this `signature` have the `layout`, names of TableLayout, from now on.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    count = sum(import_values(indicator, by=by, rows=rows) for indicator, rows in series)
    kept = TableLayout.objects.select_for_update(of=("self",)).filter(signature=signature).first()
    if kept is None:
        created(TableLayout(signature=signature, **layout), by=by)
    elif changed := changed_fields(kept, layout):
        for name in changed:
            setattr(kept, name, layout[name])
        save_as(kept, changed, by=by)
    return count
