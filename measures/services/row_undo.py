"""Taking rows of an import back with one another: measures that nobody changed since are as they were before."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db.models import Model

from measures.models import Funding, KeyFigure, KeyFigureValue, Measure
from measures.services.assignments import give_back
from measures.services.discarding import discard_measures, whys_not_discarded
from measures.services.former_state import restore_states
from measures.services.former_values import restored_values
from measures.services.measure import update_measure, update_measures
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.records.history_records import remove_together

REASON: Final = "Einlesen einer Datei zurückgenommen"
CHANGED_BY_SOMEBODY: Final = "Seit dem Einlesen hat jemand diese Maßnahme geändert. Sie bleibt, wie sie ist."


def take_back(backs: Sequence[Mapping[str, Any]], *, by: User) -> dict[int, str]:
    """What the rows of an import wrote is taken back; `backs` are all of new measures, or all of known ones.

    Gives why a measure stays, by its key. Called inside a transaction, which a refusal of one row ends: Stale,
    Refused, PermissionDenied, ValidationError or an error of the database.
    """
    versions = {back["pk"]: back["version"] for back in backs}
    rows = Measure.objects.select_for_update(of=("self",)).filter(pk__in=versions).order_by("pk")
    found = {row.pk: row for row in rows}
    stay = {key: CHANGED_BY_SOMEBODY for key in versions if key not in found or found[key].version != versions[key]}
    if "is_new" in backs[0]:
        aside: dict[type[Model], set[int]] = {Funding: _keys(backs, "fundings"), KeyFigure: _keys(backs, "figures")}
        stay = whys_not_discarded(versions.keys() - stay.keys(), aside) | stay
    if len(versions) < len(backs):
        raise Stale(found.get(backs[0]["pk"]))
    going = [back for back in backs if back["pk"] not in stay]
    if going:
        _remove_related(going, by)
        _undo(going, found, by)
    return stay


def _undo(backs: Sequence[Mapping[str, Any]], found: dict[int, Measure], by: User) -> None:
    """The new measures are gone, the others have their former values."""
    if "is_new" in backs[0]:
        discard_measures([back["pk"] for back in backs], by=by)
        return
    formers = {back["pk"]: back["former"] for back in backs if "former" in back}
    measures = found | restore_states(formers, by=by, reason=REASON)
    values = restored_values({back["pk"]: back["values"] for back in backs if back["values"]})
    if len(backs) > 1:
        update_measures(values, {key: measures[key].version for key in values}, by=by)
    for key in values if len(backs) == 1 else ():
        update_measure(measures[key], by=by, expected_version=measures[key].version, values=values[key])
    for back in backs:
        give_back(back.get("workers", ()), by=by)


def _remove_related(backs: Sequence[Mapping[str, Any]], by: User) -> None:
    """The money and the Kennzahlen that came with the rows are gone. Raises Stale when somebody changed one since."""
    values = list(KeyFigureValue.objects.filter(pk__in=_keys(backs, "figure_values")))
    figures = list(KeyFigure.objects.filter(pk__in=_keys(backs, "figures")).prefetch_related("values"))
    values += [value for figure in figures for value in figure.values.all()]
    for rows in (values, list(Funding.objects.filter(pk__in=_keys(backs, "fundings"))), figures):
        for row in rows:
            if row.version > 1:
                raise Stale(row)
        remove_together(rows, by=by, reason=REASON)


def _keys(backs: Iterable[Mapping[str, Any]], name: str) -> set[int]:
    return {key for back in backs for key in back.get(name, ())}
