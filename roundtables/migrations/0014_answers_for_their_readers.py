"""What was published for those who were asked is not put to everybody later: the database refuses."""

from django.db import migrations

TABLE, NAME = "roundtables_commentround", "roundtables_commentround_readers"
PUBLISHED = (
    "NEW.is_public AND NOT OLD.is_public AND EXISTS (SELECT 1 FROM roundtables_goalcomment c "
    "JOIN roundtables_putgoal p ON p.id = c.put_goal_id WHERE p.round_id = OLD.id AND c.public_text <> '')"
)
SENTENCE = "answers were published for fewer readers"


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {PUBLISHED} THEN "
            f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} WHEN {PUBLISHED} "
            f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {NAME} ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION {NAME}()")
    else:
        schema_editor.execute(f"DROP TRIGGER {NAME}")


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0013_dismissed_comments")]

    operations = [migrations.RunPython(forbid, allow)]
