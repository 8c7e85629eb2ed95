"""What a row of a catalogue gives a measure beside its own fields: amounts and Kennzahlen."""

from typing import Final

from django.utils import timezone

from measures.catalogue.importing.figures import known_since
from measures.catalogue.importing.plan import RowPlan
from measures.catalogue.importing.related import WrittenFigure
from measures.enums import KeyFigureKind
from measures.models import CatalogueImport, KeyFigure, Measure
from measures.services.funding import add_funding
from measures.services.key_figures import add_key_figure, record_value
from neuss_integration.accounts.models import User
from neuss_integration.foundation.words.folding import name_key

NO_BASELINE: Final = "In der eingelesenen Liste steht kein Ausgangswert."


def add_related(measure: Measure, row: RowPlan, draft: CatalogueImport, *, by: User) -> dict[str, list[int]]:
    """`measure` has the money and the Kennzahlen of `row`, whose keys come back.

    A value of a year that is not over stays words.
    """
    made: dict[str, list[int]] = {"fundings": [], "figures": [], "figure_values": []}
    if row.money:
        values = {"source": draft.funding_source, "year": draft.funding_year, "note": "", **row.money}
        made["fundings"].append(add_funding(measure, by=by, values=values).pk)
    new: dict[str, KeyFigure] = {}
    for figure in row.figures:
        told_of = KeyFigure(pk=figure.known, measure=measure) if figure.known else new.get(name_key(figure.name))
        if told_of is None:
            told_of = new[name_key(figure.name)] = _added(measure, figure, by)
            made["figures"].append(told_of.pk)
        if figure.period and figure.period.last_day <= timezone.localdate():
            value = record_value(told_of, by=by, period=figure.period, value=figure.number)
            made["figure_values"] += [value.pk] if figure.known else []
    return made


def _added(measure: Measure, figure: WrittenFigure, by: User) -> KeyFigure:
    values = {
        "name": figure.name,
        "kind": KeyFigureKind.OUTPUT,
        "unit": figure.unit,
        "baseline_unknown_reason": NO_BASELINE,
        "definition": known_since(figure.text),
    }
    return add_key_figure(measure, by=by, values=values)
