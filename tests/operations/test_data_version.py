"""Choices are read once per version of the data: never stale, whoever changed them, and never what was taken back."""

import subprocess
import sys
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test import Client

from measures.selectors.filter_choices import filter_choices
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.data_version import current_version, one_version, watch
from neuss_integration.operations.master_data import WATCHED
from tests.factories import World, make_department, sign_in

OTHER_PROCESS = {
    "sqlite": "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()",
    "postgresql": "import psycopg, sys; psycopg.connect(sys.argv[1], autocommit=True).execute(sys.argv[2])",
}


def offices() -> list[str]:
    return [name for _, name in filter_choices()["fachdienststelle"]]


def change_elsewhere(statement: str) -> None:
    """Another process with a connection of its own, past Django."""
    settings = connection.settings_dict
    place = str(settings["NAME"])
    if connection.vendor == "postgresql":
        parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        place = " ".join(f"{key}={settings[name]}" for key, name in parts.items() if settings.get(name))
    subprocess.run([sys.executable, "-c", OTHER_PROCESS[connection.vendor], place, statement], check=True)


@pytest.mark.django_db(transaction=True)
def test_choices_follow_another_process_at_once() -> None:
    office = make_department("Amt für Brunnen")
    assert "Amt für Brunnen" in offices()
    change_elsewhere(f"UPDATE city_department SET name = 'Amt für Quellen' WHERE id = {office.pk}")  # noqa: S608
    assert "Amt für Quellen" in offices()
    assert "Amt für Brunnen" not in offices()


@pytest.mark.django_db(transaction=True)
def test_choices_of_a_transaction_that_was_taken_back_are_never_seen() -> None:
    office = make_department("Amt für Brunnen")
    for name in ("Amt A", "Amt B"):
        with suppress(LookupError), transaction.atomic():
            Department.objects.filter(pk=office.pk).update(name=name)
            assert name in offices()
            raise LookupError
        assert "Amt für Brunnen" in offices()
        assert name not in offices()


@pytest.mark.django_db(transaction=True)
def test_version_never_comes_back() -> None:
    office, seen = make_department("Amt"), {current_version()}
    for _ in range(3):
        with suppress(LookupError), transaction.atomic():
            Department.objects.filter(pk=office.pk).update(note="x")
            assert current_version() not in seen
            seen.add(current_version())
            raise LookupError
        assert current_version() in seen


@pytest.mark.django_db
def test_choices_are_read_once_and_the_version_once_in_a_request(django_assert_num_queries) -> None:
    filter_choices()
    with django_assert_num_queries(1):
        filter_choices()
    with django_assert_num_queries(1), one_version():
        assert filter_choices() is filter_choices()


@pytest.mark.django_db
@pytest.mark.parametrize("table", WATCHED)
def test_every_table_of_choices_is_watched(table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", [table])
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        noted = [name for (name,) in cursor.fetchall() if name.endswith("_noted")]
    assert len(noted) == {"postgresql": 1, "sqlite": 3}[connection.vendor]


@pytest.mark.django_db
def test_table_made_anew_is_watched_again() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER city_department_update_noted")
    watch(connection, WATCHED)
    office, before = make_department("Amt"), current_version()
    Department.objects.filter(pk=office.pk).update(note="neu")
    assert current_version() != before


def test_list_shows_a_renamed_office_and_nobody_the_filter_of_another(world: World, client: Client) -> None:
    office = world.vorlesestunden.lead_department
    chosen = f'name="fachdienststelle" value="{office.pk}" checked>'
    assert chosen in sign_in(client, world.koordination).get(f"/massnahmen/?fachdienststelle={office.pk}").text
    assert chosen not in sign_in(Client(), world.integrationsrat_person).get("/massnahmen/").text
    Department.objects.filter(pk=office.pk).update(name="Amt mit neuem Namen")
    assert "Amt mit neuem Namen</option>" in client.get("/massnahmen/").text
