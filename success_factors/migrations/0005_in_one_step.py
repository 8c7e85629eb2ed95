"""All tables as migration 0004 leaves them, in one step for a new database; others run what they lack."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "success_factors",
    __package__,
    [
        "0001_initial",
        "0002_assessments_stay",
        "0003_indicator_rhythm",
        "0004_clean_texts",
    ],
)


class Migration(migrations.Migration):
    initial = True

    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = [EARLIER.tables(), *EARLIER.guards("0002_assessments_stay")]
