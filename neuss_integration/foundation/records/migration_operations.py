"""Operations for migrations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.db.migrations import Migration
from django.db.migrations.operations import CreateModel, RunPython
from django.db.migrations.operations.base import Operation

from neuss_integration.foundation.records.small_states import small


class CreateTables(Operation):
    """The tables of all models that the `operations` create, each with the fields, constraints and indexes that others
    of them add.

    Django draws every related model anew after each single operation; for the first migrations that takes half a
    minute. Here they are drawn once, when all are known. Foreign keys may go in circles: the database checks them at
    the end of the migration.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """All models are known, none is drawn yet."""
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """All tables are there."""
        for name in self.names():
            model = to_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """None of the tables is there any more."""
        for name in reversed(self.names()):
            model = from_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        """What `migrate --plan` says."""
        return f"Create {len(self.names())} models"

    def names(self) -> list[str]:
        """The models, also those of steps within this one."""
        return list(_created(self.operations))


def _created(operations: Sequence[Operation]) -> Iterator[str]:
    for operation in operations:
        if isinstance(operation, CreateTables):
            yield from operation.names()
        elif isinstance(operation, CreateModel):
            yield operation.name


@dataclass(frozen=True)
class Earlier:
    """The first migrations of an app, which another one stands for on a new database.

    That one says nothing anew: its tables are what these operations come to, and the guards are those of before.
    """

    app_label: str
    package: str
    names: Sequence[str]

    @property
    def replaces(self) -> list[tuple[str, str]]:
        """As Django names them."""
        return [(self.app_label, name) for name in self.names]

    @property
    def dependencies(self) -> list[tuple[str, str]]:
        """What they rest on, nothing newer: a database that ran all of these migrations has it."""
        wanted = [each for name in self.names for each in self._migration(name).dependencies]
        own = self.replaces
        return [each for each in dict.fromkeys(wanted) if each not in own]

    def tables(self) -> CreateTables:
        """All tables as the last of the migrations leaves them."""
        return CreateTables([each for each in self._operations(self.names) if not isinstance(each, RunPython)])

    def steps(self) -> list[Operation]:
        """What the migrations do, one after the other, for a database that may have rows."""
        return small(self._operations(self.names))

    def guards(self, *names: str) -> list[Operation]:
        """The code that the migrations of these names run: triggers, which a new database needs too."""
        return small(each for each in self._operations(names) if isinstance(each, RunPython))

    def _operations(self, names: Sequence[str]) -> Iterator[Operation]:
        for name in names:
            yield from self._migration(name).operations

    def _migration(self, name: str) -> type[Migration]:
        migration: type[Migration] = import_module(f"{self.package}.{name}").Migration
        return migration
