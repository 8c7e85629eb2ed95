"""History of models with many relations, in as few queries as it takes."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from django.db import connections, models, router
from django.db.models.deletion import Collector
from django.utils import timezone
from simple_history.models import HistoricalRecords
from simple_history.utils import get_m2m_field_name

from neuss_integration.foundation.records.saving import removed, save_as, set_relations, unrecorded
from neuss_integration.foundation.records.workflow import Transition

AT_ONCE: Final = 500
"""As many rows are in one statement; thousands would be more parameters than a database takes."""


class Records(HistoricalRecords):
    """Writes the same rows as its base, and none where `remove_together` writes them for many instances."""

    def post_delete(self, instance: Any, using: str | None = None, **kwargs: Any) -> None:
        """A row of history says that `instance` is gone."""
        if not hasattr(instance, "skip_history_when_saving"):
            super().post_delete(instance, using=using, **kwargs)


class RelationRecords(Records):
    """Writes the same rows as its base, which reads the instance and each related row anew to write them again."""

    def create_historical_record_m2ms(self, history_instance: Any, instance: models.Model) -> None:
        """The relations of `instance` are kept with its row of history; the database copies them, one query each."""
        using = history_instance._state.db
        with connections[using].cursor() as cursor:
            for field in history_instance._history_m2m_fields:
                cursor.execute(_copying(field, self.m2m_models[field], using), [history_instance.pk, instance.pk])


@cache
def _copying(field: Any, history_model: Any, using: str) -> str:
    """The statement that copies the links of one instance to one row of history: its key, then the instance's."""
    quote, through = connections[using].ops.quote_name, field.remote_field.through
    names = [column.name for column in through._meta.fields]
    into, source = ([quote(model._meta.get_field(name).column) for name in names] for model in (history_model, through))
    history = quote(history_model._meta.get_field("history").column)
    own = quote(through._meta.get_field(get_m2m_field_name(field)).column)
    table, links = quote(history_model._meta.db_table), quote(through._meta.db_table)
    # Every name comes from the models; values are parameters.
    return (
        f"INSERT INTO {table} ({history}, {', '.join(into)}) "  # noqa: S608
        f"SELECT %s, {', '.join(source)} FROM {links} WHERE {own} = %s ORDER BY {quote(through._meta.pk.column)}"
    )


def store_new(model: Any, items: Sequence[tuple[Any, Mapping[str, Iterable[Any]]]], *, by: Any) -> None:
    """New instances are stored with their relations and one row of history each, in as many queries as for one."""
    instances = [instance for instance, _ in items]
    model.objects.bulk_create(instances)
    for name in dict.fromkeys(name for _, relations in items for name in relations):
        _link(model._meta.get_field(name), [(instance.pk, relations.get(name, ())) for instance, relations in items])
    _keep(model, instances, by)


def set_links(items: Sequence[tuple[Any, Mapping[str, set[int]]]]) -> None:
    """The relations of each instance are as given, as by `set_relations`; of many in as many queries as of one.

    Relations that go both ways are set one by one.
    """
    if len(items) == 1:
        set_relations(*items[0])
    if len(items) < 2:
        return
    for name in dict.fromkeys(name for _, links in items for name in links):
        chosen = [(instance, links[name]) for instance, links in items if name in links]
        field = type(chosen[0][0])._meta.get_field(name)
        if not field.remote_field.symmetrical:
            _relink(field, {instance.pk: ids for instance, ids in chosen})
            continue
        for instance, ids in chosen:
            set_relations(instance, {name: ids})


def _relink(field: Any, chosen: Mapping[int, set[int]]) -> None:
    """Each row, named by its key, has the links to the `chosen` keys and no others."""
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    links = field.remote_field.through._base_manager
    rows = links.filter(**{f"{own}__in": list(chosen)}).values_list("pk", own, other)
    stored = {(key, to): pk for pk, key, to in rows}
    links.filter(pk__in=[pk for (key, to), pk in stored.items() if to not in chosen[key]]).delete()
    _add_links(field, [(key, to) for key, ids in chosen.items() for to in sorted(ids) if (key, to) not in stored])


def save_together(items: Sequence[tuple[Any, Iterable[str]]], *, by: Any) -> None:
    """The columns of each instance are stored as by `save_as`; many rows of history in as many queries as one."""
    if len(items) == 1:
        save_as(*items[0], by=by)
    if len(items) < 2:
        return
    for instance, names in items:
        with unrecorded(instance):
            save_as(instance, names, by=by)
    _keep(type(items[0][0]), [instance for instance, _ in items], by)


def _keep(model: Any, instances: Sequence[Any], by: Any) -> None:
    """Each instance has one more row of history, with its relations as they are now."""
    rows = model.history.bulk_history_create(instances, update=True, default_user=by, default_change_reason=None)
    keys, records = [row.pk for row in rows], model.history.model
    with connections[rows[0]._state.db].cursor() as cursor:
        for field in records._history_m2m_fields:
            links = RelationRecords.m2m_models[field]
            cursor.execute(_copying_all(field, links, records, rows[0]._state.db, len(keys)), keys)


def remove_together(instances: Sequence[Any], *, by: Any, reason: str = "") -> None:
    """The instances are gone as by `removed`, each with its last row of history, in as many queries as for one.

    Their models keep `Records`. Raises ProtectedError when something refers to one of them; then all stay.
    """
    if len(instances) == 1:
        removed(instances[0], by=by, reason=reason)
    if len(instances) < 2:
        return
    history = type(instances[0]).history
    told = {"history_type": "-", "history_user": by, "history_change_reason": reason.strip() or None}
    rows = [history.model(history_date=timezone.now(), **told, **_kept(history.model, each)) for each in instances]
    for each in instances:
        each.skip_history_when_saving = True
    _delete(instances)
    history.bulk_create(rows)


def _kept(record: Any, instance: Any) -> dict[str, Any]:
    return {field.attname: getattr(instance, field.attname) for field in record.tracked_fields}


def _delete(instances: Sequence[models.Model]) -> None:
    collector = Collector(using=router.db_for_write(type(instances[0])))
    collector.collect(instances)
    collector.delete()


def store_rows(instances: Sequence[Any], *, by: Any) -> list[Any]:
    """New instances without relations are stored with one row of history each, which the database copies."""
    model = type(instances[0]) if instances else None
    stored = model._default_manager.bulk_create(instances, batch_size=AT_ONCE) if model else []
    for some in _batches([each.pk for each in stored]):
        _copy_rows(model, some, by, "+")
    return stored


def take_steps(
    rows: models.QuerySet[Any], steps: Mapping[str, Transition], *, by: Any, reason: str = "", **values: Any
) -> None:
    """Each of the versioned `rows` takes the checked step of its state, with the same `values`, as by `take_step`.

    All steps lead to one state. Called inside a transaction; the rows are locked in it.
    """
    states = dict(rows.select_for_update().order_by("pk").values_list("pk", "state"))
    if not states:
        return
    model, [target] = rows.model, {step.target for step in steps.values()}
    told = {"state": target, "version": models.F("version") + 1, "updated_at": timezone.now(), **values}
    for some in _batches(list(states)):
        model._default_manager.filter(pk__in=some).update(**told)
        _copy_rows(model, some, by, "~")
    relation: Any = model._meta.get_field("events")
    make, owner = relation.related_model, relation.field.attname
    same = {"actor": by, "to_state": target, "comment": reason.strip()}
    store_steps(
        [make(**{owner: key}, transition=steps[old].name, from_state=old, **same) for key, old in states.items()]
    )


def _batches(keys: Sequence[int]) -> list[Sequence[int]]:
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]


def _copy_rows(model: Any, keys: Sequence[int], by: Any, kind: str) -> None:
    """Each row of the `keys` has one more row of history, as it is now in the database."""
    record, using = model.history.model, router.db_for_write(model)
    assert not record._history_m2m_fields
    told = {"history_date": timezone.now(), "history_type": kind, "history_user": by and by.pk}
    fields = [record._meta.get_field(name) for name in told]
    values = [f.get_db_prep_save(value, connections[using]) for f, value in zip(fields, told.values(), strict=True)]
    quote, pk = connections[using].ops.quote_name, model._meta.pk.column
    same = ", ".join(quote(field.column) for field in record.tracked_fields)
    # Every name comes from the models; values are parameters.
    statement = (
        f"INSERT INTO {quote(record._meta.db_table)} ({', '.join(quote(f.column) for f in fields)}, {same}) "  # noqa: S608
        f"SELECT %s, %s, %s, {same} FROM {quote(model._meta.db_table)} "
        f"WHERE {quote(pk)} IN ({', '.join(['%s'] * len(keys))}) ORDER BY {quote(pk)}"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(statement, [*values, *keys])


def store_steps(events: Sequence[models.Model]) -> None:
    """The new `events` of a workflow are stored; such a row is its own history."""
    type(events[0])._default_manager.bulk_create(events, batch_size=AT_ONCE)


def remove_steps(events: Sequence[models.Model]) -> None:
    """The `events` of a workflow are gone, together with what they were about."""
    if events:
        _delete(events)


def _link(field: Any, chosen: Iterable[tuple[int, Iterable[Any]]]) -> None:
    """Each instance, named by its key, which has no links yet, has those to its `chosen` rows."""
    pairs = [(own, key) for own, rows in chosen for key in sorted({row.pk for row in rows})]
    if field.remote_field.symmetrical:
        pairs += [(key, own) for own, key in pairs]
    _add_links(field, pairs)


def _add_links(field: Any, pairs: Iterable[tuple[int, int]]) -> None:
    through = field.remote_field.through
    own_name, other_name = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through._base_manager.bulk_create([through(**{own_name: own, other_name: other}) for own, other in pairs])


@cache
def _copying_all(field: Any, history_model: Any, records: Any, using: str, number: int) -> str:
    """The statement that copies the links of instances to their rows of history, whose keys are `number` values."""
    quote, through = connections[using].ops.quote_name, field.remote_field.through
    names = [column.name for column in through._meta.fields]
    into, source = ([quote(model._meta.get_field(name).column) for name in names] for model in (history_model, through))
    history = quote(history_model._meta.get_field("history").column)
    own = quote(through._meta.get_field(get_m2m_field_name(field)).column)
    table, links, kept = (quote(each._meta.db_table) for each in (history_model, through, records))
    columns = ", ".join(f"{links}.{column}" for column in source)
    places = ", ".join(["%s"] * number)
    # Every name comes from the models; values are parameters.
    return (
        f"INSERT INTO {table} ({history}, {', '.join(into)}) "  # noqa: S608
        f"SELECT {kept}.history_id, {columns} FROM {kept} JOIN {links} ON {links}.{own} = {kept}.id "
        f"WHERE {kept}.history_id IN ({places}) ORDER BY {kept}.history_id, {links}.{quote(through._meta.pk.column)}"
    )
