"""All tables as migration 0017 leaves them, in one step for a new database; others run what they lack."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "measures",
    __package__,
    [
        "0001_initial",
        "0002_assessment_evidence",
        "0003_own_sheets",
        "0004_report_attachments",
        "0005_whole_lists",
        "0006_clean_texts",
        "0007_released_text",
        "0008_fill_released_text",
        "0009_released_text_as_read",
        "0010_adoption",
        "0011_recorded_adoptions",
        "0012_guided_import",
        "0013_names_of_the_city",
        "0014_orders_and_consultations",
        "0015_indexes_of_overviews",
        "0016_reasons_for_delay",
        "0017_funding_programmes",
    ],
)


class Migration(migrations.Migration):
    initial = True

    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = [EARLIER.tables(), *EARLIER.guards("0002_assessment_evidence")]
