"""A Standortbestimmung is never changed, only corrected by another: the database itself refuses.

On SQLite a later change of the table's columns makes a new table without the trigger; such a migration must make
the trigger again.
"""

from django.db import migrations

TABLE = "success_factors_assessment"


def forbid_updates(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION success_factors_refuse_update() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'assessments stay' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION success_factors_refuse_update()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'assessments stay'); END"
        )


def allow_updates(apps, schema_editor):
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {TABLE}_stays{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION success_factors_refuse_update()")


class Migration(migrations.Migration):
    dependencies = [("success_factors", "0001_initial")]

    operations = [migrations.RunPython(forbid_updates, allow_updates)]
