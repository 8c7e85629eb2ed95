"""What the migrations 0009 to 0010 do, quicker; who ran some of them runs the others."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "portal",
    __package__,
    [
        "0009_longer_words_of_enquiries",
        "0010_comments_and_topics",
    ],
)


class Migration(migrations.Migration):
    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = EARLIER.steps()
