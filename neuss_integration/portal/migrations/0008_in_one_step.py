"""All tables as migration 0007 leaves them, in one step for a new database; others run what they lack."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "portal",
    __package__,
    [
        "0001_initial",
        "0002_advice",
        "0003_translations",
        "0004_legal_texts_and_page_views",
        "0005_public_relations",
        "0006_portal_needs",
        "0007_accessibility_statement",
    ],
)


class Migration(migrations.Migration):
    initial = True

    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = [EARLIER.tables()]
