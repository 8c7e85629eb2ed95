"""All tables as migration 0009 leaves them, in one step for a new database; others run what they lack."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "roundtables",
    __package__,
    [
        "0001_initial",
        "0002_approved_minutes_stay",
        "0003_withheld_items",
        "0004_ratings_by_office",
        "0005_clean_texts",
        "0006_approved_minutes_are_not_deleted",
        "0007_meeting_is_public",
        "0008_portal_needs",
        "0009_names_of_the_city",
    ],
)


class Migration(migrations.Migration):
    initial = True

    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = [EARLIER.tables(), *EARLIER.guards("0002_approved_minutes_stay", "0006_approved_minutes_are_not_deleted")]
