"""What a row of a catalogue gives a measure beside its own fields: amounts and Kennzahlen."""

from typing import Final

from django.utils import timezone

from measures.catalogue.importing.plan import RowPlan
from measures.catalogue.importing.related import WrittenFigure
from measures.enums import KeyFigureKind
from measures.models import CatalogueImport, KeyFigure, Measure
from measures.services.funding import add_funding
from measures.services.key_figures import add_key_figure, record_value
from neuss_integration.accounts.models import User
from neuss_integration.foundation.words.partial_dates import PartialDate

NO_BASELINE: Final = "In der eingelesenen Liste steht kein Ausgangswert."


def add_related(measure: Measure, row: RowPlan, draft: CatalogueImport, *, by: User) -> dict[str, list[int]]:
    """`measure` has the money and the Kennzahlen of `row`, whose keys come back.

    A value of a year that is not over stays words.
    """
    made: dict[str, list[int]] = {"fundings": [], "figures": []}
    if row.money:
        values = {"source": draft.funding_source, "year": draft.funding_year, "note": "", **row.money}
        made["fundings"].append(add_funding(measure, by=by, values=values).pk)
    for figure in row.figures:
        added = _added(measure, figure, by)
        made["figures"].append(added.pk)
        if figure.year and figure.year < timezone.localdate().year:
            record_value(added, by=by, period=PartialDate.from_parts(figure.year), value=figure.number)
    return made


def _added(measure: Measure, figure: WrittenFigure, by: User) -> KeyFigure:
    values = {
        "name": figure.name,
        "kind": KeyFigureKind.OUTPUT,
        "unit": figure.unit,
        "baseline_unknown_reason": NO_BASELINE,
        "definition": f"So in der eingelesenen Liste: {figure.text}",
    }
    return add_key_figure(measure, by=by, values=values)
