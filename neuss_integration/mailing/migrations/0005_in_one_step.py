"""All tables as migration 0004 leaves them, in one step for a new database; others run what they lack."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "mailing",
    __package__,
    [
        "0001_initial",
        "0002_bounces_and_pauses",
        "0003_replies_and_barriers",
        "0004_held_on_the_server",
    ],
)


class Migration(migrations.Migration):
    initial = True

    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = [EARLIER.tables()]
