"""What the migrations 0011 to 0015 do, quicker; who ran some of them runs the others."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "reporting",
    __package__,
    [
        "0011_more_forms",
        "0012_kinds_and_deadline",
        "0013_pictures_are_not_emptied",
        "0014_sum_of_facts",
        "0015_consultations",
    ],
)


class Migration(migrations.Migration):
    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = EARLIER.steps()
