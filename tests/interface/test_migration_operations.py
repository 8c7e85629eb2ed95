"""Many models made in one step."""

from importlib import import_module

import pytest
from django.db import connection, models
from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.state import ProjectState

from neuss_integration.foundation.records.migration_operations import CreateTables, Earlier

ID = ("id", models.BigAutoField(primary_key=True))
TO_LID = models.ForeignKey("city.Lid", models.PROTECT, null=True)
POT = CreateModel("Pot", [ID])
LID = CreateModel("Lid", [ID, ("pot", models.ForeignKey("city.Pot", models.PROTECT))])
OPERATION = CreateTables([POT, LID, AddField("Pot", "lid", TO_LID)])


def after() -> ProjectState:
    """What is known after the step."""
    state = ProjectState()
    OPERATION.state_forwards("city", state)
    return state


def test_models_are_known_with_fields_added_later() -> None:
    assert list(after().models) == [("city", "pot"), ("city", "lid")]
    assert list(after().models["city", "pot"].fields) == ["id", "lid"]


@pytest.mark.django_db(transaction=True)
def test_each_table_is_made_once_and_taken_away_again() -> None:
    with connection.schema_editor() as editor:
        OPERATION.database_forwards("city", editor, ProjectState(), after())
    assert {"city_pot", "city_lid"} <= set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        OPERATION.database_backwards("city", editor, after(), ProjectState())
    assert {"city_pot", "city_lid"} & set(connection.introspection.table_names()) == set()


def test_step_says_how_many_models_it_makes() -> None:
    assert OPERATION.describe() == "Create 2 models"


AUDIT = Earlier("audit", "neuss_integration.audit.migrations", ["0001_initial", "0002_append_only"])


def test_one_migration_stands_for_the_earlier_ones() -> None:
    assert AUDIT.replaces == [("audit", "0001_initial"), ("audit", "0002_append_only")]
    assert [label for label, _ in AUDIT.dependencies] == ["accounts"]
    assert AUDIT.tables().names() == ["AuditLink", "AuditEntry"]


def test_guards_of_earlier_migrations_are_chosen_by_name() -> None:
    forbid_changes = import_module("neuss_integration.audit.migrations.0002_append_only").forbid_changes
    assert [guard.operation.code for guard in AUDIT.guards("0002_append_only")] == [forbid_changes]
    assert AUDIT.guards("0001_initial") == []


def test_step_within_a_step_makes_its_models_too() -> None:
    assert CreateTables([OPERATION, CreateModel("Topf", [ID])]).names() == ["Pot", "Lid", "Topf"]
