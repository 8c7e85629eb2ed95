"""What the migrations 0006 to 0011 do, quicker; who ran some of them runs the others."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "success_factors",
    __package__,
    [
        "0006_value_requests",
        "0007_table_layout",
        "0008_area_values",
        "0009_not_emptied",
        "0010_sponsors",
        "0011_staff_figures",
    ],
)


class Migration(migrations.Migration):
    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = EARLIER.steps()
