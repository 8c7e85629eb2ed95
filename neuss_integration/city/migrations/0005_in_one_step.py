"""All tables as migration 0004 leaves them, in one step for a new database; others run what they lack."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "city",
    __package__,
    [
        "0001_initial",
        "0002_clean_texts",
        "0003_names_of_the_city",
        "0004_parliamentary_groups",
    ],
)


class Migration(migrations.Migration):
    initial = True

    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = [EARLIER.tables()]
