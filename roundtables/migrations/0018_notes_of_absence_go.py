"""Who asks for erasure has the note on their answer to an invitation taken back, also where the minutes are approved.

The note is no part of the minutes; everything else of an attendance stays as it was approved.
"""

from django.db import migrations

NAME, TABLE = "roundtables_attendance_stay_update", "roundtables_attendance"
OF_MINUTES = (
    "id, meeting_id, member_id, reply, reply_sequence, replied_at, replied_by_id, presence, joins_at_id, "
    "leaves_before_id, created_at"
)
APPROVED = (
    "EXISTS (SELECT 1 FROM roundtables_minutes m WHERE m.state = 'approved' AND m.meeting_id = OLD.meeting_id)"
)


def replaced(columns):
    """A step that makes the guard anew, for `columns` alone."""

    def make(apps, schema_editor):
        begin = f"CREATE TRIGGER {NAME} BEFORE UPDATE{columns} ON {TABLE}"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {NAME} ON {TABLE}")
            schema_editor.execute(f"{begin} FOR EACH ROW EXECUTE FUNCTION {NAME}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {NAME}")
            schema_editor.execute(f"{begin} WHEN {APPROVED} BEGIN SELECT RAISE(ABORT, 'approved minutes stay'); END")

    return make


class Migration(migrations.Migration):
    dependencies = [("roundtables", "0017_events_of_minutes_stay")]

    operations = [migrations.RunPython(replaced(f" OF {OF_MINUTES}"), replaced(""))]
