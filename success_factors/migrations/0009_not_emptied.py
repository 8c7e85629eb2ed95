"""The table of Standortbestimmungen is not emptied."""

from django.db import migrations

from neuss_integration.foundation.records.guards import not_emptied


class Migration(migrations.Migration):
    dependencies = [("success_factors", "0008_area_values")]

    operations = [not_emptied("success_factors_refuse_update", "success_factors_assessment")]
