"""Approved minutes and what belongs to them are never deleted."""

from django.db import migrations

APPROVED = "SELECT 1 FROM roundtables_minutes m WHERE m.state = 'approved' AND"
BY_MINUTES = f"EXISTS ({APPROVED} m.id = OLD.minutes_id)"
BY_MEETING = f"EXISTS ({APPROVED} m.meeting_id = OLD.meeting_id)"
BY_ENTRY = (
    "EXISTS (SELECT 1 FROM roundtables_minutes m JOIN roundtables_minutesentry e ON e.minutes_id = m.id "
    "WHERE m.state = 'approved' AND e.id = OLD.entry_id)"
)
RULES = [
    ("roundtables_minutes", "OLD.state = 'approved'"),
    ("roundtables_minutesentry", BY_MINUTES),
    ("roundtables_minutesevent", BY_MINUTES),
    ("roundtables_objection", BY_MINUTES),
    ("roundtables_ballot", BY_ENTRY),
    ("roundtables_agendaitem", BY_MEETING),
    ("roundtables_attendance", BY_MEETING),
]


def forbid_deleting(apps, schema_editor):
    for table, condition in RULES:
        name = f"{table}_stay_delete"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
                "RAISE EXCEPTION 'approved minutes stay' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                "RETURN OLD; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE DELETE ON {table} WHEN {condition} "
                "BEGIN SELECT RAISE(ABORT, 'approved minutes stay'); END"
            )


def allow_deleting(apps, schema_editor):
    for table, _condition in RULES:
        name = f"{table}_stay_delete"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0005_clean_texts")]

    operations = [migrations.RunPython(forbid_deleting, allow_deleting)]
