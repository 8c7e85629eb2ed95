"""All tables as migration 0009 leaves them, in one step for a new database; others run what they lack."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "reporting",
    __package__,
    [
        "0001_initial",
        "0002_published_is_for_ever",
        "0003_report_resolutions",
        "0004_pictures",
        "0005_published_stays",
        "0006_highlights",
        "0007_volumes",
        "0008_sum_of_files",
        "0009_prepared_files",
    ],
)


class Migration(migrations.Migration):
    initial = True

    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = [EARLIER.tables(), *EARLIER.guards("0002_published_is_for_ever", "0004_pictures", "0005_published_stays")]
