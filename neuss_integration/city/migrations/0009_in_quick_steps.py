"""What the migrations 0006 to 0008 do, quicker; who ran some of them runs the others."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "city",
    __package__,
    [
        "0006_divisions",
        "0007_heads_are_functions",
        "0008_entered_names",
    ],
)


class Migration(migrations.Migration):
    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = EARLIER.steps()
