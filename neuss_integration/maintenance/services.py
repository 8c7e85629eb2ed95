"""Writing master data. What others refer to is ended, never deleted."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.city.models import EnteredNames
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.foundation.records.abstract_models import MaintainedModel
from neuss_integration.foundation.records.saving import (
    changed_fields,
    created,
    locked,
    locked_at_version,
    only_fields,
    removed,
    save_as,
    save_values,
    stored,
)
from neuss_integration.foundation.records.succession import refuse_circle
from neuss_integration.foundation.words.city_names import FIELDS, hold_names
from neuss_integration.maintenance.selectors import Reference, references_to, standing_in

M = TypeVar("M", bound=MaintainedModel)
ENDING: Final = frozenset({"valid_until", "successor"})
NOBODY_TAKES_OVER: Final = "Bitte wählen Sie, wer übernimmt, oder entfernen Sie das Häkchen."
AT_ONCE: Final = "Gerade wurde etwas mit diesem Namen angelegt. Bitte sehen Sie in der Liste nach."


@transaction.atomic
def create_item(model: type[M], *, by: User, values: Mapping[str, Any]) -> M:
    """A row of `model` with the `values` exists; its history names `by`.

    Sent twice by the same person, it is made once. Raises ValidationError when a rule of the model is broken.
    """
    ensure(by, Permission.MAINTAIN_MASTER_DATA)
    _refuse_unknown(model, values)
    if same := _made_before(model, by, values):
        return same
    item = model(**values)
    item.full_clean()
    try:
        with transaction.atomic():
            stored(item, by=by)
    except IntegrityError as conflict:  # both clicks were checked before either was stored
        if same := _made_before(model, by, values):
            return same
        raise Refused(AT_ONCE) from conflict
    return item


@transaction.atomic
def update_item(item: M, *, by: User, expected_version: int, values: Mapping[str, Any]) -> M:
    """`item` has the `values`; version and history grow by one if anything differs, else nothing happens.

    Raises Stale when somebody saved since `expected_version`, ValidationError when a rule of the model is broken.
    """
    ensure(by, Permission.MAINTAIN_MASTER_DATA)
    _refuse_unknown(type(item), values)
    return _written(locked_at_version(item, expected_version), by, values)


@transaction.atomic
def end_item(
    item: M,
    *,
    by: User,
    expected_version: int,
    valid_until: dt.date | None,
    successor: M | None = None,
    passed_on: Iterable[str] = (),
) -> M:
    """`item` is valid until `valid_until` and followed by `successor`; without a day it is valid again.

    What refers to it keeps its name, but for what `successor` takes over at once by the relations `passed_on`. Raises
    Stale, ValidationError for an end before the start or a successor that leads back here, Incomplete as `pass_on`.
    """
    ensure(by, Permission.MAINTAIN_MASTER_DATA)
    current = locked_at_version(item, expected_version)
    if relations := list(passed_on):
        pass_on(current, by=by, successor=successor, relations=relations)
    return _written(current, by, {"valid_until": valid_until, "successor": successor})


@transaction.atomic
def enter_names(*, by: User, expected_version: int, values: Mapping[str, Any]) -> EnteredNames:
    """The city, its office and its committee have the names in `values`, everywhere from now on; the log says so.

    Raises Stale when somebody saved since `expected_version` (0: nobody yet), ValidationError for a broken rule.
    """
    ensure(by, Permission.MAINTAIN_MASTER_DATA)
    values = only_fields(values, FIELDS)
    current = EnteredNames.objects.select_for_update().first()
    if current is None:
        current = created(EnteredNames(pk=1, **values), by=by)
    elif current.version != expected_version:
        raise Stale(current)
    else:
        save_values(current, values, by=by)
    if current.version != expected_version:
        record(AuditEvent.SETTINGS_CHANGED, by=by, detail=f"Namen der Stadt: {current.full_name}, {current.office}")
    transaction.on_commit(partial(hold_names, {name: getattr(current, name) for name in FIELDS}))
    return current


@transaction.atomic
def pass_on(item: MaintainedModel, *, by: User, successor: Any, relations: Iterable[str]) -> int:
    """What stands in `item` today by one of `relations` stands in `successor`, each with its history; how many moved.

    What ended before keeps the old name. Raises Incomplete without a successor.
    """
    ensure(by, Permission.MAINTAIN_MASTER_DATA)
    if successor is None:
        raise Incomplete({"successor": NOBODY_TAKES_OVER})
    moved = 0
    for relation in relations:
        field = item._meta.get_field(relation).field.name  # type: ignore[union-attr]
        for row in standing_in(item, relation):
            current = locked(row)
            setattr(current, field, successor)
            save_as(current, [field], by=by)
            moved += 1
    return moved


@transaction.atomic
def delete_item(item: MaintainedModel, *, by: User) -> None:
    """`item`, which nothing ever referred to, is gone; its history says who deleted it.

    Raises Refused with what refers to it otherwise.
    """
    ensure(by, Permission.MAINTAIN_MASTER_DATA)
    current = locked(item)
    if found := references_to(current):
        raise Refused(_needed(current, found))
    try:
        with transaction.atomic():
            removed(current, by=by)
    except (ProtectedError, IntegrityError) as protection:  # somebody referred to it meanwhile
        raise Refused(_needed(current, references_to(current))) from protection


def _needed(item: MaintainedModel, found: list[Reference]) -> str:
    occurrences = ", ".join(f"{each.label} ({each.count})" for each in found)
    return (
        f"„{item}“ lässt sich nicht löschen, denn es kommt noch vor: {occurrences}. "
        "Bitte tragen Sie stattdessen ein Ende ein; dann bleibt der Name bei allem Früheren stehen."
    )


def _written(current: M, by: User, values: Mapping[str, Any]) -> M:
    changed = changed_fields(current, values)
    if not changed:
        return current
    for name in changed:
        setattr(current, name, values[name])
    refuse_circle(current)
    current.full_clean()
    save_as(current, changed, by=by)
    return current


def _made_before(model: type[M], by: User, values: Mapping[str, Any]) -> M | None:
    """What the same person made with the same values and nobody changed since."""
    found = model._default_manager.filter(name=values.get("name"), version=1).first()
    if found is None or changed_fields(found, values):
        return None
    entered: Any = found.history  # type: ignore[attr-defined]
    return found if entered.filter(history_type="+", history_user=by).exists() else None


def _refuse_unknown(model: type[MaintainedModel], values: Mapping[str, Any]) -> None:
    writable = {field.name for field in model._meta.concrete_fields if field.editable} - ENDING
    only_fields(values, writable)
