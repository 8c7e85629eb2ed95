"""Nobody changes the log, and deletes nothing of it before its time: the database itself refuses."""

from django.db import migrations

ENTRIES, LINKS = "audit_auditentry", "audit_auditlink"
GUARDS = (
    (ENTRIES, "UPDATE", ""),
    (ENTRIES, "DELETE", "OLD.kept_until >= CURRENT_DATE"),
    (LINKS, "UPDATE", ""),
    (LINKS, "DELETE", ""),
)


def forbid_changes(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    if is_postgres:
        schema_editor.execute(
            "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the log stays' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table, action, condition in GUARDS:
        when = f"WHEN ({condition}) " if condition else ""
        start = f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        if is_postgres:
            schema_editor.execute(f"{start}FOR EACH ROW {when}EXECUTE FUNCTION audit_refuse()")
        else:
            schema_editor.execute(f"{start}{when}BEGIN SELECT RAISE(ABORT, 'the log stays'); END")


def allow_changes(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for table, action, _ in GUARDS:
        on_table = f" ON {table}" if is_postgres else ""
        schema_editor.execute(f"DROP TRIGGER {table}_no_{action.lower()}{on_table}")
    if is_postgres:
        schema_editor.execute("DROP FUNCTION audit_refuse()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forbid_changes, allow_changes)]
