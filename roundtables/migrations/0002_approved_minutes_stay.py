"""Approved minutes are never changed: the database itself refuses (issue: approved ones are read-only)."""

from django.db import migrations

APPROVED = "SELECT 1 FROM roundtables_minutes m WHERE m.state = 'approved' AND"
BY_MINUTES = f"EXISTS ({APPROVED} m.id = {{row}}.minutes_id)"
BY_MEETING = f"EXISTS ({APPROVED} m.meeting_id = {{row}}.meeting_id)"
BY_ENTRY = (
    "EXISTS (SELECT 1 FROM roundtables_minutes m JOIN roundtables_minutesentry e ON e.minutes_id = m.id "
    "WHERE m.state = 'approved' AND e.id = {row}.entry_id)"
)
RULES = [
    ("roundtables_minutesentry", BY_MINUTES),
    ("roundtables_objection", BY_MINUTES),
    ("roundtables_ballot", BY_ENTRY),
    ("roundtables_agendaitem", BY_MEETING),
    ("roundtables_attendance", BY_MEETING),
]
# Deleting is held by foreign keys: a trigger would also stop the flush of a test database.
OPERATIONS = [("insert", "INSERT", "NEW"), ("update", "UPDATE", "OLD")]
FROZEN = ("state", "meeting_id", "comment_until", "sent_at", "approved_at", "approved_in_id")
MINUTES = "OLD.state = 'approved' AND (" + " OR ".join(f"NEW.{name} <> OLD.{name}" for name in FROZEN) + ")"


def triggers():
    """Name, table, operation and condition of each trigger."""
    yield "roundtables_minutes_stay", "roundtables_minutes", "UPDATE", MINUTES
    for table, rule in RULES:
        for name, operation, row in OPERATIONS:
            yield f"{table}_stay_{name}", table, operation, rule.format(row=row)


def forbid_changes(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for name, table, operation, condition in triggers():
        if is_postgres:
            # A WHEN of PostgreSQL may not ask other tables, a function may.
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
                "RAISE EXCEPTION 'approved minutes stay' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                "RETURN NEW; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {operation} ON {table} WHEN {condition} "
                "BEGIN SELECT RAISE(ABORT, 'approved minutes stay'); END"
            )


def allow_changes(apps, schema_editor):
    for name, table, _operation, _condition in triggers():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0001_initial")]

    operations = [migrations.RunPython(forbid_changes, allow_changes)]
