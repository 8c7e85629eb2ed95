"""Steps of migrations that draw only the models they need.

Django draws every related model anew for each single operation, all of them through the accounts; for two hundred
models that is half a second a step, and nothing but this takes the time of a new database.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db import models
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterUniqueTogether,
    CreateModel,
    RemoveConstraint,
    RemoveIndex,
    RunPython,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation
from django.utils.functional import SimpleLazyObject

Key = tuple[str, str]
"""A model in a state: label of its app and name, both in small letters."""
OF_ONE_MODEL: Final = (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterUniqueTogether,
    CreateModel,
    RemoveConstraint,
    RemoveIndex,
)
"""What needs to know its own model and where its relations lead, and no more."""


class Small(Operation):
    """The `operation`, done with its own model and the keys of those that it leads to."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        vars(self).update({name: getattr(operation, name) for name in ("reduces_to_sql", "reversible", "atomic")})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models are known as after the operation; if they are others now, none is drawn yet."""
        if not isinstance(self.operation, RunPython):
            vars(state).pop("apps", None)
        self.operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The database is as after the operation."""
        self.operation.database_forwards(app_label, schema_editor, *self._small(app_label, from_state, to_state))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The database is as before the operation."""
        self.operation.database_backwards(app_label, schema_editor, *self._small(app_label, from_state, to_state))

    def describe(self) -> str:
        """What `migrate --plan` says."""
        return self.operation.describe()

    def _small(self, app_label: str, *states: Any) -> Iterator[Any]:
        if isinstance(self.operation, RunPython):
            yield from (Undrawn(state) for state in states)
        elif isinstance(self.operation, OF_ONE_MODEL):
            name: str = vars(self.operation).get("model_name") or vars(self.operation)["name"]
            yield from (part(state, (app_label, name.lower())) for state in states)
        else:
            yield from states


class Undrawn:
    """A state whose models are drawn when the code of a step asks for one; most only set triggers."""

    def __init__(self, state: Any) -> None:
        self.apps = SimpleLazyObject(lambda: state.apps)

    def clear_delayed_apps_cache(self) -> None:
        """Nothing was drawn."""


def part(state: Any, key: Key) -> ProjectState:
    """The model of this key as it is in `state`, and of those that it leads to what a reference needs."""
    found = {key: state.models[key].clone()} if key in state.models else {}
    waiting = [*found.values()]
    while waiting:
        for other in _others(waiting.pop()):
            if other not in found and other in state.models:
                found[other] = _key_of(state.models[other])
                waiting.append(found[other])
    return ProjectState(found)


def _others(model: ModelState) -> Iterator[Key]:
    own = (model.app_label, model.name_lower)
    for field in model.fields.values():
        for target in (getattr(field.remote_field, name, None) for name in ("model", "through")):
            if target:
                yield resolve_relation(target, *own)
    yield from (resolve_relation(base, *own) for base in model.bases if isinstance(base, str))


def _key_of(model: ModelState) -> ModelState:
    fields = {name: field for name, field in model.fields.items() if field.primary_key or _is_unique(field)}
    options = {"db_table": model.options["db_table"]} if "db_table" in model.options else {}
    bases = tuple(base for base in model.bases if isinstance(base, str)) or (models.Model,)
    return ModelState(model.app_label, model.name, fields, options, bases)


def _is_unique(field: Any) -> bool:
    return bool(field.unique) and not field.is_relation


def small(operations: Iterable[Operation]) -> list[Operation]:
    """The same steps, each with the few models that it needs."""
    return [Small(each) for each in operations]
