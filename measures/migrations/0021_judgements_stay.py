"""A judgement is never changed, another one is added: the database itself refuses."""

from django.db import migrations

from neuss_integration.foundation.records.guards import not_emptied

TABLE = "measures_judgement"


def forbid_updates(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION success_factors_refuse_update()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'judgements stay'); END"
        )


def allow_updates(apps, schema_editor):
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {TABLE}_stays{on_table}")


class Migration(migrations.Migration):
    dependencies = [("measures", "0020_goal_gauges_and_judgements"), ("success_factors", "0009_not_emptied")]

    operations = [
        migrations.RunPython(forbid_updates, allow_updates),
        not_emptied("success_factors_refuse_update", TABLE),
    ]
