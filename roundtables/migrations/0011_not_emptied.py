"""Tables that hold something of approved minutes are not emptied."""

from django.db import migrations

from neuss_integration.foundation.records.guards import not_emptied

FUNCTION = "roundtables_refuse_emptying"
OF_MINUTES = ("minutes", "minutesentry", "minutesevent", "objection", "ballot", "agendaitem", "attendance")


def make_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF EXISTS (SELECT 1 FROM roundtables_minutes WHERE state = 'approved') THEN "
            "RAISE EXCEPTION 'approved minutes stay' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "RETURN NULL; END $$"
        )


def drop_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {FUNCTION}()")


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0010_in_one_step")]

    operations = [
        migrations.RunPython(make_function, drop_function),
        not_emptied(FUNCTION, *[f"roundtables_{table}" for table in OF_MINUTES]),
    ]
