"""What the migrations 0011 to 0015 do, quicker; who ran some of them runs the others."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "roundtables",
    __package__,
    [
        "0011_not_emptied",
        "0012_comments_on_goals",
        "0013_dismissed_comments",
        "0014_answers_for_their_readers",
        "0015_readers_stay",
    ],
)


class Migration(migrations.Migration):
    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = EARLIER.steps()
