"""What the migrations 0001 to 0002 do, quicker; who ran some of them runs the others."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "steering",
    __package__,
    [
        "0001_initial",
        "0002_follows",
    ],
)


class Migration(migrations.Migration):
    initial = True

    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = EARLIER.steps()
