"""What Standortbestimmungen rest on is not emptied."""

from django.db import migrations

from neuss_integration.foundation.records.guards import not_emptied


class Migration(migrations.Migration):
    dependencies = [("measures", "0018_in_one_step"), ("success_factors", "0009_not_emptied")]

    operations = [not_emptied("success_factors_refuse_update", "measures_assessmentevidence")]
