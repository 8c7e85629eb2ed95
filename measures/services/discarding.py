"""Discarding measures that were entered by mistake: nobody may have built on them."""

from collections.abc import Collection, Iterable, Mapping

from django.db import models, transaction

from measures.models import Measure, MeasureEvent
from measures.services.dependents import NONE_ASIDE, dependents_by_key, remove_all_followed
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.history_records import remove_steps


@transaction.atomic
def discard_measure(measure: Measure, *, by: User) -> None:
    """A measure that was entered by mistake is gone; its number stays used and its history stays.

    Raises Refused when anything hangs on it: an answer, money, a need, a resolution, a later measure.
    """
    discard_measures([measure.pk], by=by)


@transaction.atomic
def discard_measures(keys: Collection[int], *, by: User) -> None:
    """All these measures are gone as by `discard_measure` or, where one is refused or gone already, none; in a number
    of queries that does not grow with them.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = list(Measure.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    if len(current) < len(keys):
        raise Measure.DoesNotExist
    for refusal in whys_not_discarded(keys).values():
        raise Refused(refusal)
    remove_steps(list(MeasureEvent.objects.filter(measure__in=keys)))
    remove_all_followed(current, by=by)


def why_not_discarded(measure: Measure) -> str:
    """What hangs on `measure` and what helps instead; empty when it may be discarded."""
    return whys_not_discarded([measure.pk]).get(measure.pk, "")


def whys_not_discarded(
    keys: Collection[int], aside: Mapping[type[models.Model], Collection[int]] = NONE_ASIDE
) -> dict[int, str]:
    """What `why_not_discarded` says of those of `keys` that may not be discarded; the rows `aside` do not count."""
    found = dependents_by_key(Measure, keys, besides=[MeasureEvent], aside=aside)
    links = Measure.related.through._base_manager.filter(from_measure__in=keys)
    for key in links.values_list("from_measure", flat=True):
        found.setdefault(key, set()).add("verwandte Maßnahmen")
    return {key: _why_not(names) for key, names in found.items()}


def _why_not(found: Iterable[str]) -> str:
    return (
        f"An der Maßnahme hängt schon etwas: {', '.join(sorted(found))}. Sie lässt sich darum nicht verwerfen. "
        "Setzen Sie stattdessen den Status auf „nicht weiter verfolgt“."
    )
