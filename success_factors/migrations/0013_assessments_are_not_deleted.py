"""A Standortbestimmung is never deleted: the database itself refuses."""

from django.db import migrations

from neuss_integration.foundation.records.guards import refused


class Migration(migrations.Migration):
    dependencies = [("success_factors", "0012_in_quick_steps")]

    operations = [refused("DELETE", "success_factors_assessment", words="assessments stay")]
