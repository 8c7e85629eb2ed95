"""How services write: lock, compare versions, set values, keep one history row per change."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max

from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.records.abstract_models import VersionedModel
from neuss_integration.foundation.records.workflow import Transition

M = TypeVar("M", bound=models.Model)
V = TypeVar("V", bound=VersionedModel)


def locked(instance: M) -> M:
    """The row of `instance` as it is now, locked until the transaction ends."""
    return instance.__class__._default_manager.select_for_update(of=("self",)).get(pk=instance.pk)


def locked_at_version(instance: M, expected_version: int) -> M:
    """The locked row if nobody saved since `expected_version`. Raises Stale with the current row otherwise."""
    current = locked(instance)
    if current.version != expected_version:  # type: ignore[attr-defined]
        raise Stale(current)
    return current


def locked_at_versions(model: type[V], versions: Mapping[int, int]) -> dict[int, V]:
    """The locked rows by key, if nobody saved one since its version. Raises Stale with the current row otherwise."""
    rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=versions).order_by("pk")
    found = {row.pk: row for row in rows}
    for key, version in versions.items():
        if key not in found:
            raise model.DoesNotExist
        if found[key].version != version:
            raise Stale(found[key])
    return found


def only_fields(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """`values` as a dict. Raises ValidationError for a name that is not among `names`."""
    if unknown := values.keys() - set(names):
        raise ValidationError(f"Unbekannte Angaben: {', '.join(sorted(unknown))}.")
    return dict(values)


def next_position(rows: models.QuerySet) -> int:
    """One after the last of `rows`."""
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def changed_fields(instance: models.Model, values: Mapping[str, Any]) -> list[str]:
    """The names in `values` whose value differs from the one of `instance`."""
    return [name for name, value in values.items() if getattr(instance, name) != value]


def changed_relations(instance: models.Model, relations: Mapping[str, Any]) -> dict[str, set[int]]:
    """The many-to-many names in `relations` whose set differs, with the ids to set."""
    changed = {}
    for name, chosen in relations.items():
        ids = {item.pk for item in chosen}
        if ids != set(getattr(instance, name).values_list("pk", flat=True)):
            changed[name] = ids
    return changed


def changed_links(
    model: type[models.Model], relations: Mapping[int, Mapping[str, Any]]
) -> dict[int, dict[str, set[int]]]:
    """What `changed_relations` gives for each row of `relations`, by its key; one query for each name."""
    changed: dict[int, dict[str, set[int]]] = {key: {} for key in relations}
    for name in dict.fromkeys(name for each in relations.values() for name in each):
        field: Any = model._meta.get_field(name)
        own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        chosen = {key: {row.pk for row in each[name]} for key, each in relations.items() if name in each}
        stored: dict[int, set[int]] = {key: set() for key in chosen}
        links = field.remote_field.through._base_manager.filter(**{f"{own}__in": list(chosen)})
        for key, linked in links.values_list(own, other):
            stored[key].add(linked)
        for key in chosen:
            if chosen[key] != stored[key]:
                changed[key][name] = chosen[key]
    return changed


def set_relations(instance: models.Model, relations: Mapping[str, set[int]], *, is_new: bool = False) -> None:
    """The relations are as given. No history row is written: the save that follows holds fields and relations.

    An instance that `is_new` has none yet, so nothing is compared.
    """
    with unrecorded(instance):
        for name, ids in relations.items():
            if not is_new:
                getattr(instance, name).set(ids)
            elif ids:
                _link(instance, name, ids)


@contextmanager
def unrecorded(instance: models.Model) -> Iterator[None]:
    """What is stored of `instance` here has no row of history; one that follows holds it."""
    instance.skip_history_when_saving = True  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del instance.skip_history_when_saving  # type: ignore[attr-defined]


def _link(instance: models.Model, name: str, ids: set[int]) -> None:
    """`instance`, which has no links under `name` yet, has those to `ids`: `add` would first ask for them."""
    field: Any = instance._meta.get_field(name)
    if field.remote_field.symmetrical:
        getattr(instance, name).add(*ids)
        return
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through = field.remote_field.through
    through._base_manager.bulk_create([through(**{own: instance.pk, other: key}) for key in sorted(ids)])


def without_history(instance: models.Model) -> None:
    """`instance` is stored. No history row is written: the save that follows holds it together with its relations."""
    with unrecorded(instance):
        instance.save()


def save_as(instance: models.Model, names: Iterable[str], *, by: Any) -> None:
    """The columns `names` are stored; the history row names `by`, the version grows where there is one."""
    columns = [*names, *(["updated_at"] if hasattr(instance, "updated_at") else [])]
    if isinstance(instance, VersionedModel):
        instance.version += 1
        columns.append("version")
    written_by(instance, by).save(update_fields=columns)


def written_by(instance: M, by: Any, reason: str = "") -> M:
    """The same instance; the history row of its next save or deletion names `by` and, if given, the reason."""
    instance._history_user = by  # type: ignore[attr-defined]
    if reason.strip():
        instance._change_reason = reason.strip()  # type: ignore[attr-defined]
    return instance


def stored(instance: M, *, by: Any, reason: str = "") -> M:
    """The whole `instance`, whose rules were checked before, is stored; its history names `by`."""
    written_by(instance, by, reason).save()
    return instance


def created(instance: M, *, by: Any, reason: str = "") -> M:
    """`instance` is stored, its history names `by`. Raises ValidationError when a rule of the model is broken."""
    instance.full_clean()
    return stored(instance, by=by, reason=reason)


def refuse_together(instance: models.Model, problems: Mapping[str, str], *, exclude: Iterable[str] = ()) -> None:
    """Raises one ValidationError with the `problems` a service found and every rule of the model that is broken.

    What rests on a field that has a problem, or is in `exclude`, is not asked as well.
    """
    found: dict[str, Any] = dict(problems)
    try:
        instance.full_clean(exclude={*exclude, *problems})
    except ValidationError as error:
        found |= error.error_dict
    if found:
        raise ValidationError(found)


def removed(instance: models.Model, *, by: Any, reason: str = "") -> None:
    """`instance` is gone; its history stays, and says who removed it and, where there is one, for what reason."""
    written_by(instance, by, reason).delete()


def save_values(instance: M, values: Mapping[str, Any], *, by: Any, exclude: Iterable[str] = ()) -> M:
    """The locked `instance` has the `values`; where nothing differs nothing is written.

    Raises ValidationError when a rule of the model is broken, those of the fields in `exclude` aside.
    """
    changed = changed_fields(instance, values)
    if changed:
        for name in changed:
            setattr(instance, name, values[name])
        instance.full_clean(exclude=list(exclude))
        save_as(instance, changed, by=by)
    return instance


def take_step(instance: Any, step: Transition, *, by: Any, reason: str = "", also: Iterable[str] = ()) -> None:
    """The locked `instance` is in the target of the checked `step`, together with the columns `also`.

    An event keeps who, from, to and why.
    """
    before, instance.state = instance.state, step.target
    save_as(instance, ["state", *also], by=by)
    instance.events.create(
        actor=by, transition=step.name, from_state=before, to_state=step.target, comment=reason.strip()
    )


def record_event(instance: Any, transition: str, *, by: Any, comment: str) -> None:
    """An event of `instance` that changes no state: who did what, and about what."""
    state = instance.state
    instance.events.create(actor=by, transition=transition, from_state=state, to_state=state, comment=comment)
