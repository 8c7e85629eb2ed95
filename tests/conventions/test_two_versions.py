"""The code of the released version goes on working while the database is already the new one.

What it reads is there, and what it writes is taken: columns go or become narrower in the version after next. That the
rows it writes also keep the new rules is tests/operations/test_two_versions.py.
"""

from collections.abc import Iterator
from typing import Any

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelManagers,
    AlterModelOptions,
    CreateModel,
    RemoveConstraint,
    RemoveIndex,
    RunPython,
)
from django.db.migrations.state import ProjectState
from django.db.models import CharField, ForeignKey, TextField
from django.db.models.fields import NOT_PROVIDED

from neuss_integration.foundation.records.migration_operations import CreateTables
from tests.conventions.source import PACKAGES
from tests.conventions.test_migrations import locked

LEAVES_COLUMNS = (
    AddConstraint, AddIndex, AlterModelManagers, AlterModelOptions, CreateModel, CreateTables, RemoveConstraint,
    RemoveIndex, RunPython,
)  # fmt: skip
"""Of code a migration runs this test knows nothing; it fills columns and sets guards."""
EXCEPTIONS: dict[str, str] = {}
"""Steps that old code would fail at, each with the reason why that does no harm: the server stands still meanwhile."""


def breaking_steps() -> Iterator[str]:
    """What the last version would fail at, of all migrations since, each as it was written."""
    loader, state = MigrationLoader(None, replace_migrations=False), ProjectState()
    order = [key for leaf in sorted(loader.graph.leaf_nodes()) for key in loader.graph.forwards_plan(leaf)]
    for migration in (loader.get_migration(*key) for key in dict.fromkeys(order)):
        made: set[str] = set()
        for step in migration.operations:
            if is_new(migration) and not is_harmless(step, state, migration.app_label, made):
                where = getattr(step, "model_name", ""), getattr(step, "name", "")
                yield " ".join((f"{migration}: {type(step).__name__}", *where))
            made |= {step.name.lower()} if isinstance(step, CreateModel) else set()
            step.state_forwards(migration.app_label, state)


def is_new(migration: Migration) -> bool:
    is_own = migration.__module__.startswith(PACKAGES)
    return is_own and f"{migration.__module__.replace('.', '/')}.py" not in locked() and not migration.replaces


def is_harmless(step: Any, state: ProjectState, label: str, made: set[str]) -> bool:
    """Whether old code goes on reading and writing rows of the model."""
    if isinstance(step, LEAVES_COLUMNS) or getattr(step, "model_name", "").lower() in made:
        return True
    if isinstance(step, AddField):
        return step.field.many_to_many or step.field.null or step.field.db_default is not NOT_PROVIDED
    is_altered = isinstance(step, AlterField)
    return is_altered and is_as_wide(state.models[label, step.model_name_lower].fields[step.name], step.field)


def is_as_wide(before: Any, after: Any) -> bool:
    """Whether the column takes what it took."""
    if before.null and not after.null:
        return False
    if isinstance(before, CharField) and isinstance(after, CharField):
        return (after.max_length or 0) >= (before.max_length or 0)
    if isinstance(before, ForeignKey) and isinstance(after, ForeignKey):
        return before.remote_field.model == after.remote_field.model
    return type(before) is type(after) or (isinstance(before, CharField) and isinstance(after, TextField))


def test_old_code_reads_and_writes_in_the_new_database_but_for_what_has_a_reason() -> None:
    found = set(breaking_steps())
    assert found - set(EXCEPTIONS) == set()
    assert set(EXCEPTIONS) - found == set()


def test_narrower_and_longer_columns_are_told_apart() -> None:
    short, long = CharField(max_length=5), CharField(max_length=9)
    assert (is_as_wide(short, long), is_as_wide(long, short), is_as_wide(long, TextField())) == (True, False, True)
    assert not is_as_wide(CharField(max_length=5, null=True), short)
    assert not is_harmless(AddField("pot", "lid", short), ProjectState(), "city", set())
    assert is_harmless(AddField("pot", "lid", CharField(max_length=5, db_default="")), ProjectState(), "city", set())
