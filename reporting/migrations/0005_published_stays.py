"""What is published is never deleted either, nor are its tables emptied."""

from django.db import migrations

TABLES = ("reporting_snapshot", "reporting_publication", "reporting_publicationfile", "reporting_publishedmeasure")


def forbid_deleting(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            # The function came with the triggers against changes.
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION reporting_refuse_update()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_update()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'published is for ever'); END"
            )


def allow_deleting(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_stays ON {table}")
            schema_editor.execute(f"DROP TRIGGER {table}_is_not_emptied ON {table}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_stays")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_pictures")]

    operations = [migrations.RunPython(forbid_deleting, allow_deleting)]
