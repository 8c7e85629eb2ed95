"""What a Standortbestimmung rests on is never changed: the database itself refuses."""

from django.db import migrations

TABLE = "measures_assessmentevidence"


def forbid_updates(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION success_factors_refuse_update()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'evidence stays'); END"
        )


def allow_updates(apps, schema_editor):
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {TABLE}_stays{on_table}")


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial"), ("success_factors", "0002_assessments_stay")]

    operations = [migrations.RunPython(forbid_updates, allow_updates)]
