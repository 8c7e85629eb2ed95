"""What refers to a row that shall be gone: what keeps it, and what goes with it."""

from collections.abc import Collection
from typing import Any

from django.db import models

from neuss_integration.foundation.records.saving import removed


def names_of_dependents(thing: models.Model, *, besides: Collection[type[models.Model]] = ()) -> list[str]:
    """The plural names of what refers to `thing` and keeps it, those of `besides` aside; one query for each kind.

    Who follows a thing, and other models with `goes_with_thing`, keep nobody from removing it.
    """
    kinds = [each for each in _related(thing) if each.related_model not in besides and not _goes_along(each)]
    return sorted({str(each.related_model._meta.verbose_name_plural) for each in kinds if _rows(each, thing).exists()})


def remove_followed(thing: models.Model, *, by: Any, reason: str = "") -> None:
    """`thing` is gone, and with it what goes along; its history says who removed it and why."""
    for each in filter(_goes_along, _related(thing)):
        for row in _rows(each, thing):
            removed(row, by=by)
    removed(thing, by=by, reason=reason)


def _related(thing: models.Model) -> Any:
    return thing._meta.related_objects


def _goes_along(relation: Any) -> bool:
    return bool(getattr(relation.related_model, "goes_with_thing", False))


def _rows(relation: Any, thing: models.Model) -> Any:
    return relation.related_model._base_manager.filter(**{relation.field.name: thing.pk})
