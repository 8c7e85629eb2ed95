"""What is published is never changed: the database itself refuses (design: quality, data)."""

from django.db import migrations

TABLES = ("reporting_snapshot", "reporting_publication", "reporting_publicationfile", "reporting_publishedmeasure")


def forbid_updates(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION reporting_refuse_update() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'published is for ever' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_for_ever BEFORE UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION reporting_refuse_update()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_for_ever BEFORE UPDATE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'published is for ever'); END"
            )


def allow_updates(apps, schema_editor):
    for table in TABLES:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_for_ever{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION reporting_refuse_update()")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [migrations.RunPython(forbid_updates, allow_updates)]
