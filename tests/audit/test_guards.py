"""Somebody takes the guards off the database, as the user of the application may: verifying the chain names them."""

from typing import Any, Final

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from neuss_integration.audit.selectors import wanted_guards
from neuss_integration.foundation.records.guards import guards

pytestmark = pytest.mark.django_db
IS_POSTGRES: Final = connection.vendor == "postgresql"
NO_MORE: Final = {
    "audit_auditentry", "audit_auditlink",
    "reporting_picturefile", "reporting_publication", "reporting_publicationfile", "reporting_publishedmeasure",
    "reporting_snapshot", "roundtables_minutes", "roundtables_minutesentry",
    "roundtables_objection", "roundtables_ballot", "roundtables_agendaitem", "roundtables_attendance",
    "roundtables_minutesevent", "success_factors_assessment", "measures_assessmentevidence", "measures_judgement",
}  # fmt: skip
"""What is neither changed nor deleted."""


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def drop(name: str, table: str) -> None:
    run(f"DROP TRIGGER {name}" + (f" ON {table}" if IS_POSTGRES else ""))


def told() -> str:
    with pytest.raises(CommandError) as caught:
        call_command("verify_chain")
    return str(caught.value)


def test_list_of_guards_is_what_the_migrations_leave(capsys: pytest.CaptureFixture) -> None:
    found, listed = guards(connection), wanted_guards(connection.vendor)
    lines = "\n".join(sorted(map(str, found)))
    assert found == listed, f"neuss_integration/audit/guards/{connection.vendor}.txt has to say:\n{lines}"
    call_command("verify_chain")
    assert capsys.readouterr().out.startswith("Unverändert: 0 Zeilen")


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_list_names_all_that_has_to_stay(vendor: str) -> None:
    actions: dict[str, set[str]] = {}
    for guard in wanted_guards(vendor):
        actions.setdefault(guard.table, set()).add(guard.action)
    emptied = {"TRUNCATE"} if vendor == "postgresql" else set()
    assert {table for table in NO_MORE if not actions[table] >= {"UPDATE", "DELETE"} | emptied} == set()
    assert actions["roundtables_commentround_organisations"] == {"INSERT", "UPDATE"}


@pytest.mark.parametrize("guard", sorted(wanted_guards(connection.vendor)), ids=str)
def test_dropped_guard_is_named(guard: Any) -> None:
    drop(guard.name, guard.table)
    assert f"in „{guard.table}“ nicht mehr ab: {guard.action}." in told()


def test_database_of_an_earlier_program_is_told_to_migrate_first() -> None:
    """Its guards are fewer because nobody made the newer ones yet, not because somebody took them away."""
    drop("roundtables_attendance_stay_update", "roundtables_attendance")
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("roundtables", "0018_notes_of_absence_go")
    assert told().startswith("Noch nicht ausgeführt: 1 Änderung der Datenbank. Bitte rufen Sie zuerst „manage.py ")
    recorder.record_applied("roundtables", "0018_notes_of_absence_go")
    assert "in „roundtables_attendance“ nicht mehr ab: UPDATE." in told()


@pytest.mark.skipif(IS_POSTGRES, reason="there a trigger calls a function")
def test_guard_made_harmless_is_named() -> None:
    drop("audit_auditentry_no_update", "audit_auditentry")
    refuse = "BEGIN SELECT RAISE(ABORT, 'the log stays'); END"
    run(f"CREATE TRIGGER audit_auditentry_no_update BEFORE UPDATE ON audit_auditentry WHEN 0 {refuse}")
    assert "in „audit_auditentry“ nicht mehr ab: UPDATE." in told()


@pytest.mark.skipif(not IS_POSTGRES, reason="only PostgreSQL has functions of triggers")
@pytest.mark.parametrize("body", ["RETURN NEW;", "RETURN NEW; RAISE EXCEPTION 'the log stays';"])
def test_function_made_harmless_is_named(body: str) -> None:
    run(f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
    sentences = told()
    assert "in „audit_auditentry“ nicht mehr ab: DELETE, TRUNCATE, UPDATE." in sentences
    assert "in „audit_auditlink“ nicht mehr ab: DELETE, TRUNCATE, UPDATE." in sentences


@pytest.mark.skipif(not IS_POSTGRES, reason="only PostgreSQL switches triggers off and knows TRUNCATE")
@pytest.mark.parametrize("how", ["DISABLE TRIGGER USER", "ENABLE REPLICA TRIGGER audit_auditlink_no_update"])
def test_guards_that_are_switched_off_are_named(how: str) -> None:
    run(f"ALTER TABLE audit_auditlink {how}")
    actions = "DELETE, TRUNCATE, UPDATE" if "USER" in how else "UPDATE"
    assert f"in „audit_auditlink“ nicht mehr ab: {actions}." in told()
