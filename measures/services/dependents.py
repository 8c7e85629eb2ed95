"""What refers to a row that shall be gone: what keeps it, and what goes with it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import models

from neuss_integration.foundation.records.history_records import remove_together
from neuss_integration.foundation.records.saving import removed

NONE_ASIDE: Mapping[type[models.Model], Collection[int]] = {}


def names_of_dependents(thing: models.Model, *, besides: Collection[type[models.Model]] = ()) -> list[str]:
    """The plural names of what refers to `thing` and keeps it, those of `besides` aside; one query for each kind.

    Who follows a thing, and other models with `goes_with_thing`, keep nobody from removing it.
    """
    return sorted(dependents_by_key(type(thing), [thing.pk], besides=besides).get(thing.pk, ()))


def dependents_by_key(
    model: type[models.Model],
    keys: Collection[int],
    *,
    besides: Collection[type[models.Model]] = (),
    aside: Mapping[type[models.Model], Collection[int]] = NONE_ASIDE,
) -> dict[int, set[str]]:
    """What `names_of_dependents` gives for those of `keys` that anything refers to, without the rows `aside`."""
    found: dict[int, set[str]] = {}
    for each in (each for each in model._meta.related_objects if not _goes_along(each)):
        kind: Any = each.related_model
        if kind in besides:
            continue
        rows = _rows(each, keys).exclude(pk__in=aside.get(kind, ())).order_by()
        for key in rows.values_list(each.field.name, flat=True).distinct():
            found.setdefault(key, set()).add(str(kind._meta.verbose_name_plural))
    return found


def remove_followed(thing: models.Model, *, by: Any, reason: str = "") -> None:
    """`thing` is gone, and with it what goes along; its history says who removed it and why."""
    remove_all_followed([thing], by=by, reason=reason)


def remove_all_followed(things: Sequence[models.Model], *, by: Any, reason: str = "") -> None:
    """What `remove_followed` does, for several of one model, in a number of queries that does not grow with them."""
    for each in filter(_goes_along, type(things[0])._meta.related_objects):
        for row in _rows(each, [thing.pk for thing in things]):
            removed(row, by=by)
    remove_together(things, by=by, reason=reason)


def _goes_along(relation: Any) -> bool:
    return bool(getattr(relation.related_model, "goes_with_thing", False))


def _rows(relation: Any, keys: Collection[int]) -> Any:
    return relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
