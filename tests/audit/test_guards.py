"""Somebody takes the guards off the database, as the user of the application may: verifying the chain names them."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from neuss_integration.foundation.records.guards import guarded
from neuss_integration.management.commands.verify_chain import FOR_EVER

pytestmark = pytest.mark.django_db
IS_POSTGRES = connection.vendor == "postgresql"


def drop(name: str, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if IS_POSTGRES else ""))


def told() -> str:
    with pytest.raises(CommandError) as caught:
        call_command("verify_chain")
    return str(caught.value)


def test_every_table_of_the_log_and_of_publications_has_its_guards(capsys: pytest.CaptureFixture) -> None:
    wanted = {"UPDATE", "DELETE", "TRUNCATE"} if IS_POSTGRES else {"UPDATE", "DELETE"}
    found = guarded(connection)
    assert [model._meta.db_table for model in FOR_EVER if found[model._meta.db_table] != wanted] == []
    call_command("verify_chain")
    assert capsys.readouterr().out.startswith("Unverändert: 0 Zeilen")


@pytest.mark.parametrize("action", ["UPDATE", "DELETE"])
def test_dropped_guard_is_named(action: str) -> None:
    drop(f"audit_auditentry_no_{action.lower()}", "audit_auditentry")
    assert f"in „audit_auditentry“ nicht mehr ab: {action}." in told()


@pytest.mark.skipif(not IS_POSTGRES, reason="only PostgreSQL switches triggers off and knows TRUNCATE")
def test_guards_that_are_switched_off_are_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditlink DISABLE TRIGGER USER")
    assert "in „audit_auditlink“ nicht mehr ab: DELETE, TRUNCATE, UPDATE." in told()
