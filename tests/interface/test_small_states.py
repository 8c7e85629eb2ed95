"""Steps of migrations with few models."""

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations.operations import AddField, CreateModel, RenameModel, RunPython
from django.db.migrations.state import ProjectState

from neuss_integration.foundation.records.migration_operations import CreateTables
from neuss_integration.foundation.records.quick_migrations import QuickExecutor, quick
from neuss_integration.foundation.records.small_states import Small, part, small

ID = ("id", models.BigAutoField(primary_key=True))
NUMBER = ("number", models.CharField(max_length=5, unique=True))
POT = CreateModel("Pot", [ID, NUMBER, ("colour", models.CharField(max_length=5))], {"ordering": ["colour"]})
LID = CreateModel("Lid", [ID, ("pot", models.ForeignKey("city.Pot", models.PROTECT, to_field="number"))])
SHELF = CreateModel("Shelf", [ID, ("lids", models.ManyToManyField("city.Lid"))])


def known(*operations: Any) -> ProjectState:
    state = ProjectState()
    for operation in operations:
        operation.state_forwards("city", state)
    return state


def test_part_has_the_model_and_the_keys_that_it_leads_to() -> None:
    found = part(known(POT, LID, SHELF), ("city", "lid"))
    assert {key: list(model.fields) for key, model in found.models.items()} == {
        ("city", "lid"): ["id", "pot"],
        ("city", "pot"): ["id", "number"],
    }
    assert "ordering" not in found.models["city", "pot"].options


def test_model_is_known_afterwards_and_none_is_drawn() -> None:
    state = known(POT)
    assert state.apps.get_model("city", "Pot")
    Small(LID).state_forwards("city", state)
    assert ("apps" in vars(state), ("city", "lid") in state.models) == (False, True)


def test_code_draws_models_only_when_it_asks_for_one() -> None:
    seen = []
    state = known(POT)
    ask, stay = (RunPython(lambda apps, _: seen.append(apps.get_model("city", "Pot"))), RunPython(lambda apps, _: None))
    drawn = []
    for each in small([stay, ask]):
        each.state_forwards("city", state)
        each.database_forwards("city", connection.schema_editor(), state, state)
        drawn.append("apps" in vars(state))
    assert (drawn, [model.__name__ for model in seen]) == ([False, True], ["Pot"])


def test_what_concerns_several_models_is_done_with_all() -> None:
    before, after = known(POT, LID), known(POT, LID, RenameModel("Pot", "Topf"))
    assert [*Small(RenameModel("Pot", "Topf"))._small("city", before, after)] == [before, after]


@pytest.mark.django_db(transaction=True)
def test_tables_are_as_django_makes_them_and_go_again() -> None:
    colour = AddField("Lid", "colour", models.CharField(max_length=5, default="rot"))
    states = [known(), known(POT), known(POT, LID), known(POT, LID, colour)]
    steps = [*zip(small([POT, LID, colour]), states, states[1:], strict=False)]
    for step, before, after in steps:
        with connection.schema_editor() as editor:
            step.database_forwards("city", editor, before, after)
    with connection.cursor() as cursor:
        columns = {each.name for each in connection.introspection.get_table_description(cursor, "city_lid")}
        relations = connection.introspection.get_relations(cursor, "city_lid")
    for step, before, after in reversed(steps):
        with connection.schema_editor() as editor:
            step.database_backwards("city", editor, after, before)
    assert (columns, relations["pot_id"][:2]) == ({"id", "pot_id", "colour"}, ("number", "city_pot"))
    assert {"city_pot", "city_lid"} & set(connection.introspection.table_names()) == set()


def test_each_step_of_a_migration_is_small_and_the_migration_itself_stays() -> None:
    before = Migration("pots", "city")
    before.operations = [POT, CreateTables([LID]), *small([SHELF])]
    after = quick(before)
    assert (str(after), before.operations[0]) == ("city.pots", POT)
    assert [type(each) for each in after.operations] == [Small, CreateTables, Small]
    assert after.operations[0].operation is POT


@pytest.mark.django_db(transaction=True)
def test_no_model_is_drawn_before_a_migration_that_asks_for_none() -> None:
    migration, state = Migration("pots", "city"), known(LID)
    migration.operations = [POT]
    executor = QuickExecutor(connection)
    after = executor._migrate_all_forwards(state, [(migration, False)], [(migration, False)], False, False)
    assert ("apps" in vars(after), "city_pot" in connection.introspection.table_names()) == (False, True)
    with connection.schema_editor() as editor:
        Small(POT).database_backwards("city", editor, known(POT), known())
    executor.recorder.record_unapplied("city", "pots")
