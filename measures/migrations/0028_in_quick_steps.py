"""What the migrations 0019 to 0027 do, quicker; who ran some of them runs the others."""

from django.db import migrations

from neuss_integration.foundation.records.migration_operations import Earlier

EARLIER = Earlier(
    "measures",
    __package__,
    [
        "0019_evidence_is_not_emptied",
        "0020_goal_gauges_and_judgements",
        "0021_judgements_stay",
        "0022_released_answers",
        "0023_gremien_of_consultations",
        "0024_imports_taken_back",
        "0025_fill_taken_back",
        "0026_office_checks",
        "0027_indicator_effects",
    ],
)


class Migration(migrations.Migration):
    replaces = EARLIER.replaces
    dependencies = EARLIER.dependencies
    operations = EARLIER.steps()
